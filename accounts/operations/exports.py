"""后台生成文件: ask for one, make it, remove it. A worker makes one at a time, whoever asked.

What is in it, and whether the person may have it, is asked when it is made, of the person as stored then.
"""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import IO

import structlog
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import QueryDict
from rules import test_rule

from accounts.models import ExportJob, User
from accounts.models.exportjob import KEPT_FOR, NO_FILE
from collab_portal.lib import leases, uploads
from collab_portal.lib.exports import MEDIA, Choice, Export
from collab_portal.lib.http import require
from collab_portal.lib.leases import MOST_ATTEMPTS, LeaseLostError, Pulse
from collab_portal.lib.patience import export_time
from collab_portal.lib.verbs import verb
from collab_portal.lib.wakeup import wake, wake_on_commit

log = structlog.get_logger("portal.exports")
Status = ExportJob.Status
Tell = Callable[[ExportJob], None]
TASK = "notifications.tasks.make_exports"
MOST_WAITING, MOST_KEPT = 3, 5  # of one person
LONGEST_QUERY = 2_000
FORGOTTEN = timedelta(days=90)  # after which not even the row is left
PATIENCE = timedelta(minutes=2)
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('export-claim', 0))"
DISK = "文件未能写入服务器磁盘，请告知系统管理员。"
UNABLE = "生成时出现意外。请稍后再试；仍不成功请联系系统管理员。"


@verb
def ask_export(export: Export, *, actor: User, query: str, file_format: str, now: datetime) -> ExportJob:
    """Have a file made. What is being made already is not begun twice.

    Raises ``ValidationError`` for a filter that is not understood, and while ``MOST_WAITING`` are being made.
    """
    if export.right:
        require(export.right, actor)
    if file_format not in export.formats or len(query) > LONGEST_QUERY:
        raise ValidationError("导出条件有误，请回到名单重新导出。")
    choice = Choice(actor, QueryDict(query), now, file_format)
    if errors := export.problems(choice):
        raise ValidationError([f"{label}：{said}" if label else said for label, said in errors])
    export.rows(choice)
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)  # the last place is one click's
    mine = ExportJob.objects.visible_to(actor).waiting()
    same = mine.filter(list_name=export.key, file_format=file_format, query=query).first()
    if same is not None:
        return same
    if mine.count() >= MOST_WAITING:
        raise ValidationError(f"您已有 {MOST_WAITING} 个文件正在生成，请等其中一个完成后再导出。")
    wake_on_commit(TASK)
    return ExportJob.objects.create(
        list_name=export.key,
        file_format=file_format,
        query=query,
        file_name=export.file_name(choice),
        asked_by=actor,
        asked_at=now,
    )


def look_again(job: ExportJob, *, now: datetime) -> None:
    """Somebody watches a file on which nobody works: wake a worker, should the first call be lost."""
    if job.is_waiting and (job.lease_until is None or job.lease_until < now):
        wake(TASK)


def is_stuck(job: ExportJob, *, now: datetime) -> bool:
    """Nobody works on it or on any other, and it should have been begun."""
    due = (job.lease_until or job.asked_at) + PATIENCE
    return job.is_waiting and due < now and not ExportJob.objects.running().exists()


def run_due(now: datetime, tell: Tell) -> int:
    """Make every file that waits, one after the other; how many were taken. ``tell``: that one is done."""
    taken = 0
    while (job := _take()) is not None:
        _run(job, now, tell)
        taken += 1
    clear_old(now)
    return taken


@transaction.atomic
def _take() -> ExportJob | None:
    """The oldest that waits, claimed; None as well while another worker makes one."""
    with transaction.get_connection().cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME)
    due = ExportJob.objects.due()
    pk = due.order_by("pk").values_list("pk", flat=True).first()
    if pk is None or ExportJob.objects.running().exists() or not leases.claim(due, pk):
        return None
    return ExportJob.objects.select_related("asked_by").get(pk=pk)


def _run(job: ExportJob, now: datetime, tell: Tell) -> None:
    token = job.lease_token
    if token is None:
        return
    try:
        if job.attempts > MOST_ATTEMPTS:
            _fail(job, token, f"生成中断了 {MOST_ATTEMPTS} 次。{UNABLE}", tell)
        else:
            _make(job, token, now, tell)
    except LeaseLostError:
        log.warning("export_lease_lost", job=job.pk)
    except (ValidationError, OSError) as error:
        words = " ".join(error.messages) if isinstance(error, ValidationError) else DISK
        log.warning("export_refused", job=job.pk, error=str(error))
        _fail(job, token, words, tell)
    except Exception:
        log.exception("export_failed", job=job.pk)
        _fail(job, token, UNABLE, tell)


def _make(job: ExportJob, token: uuid.UUID, now: datetime, tell: Tell) -> None:
    export = job.export
    if export is None or not _still_may(job.asked_by, export):
        raise ValidationError("您已没有导出这份名单的权限。")
    choice = job.choice
    rows = export.rows(choice)
    uploads.must_leave_room(0)
    with Pulse(job, token) as pulse, export_time():
        number = rows.order_by().count()
        pulse.beat(0, number)

        def write(file: IO[bytes]) -> None:
            export.write(file, choice, rows, pulse.beat)

        kept = uploads.keep_made(job.file_name, MEDIA[job.file_format], write)
    try:
        with transaction.atomic():
            export.told(choice, rows)
            file = {"key": kept.key, "size": kept.size, "sha256": kept.sha256, "total_rows": number}
            _finish(job, token, tell, status=Status.READY, made_at=now, **file)
    except BaseException:
        uploads.discard(kept.key)
        raise
    _keep_newest(job.asked_by)


def _still_may(person: User, export: Export) -> bool:
    return person.is_active and (not export.right or bool(test_rule(export.right, person)))


@transaction.atomic
def _finish(job: ExportJob, token: uuid.UUID, tell: Tell, **result: object) -> None:
    leases.finish(job, token, **result)
    job.refresh_from_db()
    if job.asked_by.is_active:
        tell(job)


def _fail(job: ExportJob, token: uuid.UUID, note: str, tell: Tell) -> None:
    try:
        _finish(job, token, tell, status=Status.FAILED, note=note[:200])
    except LeaseLostError:
        log.warning("export_lease_lost", job=job.pk)


def _keep_newest(person: User) -> None:
    """A person's files of before make room."""
    old = ExportJob.objects.visible_to(person).ready().order_by("-pk").values_list("pk", flat=True)
    _remove(list(old[MOST_KEPT:]))


def clear_old(now: datetime) -> None:
    """Files go after ``KEPT_FOR``, their rows long after."""
    ready = ExportJob.objects.ready().filter(made_at__lt=now - KEPT_FOR)
    _remove(list(ready.values_list("pk", flat=True)))
    ExportJob.objects.filter(asked_at__lt=now - FORGOTTEN, key="").exclude(status=Status.WAITING).delete()


def _remove(pks: list[int]) -> None:
    """The rows first: a file without a row is swept, a row without its file would promise it."""
    with transaction.atomic():
        rows = list(ExportJob.objects.ready().filter(pk__in=pks).order_by("pk").select_for_update())
        ExportJob.objects.filter(pk__in=[row.pk for row in rows]).update(status=Status.EXPIRED, **NO_FILE)
    for row in rows:
        uploads.discard(row.key)
