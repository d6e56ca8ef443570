"""文件: file, edit, abolish; its papers. Order of locks: committee, document."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from accounts.models import User
from collab_portal.lib import dates
from collab_portal.lib.uploads import Upload
from collab_portal.lib.verbs import put, verb
from collab_portal.lib.versions import check_version
from commons.models import Document, DocumentFile
from commons.models.document import MOST_FILES
from organizations.models import Committee
from organizations.operations import files
from organizations.operations.rights import check


def _alone(committee: int) -> None:
    """One change of a committee's documents at a time: two crossing ones can't close a ring together."""
    Committee.objects.select_for_update(no_key=True).get(pk=committee)


def _locked(document: Document, actor: User) -> Document:
    _alone(document.committee_id)
    rows = Document.objects.select_for_update(of=("self",), no_key=True).select_related("committee")
    found = rows.get(pk=document.pk)
    check("commons.edit_document", actor, found)
    return found


@verb
def file_document(*, actor: User, submission: UUID, now: datetime, **facts: Any) -> Document:
    """登记 for the actor's committee. The same submission again gives the same one."""
    check("commons.file_document", actor, None)
    if actor.committee_id is None:
        raise ValidationError("只能为本工委登记文件。")
    _alone(actor.committee_id)
    before = Document.objects.filter(submission=submission, committee=actor.committee_id).first()
    if before is not None:
        return before
    return _store(Document(committee_id=actor.committee_id, submission=submission), facts)


@verb
def edit_document(document: Document, *, actor: User, version: int, now: datetime, **facts: Any) -> Document:
    """Change what the form showed as ``version``; whoever comes second is told and loses nothing."""
    document = _locked(document, actor)
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


@verb
def abolish(document: Document, *, actor: User, now: datetime, reason: str) -> Document:
    """废止, with a reason; it stays readable."""
    document = _locked(document, actor)
    if document.abolished_on is None:
        document.abolished_on, document.abolish_reason = dates.today(now), reason
        put(document)
    return document


def attach(document: Document, upload: Upload, *, actor: User) -> DocumentFile:
    """Keep a file with the document. A refused one leaves nothing; the same again is the one there is."""
    check("commons.edit_document", actor, document)
    _must_have_room(document)
    file = files.store(upload, actor=actor)
    return _link(document, actor=actor, file=file)


@verb
def _link(document: Document, *, actor: User, file: Any) -> DocumentFile:
    """The file is checked and written before the document is locked."""
    document = _locked(document, actor)
    _must_have_room(document)
    known = DocumentFile.objects.filter(document=document, **files.same_as(file)).first()
    return known or DocumentFile.objects.create(document=document, file=file)


def _must_have_room(document: Document) -> None:
    if DocumentFile.objects.filter(document=document).count() >= MOST_FILES:
        raise ValidationError(f"一份文件最多 {MOST_FILES} 个附件。")


@verb
def detach(paper: DocumentFile, *, actor: User) -> None:
    """Take a file away again; its bytes are swept a day later. A second click does nothing."""
    _locked(paper.document, actor)
    DocumentFile.objects.filter(pk=paper.pk).delete()
