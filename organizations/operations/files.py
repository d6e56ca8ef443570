"""Files: kept within a committee's quota, served after their sum is checked, swept when nobody wants them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from accounts.models import ExportJob, User
from collab_portal.lib import uploads
from collab_portal.lib.uploads import Upload
from organizations.models import Committee, StoredFile
from organizations.operations import checking

GRACE = timedelta(days=1)
BATCH = 1_000


def same_as(file: StoredFile) -> dict[str, Any]:
    """A filter of what files hang on: the same bytes under the same name, sent by the same person."""
    return {"file__sha256": file.sha256, "file__name": file.name, "file__uploaded_by": file.uploaded_by_id}


def store(upload: Upload, *, actor: User, committee: int | None = None) -> StoredFile:
    """Keep an uploaded file for a committee, else for the actor's. Link it to its owner at once."""
    committee = committee or actor.committee_id
    if committee is None:
        raise ValidationError("您的账号不属于任何工委，不能上传文件。")
    _must_fit(committee, upload.size or 0)
    kept = uploads.keep(upload)
    return _register(kept, committee, actor, state=checking.state_of(kept))


def store_made(
    name: str, media_type: str, write: Callable[[IO[bytes]], Any], *, committee: Committee, actor: User | None
) -> StoredFile:
    """Keep a file the portal made: ``write`` fills it. Within the same quota."""
    return _register(uploads.keep_made(name, media_type, write), committee.pk, actor)


def _register(
    kept: uploads.Kept,
    committee_id: int,
    actor: User | None,
    state: StoredFile.State = StoredFile.State.KEPT,
) -> StoredFile:
    """The row of a kept file; refused, the file goes too."""
    try:
        with transaction.atomic():
            Committee.objects.select_for_update().get(pk=committee_id)  # the last place is one upload's
            _must_fit(committee_id, kept.size)
            return StoredFile.objects.create(
                committee_id=committee_id, uploaded_by=actor, state=state, **kept._asdict()
            )
    except BaseException:
        uploads.discard(kept.key)
        raise


def _must_fit(committee_id: int, size: int) -> None:
    if StoredFile.objects.used_by(committee_id) + size > settings.UPLOAD_QUOTA:
        limit = settings.UPLOAD_QUOTA // 2**20
        raise ValidationError(f"本工委的文件已满（限额 {limit} MB），请先删除不用的文件。")


def deliver(request: HttpRequest, file: StoredFile, *, shown: bool = False) -> FileResponse | HttpResponse:
    """A download; ``shown``: a picture on a page. Ask first whether this person may see its owner.

    409 while a virus scanner has not cleared it, and when it is not what was kept.
    """
    if not file.is_kept:
        return TemplateResponse(request, "organizations/unchecked.html", {"file": file}, status=409)
    return uploads.deliver(
        request,
        key=file.key,
        name=file.name,
        media_type=file.media_type,
        sha256=file.sha256,
        shown=shown and file.is_picture,
    )


def sweep(*, now: datetime) -> int:
    """Remove what no object refers to a day after it came: rows first, then bytes. How many files went."""
    before, gone = now - GRACE, 0
    while rows := list(StoredFile.objects.unlinked(before).order_by("pk")[:BATCH]):
        StoredFile.objects.filter(pk__in=[row.pk for row in rows]).delete()
        for row in rows:
            uploads.discard(row.key)
        gone += len(rows)
    lying = list(uploads.lying(before))
    for start in range(0, len(lying), BATCH):
        keys = lying[start : start + BATCH]
        known = set(StoredFile.objects.filter(key__in=keys).values_list("key", flat=True))
        known |= set(ExportJob.objects.filter(key__in=keys).values_list("key", flat=True))
        for key in set(keys) - known:
            uploads.discard(key)
            gone += 1
    return gone
