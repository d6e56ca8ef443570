"""文件: file, edit, abolish; its papers. Order of locks: committee, document."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from accounts.models import User
from collab_portal.lib import dates
from collab_portal.lib.http import require
from collab_portal.lib.uploads import Upload
from collab_portal.lib.verbs import creates, put, verb
from collab_portal.lib.versions import check_version
from commons.models import Document, DocumentFile
from commons.models.document import MOST_FILES
from organizations.operations import files


@creates(Document, "commons.file_document")
def file_document(*, actor: User, submission: UUID, now: datetime, **facts: Any) -> Document:
    """登记 for the actor's committee. The same submission again gives the same one."""
    return _store(Document(committee_id=actor.committee_id or 0, submission=submission), facts)


@verb("commons.edit_document")
def edit_document(document: Document, *, actor: User, version: int, now: datetime, **facts: Any) -> Document:
    """Change what the form showed as ``version``; whoever comes second is told and loses nothing."""
    check_version(document, version)
    if document.abolished_on:
        raise ValidationError("已废止的文件不再修改。")
    return _store(document, facts)


def _store(document: Document, facts: dict[str, Any]) -> Document:
    for name, value in facts.items():
        setattr(document, name, value)
    _check_chain(document)
    document.full_clean()
    document.save()
    return document


def _check_chain(document: Document) -> None:
    """Raises ValidationError where it would replace another's paper, or itself by way of others."""
    above, seen = document.supersedes, {document.pk}
    if above is not None and above.committee_id != document.committee_id:
        raise ValidationError({"supersedes": "只能替代本工委登记的文件。"})
    while above is not None:
        if above.pk in seen:
            raise ValidationError({"supersedes": "这样会首尾相接：所选文件本身由它替代。"})
        seen.add(above.pk)
        above = above.supersedes


@verb("commons.edit_document")
def abolish(document: Document, *, actor: User, now: datetime, reason: str) -> Document:
    """废止, with a reason; it stays readable."""
    if document.abolished_on is None:
        document.abolished_on, document.abolish_reason = dates.today(now), reason
        put(document)
    return document


def attach(document: Document, upload: Upload, *, actor: User) -> DocumentFile:
    """Keep a file with the document. A refused one leaves nothing; the same again is the one there is."""
    require("commons.edit_document", actor, document)
    _must_have_room(document)
    file = files.store(upload, actor=actor)
    return _link(document, actor=actor, file=file)


@verb("commons.edit_document")
def _link(document: Document, *, actor: User, file: Any) -> DocumentFile:
    """The file is checked and written before the document is locked."""
    _must_have_room(document)
    known = DocumentFile.objects.filter(document=document, **files.same_as(file)).first()
    return known or DocumentFile.objects.create(document=document, file=file)


def _must_have_room(document: Document) -> None:
    if DocumentFile.objects.filter(document=document).count() >= MOST_FILES:
        raise ValidationError(f"一份文件最多 {MOST_FILES} 个附件。")


@verb("commons.edit_document", on="document")
def detach(paper: DocumentFile, *, actor: User) -> None:
    """Take a file away again; its bytes are swept a day later. A second click does nothing."""
    DocumentFile.objects.filter(pk=paper.pk).delete()
