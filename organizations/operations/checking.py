"""The virus scanner and the files: asked when one comes, asked again for those it did not answer for."""

from datetime import datetime

import structlog
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from collab_portal.lib import scanning, uploads
from notifications.operations import notify
from organizations.models import StoredFile

log = structlog.get_logger("portal.uploads")
BATCH = 200
State = StoredFile.State


def state_of(kept: uploads.Kept) -> StoredFile.State:
    """Whether a file just kept may be given out at once, or waits for the scanner.

    Raises ``ValidationError`` for a virus; then nothing is left of the file.
    """
    if not scanning.is_on():
        return State.KEPT
    try:
        virus = _virus(kept.key, kept.sha256)
    except scanning.ScannerAwayError as error:
        log.warning("upload_waits_for_scanner", key=kept.key, reason=str(error))
        return State.WAITING
    except BaseException:
        uploads.discard(kept.key)
        raise
    if virus:
        uploads.discard(kept.key)
        log.warning("virus_refused", virus=virus)
        raise ValidationError(f"文件查出病毒（{virus}），没有接收。请先为电脑杀毒。")
    return State.KEPT


def check_waiting(*, now: datetime) -> int:
    """Ask again for the files that wait, the oldest first; how many still wait is logged and returned."""
    waiting = StoredFile.objects.filter(state=State.WAITING)
    reason = "" if scanning.is_on() else "no scanner is set"
    for file in waiting.order_by("pk")[:BATCH] if not reason else ():
        try:
            _settle(file, _virus(file.key, file.sha256))
        except scanning.NoVerdictError as error:  # of this file alone
            log.error("file_without_verdict", key=file.key, reason=str(error))
        except scanning.ScannerAwayError as error:
            reason = str(error)
            break
    oldest = waiting.order_by("created_at").first()
    if oldest is None:
        return 0
    left = waiting.count()
    minutes = int((now - oldest.created_at).total_seconds() // 60)
    log.warning("files_wait_for_scanner", waiting=left, oldest_minutes=minutes, reason=reason)
    return left


def _virus(key: str, sha256: str) -> str:
    file = uploads.open_whole(key, sha256)
    if file is None:
        raise scanning.NoVerdictError("the file is gone or was changed")
    with file:
        return scanning.scan(file)


@transaction.atomic
def _settle(file: StoredFile, virus: str) -> None:
    """Give it out, or take it away and tell whoever sent it. Twice is once."""
    state = State.INFECTED if virus else State.KEPT
    if not StoredFile.objects.filter(pk=file.pk, state=State.WAITING).update(state=state) or not virus:
        return
    log.warning("virus_removed", key=file.key, virus=virus)
    transaction.on_commit(lambda: uploads.discard(file.key))
    if file.uploaded_by:
        notify(
            topic=f"file:{file.pk}",
            step="infected",
            recipients=[file.uploaded_by],
            title=f"文件“{file.name}”查出病毒，已删除",
            body=f"病毒名称：{virus}。请先为电脑杀毒，再重新上传。",
            url=reverse("my-work"),
        )
