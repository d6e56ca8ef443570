"""Carries a job through: check, commit, undo. A job is claimed for a lease; whoever works on it renews it.

A worker may die at any moment. What it had not finished was one transaction and is gone with it; its
lease runs out and the next look begins that step again, three times at most, then the job says so.
"""

import uuid
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import structlog
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models.functions import Now

from accounts.models import User
from collab_portal.lib.history import acting
from collab_portal.lib.leases import LEASE, MOST_ATTEMPTS, LeaseLostError, Pulse, claim, finish
from collab_portal.lib.sheets import SheetError
from collab_portal.lib.verbs import touch, verb
from notifications.crashpoints import reach
from organizations.imports.kinds import Kind, Line, Outcome, kind_of
from organizations.imports.reading import merge, read_table
from organizations.models import ImportJob, ImportRow
from organizations.models.importjob import KEPT_FOR
from organizations.rules import does_committee_work

log = structlog.get_logger("portal.imports")
Status = ImportJob.Status
CHUNK = 1_000


class FactsChangedError(Exception):
    """Between check and commit the records changed: the person looks again."""


def run_due(now: datetime) -> int:
    """Work on every job that waits; how many were taken. Any number of workers may do so at once."""
    taken = 0
    while (pk := ImportJob.objects.due().order_by("pk").values_list("pk", flat=True).first()) is not None:
        taken += run(pk, now)
    _clear_old(now)
    return taken


def run(pk: int, now: datetime) -> bool:
    """Claim one job and carry its step through; false when another worker was quicker."""
    token = claim(ImportJob.objects.due(), pk, LEASE)
    if token is None:
        return False
    job = ImportJob.objects.select_related("asked_by", "committee").get(pk=pk)
    if job.attempts > MOST_ATTEMPTS:
        _give_up(job, token)
        return True
    with Pulse(job, token, LEASE) as pulse, acting(job.asked_by, f"批量导入：{job.filename}"):
        try:
            _step(job, token, pulse, now)
        except LeaseLostError:
            log.warning("import_lease_lost", job=job.pk)
        except Exception:
            log.exception("import_failed", job=job.pk, step=job.status)
            _fail_step(
                job, token, "处理时出现意外，没有写入任何数据。请稍后重新上传；仍不成功请联系系统管理员。"
            )
    return True


def _step(job: ImportJob, token: uuid.UUID, pulse: Pulse, now: datetime) -> None:
    kind = kind_of(job.kind)
    if kind is None or not _still_may(job.asked_by, job):
        _fail_step(job, token, "办理人已不再负责本工委的工作，没有写入任何数据。")
        return
    if job.status == Status.CHECKING:
        _check(job, kind, token, pulse, now)
    elif job.status == Status.COMMITTING:
        _commit(job, kind, token, pulse, now)
    else:
        _undo(job, kind, token, pulse, now)


def _still_may(actor: User, job: ImportJob) -> bool:
    return bool(does_committee_work(actor)) and actor.committee_id == job.committee_id


def _check(job: ImportJob, kind: Kind, token: uuid.UUID, pulse: Pulse, now: datetime) -> None:
    """Read what was uploaded, join it to rows that stand already (a correction), judge all of them."""
    note = ""
    lines = _stored_lines(job)
    try:
        if job.content:
            table = read_table(bytes(job.content), kind, lambda done: pulse.beat(done))
            unknown = [f"未识别的列没有导入：{'、'.join(table.unknown)[:200]}。"] if table.unknown else []
            note = "".join([*table.notes, *unknown])[:500]
            lines = merge(lines, table.lines)
            if len(lines) > kind.most_rows:
                raise SheetError(f"超过 {kind.most_rows:,} 行，请分成几个文件上传。")
    except SheetError as error:
        _refuse_file(job, token, str(error))
        return
    pulse.beat(0, len(lines))
    reach("import_check")
    _judge(kind, lines, job.asked_by, now)
    pulse.beat(len(lines) // 2)
    with transaction.atomic():
        job.rows.all().delete()  # type: ignore[attr-defined]
        _store(job, lines, pulse)
        _finish(job, token, status=Status.CHECKED, note=note, content=b"", **_counts(lines))


def _refuse_file(job: ImportJob, token: uuid.UUID, reason: str) -> None:
    """A correction that cannot be read leaves what was checked before as it is."""
    if job.rows.exists():  # type: ignore[attr-defined]
        _finish(job, token, status=Status.CHECKED, note=f"补正文件未采用：{reason}"[:500], content=b"")
    else:
        _finish(job, token, status=Status.FAILED, note=reason[:500], content=b"")


def _judge(kind: Kind, lines: Sequence[Line], actor: User, now: datetime) -> None:
    for line in lines:
        kind.parse(line)
    kind.judge(lines, actor=actor, now=now)


def _commit(job: ImportJob, kind: Kind, token: uuid.UUID, pulse: Pulse, now: datetime) -> None:
    """All rows in one transaction, if they still are what the person saw."""
    lines = _stored_lines(job)
    pulse.beat(0, len(lines))
    try:
        _write(job, kind, lines, token, pulse, now)
    except FactsChangedError:
        _show_again(
            job, lines, token, pulse, "检查之后，名录中的资料有了变动。没有写入任何数据，请核对新的结果。"
        )
    except (ValidationError, PermissionDenied) as error:
        reason = " ".join(error.messages) if isinstance(error, ValidationError) else "没有相应的权限。"
        note = f"写入时被拒绝：{reason}没有写入任何数据，请核对后再试。"
        _finish(job, token, status=Status.CHECKED, note=note[:500])


@verb
def _write(
    job: ImportJob, kind: Kind, lines: list[Line], token: uuid.UUID, pulse: Pulse, now: datetime
) -> None:
    seen = [line.verdict for line in lines]
    kind.lock(job.committee_id)
    _judge(kind, lines, job.asked_by, now)
    if [line.verdict for line in lines] != seen:
        raise FactsChangedError
    kind.write(lines, actor=job.asked_by, now=now, beat=pulse.beat)
    _remember(job, lines)
    reach("import_commit")
    _finish(job, token, status=Status.DONE, committed_at=Now(), note="")


@verb
def _show_again(job: ImportJob, lines: list[Line], token: uuid.UUID, pulse: Pulse, note: str) -> None:
    job.rows.all().delete()  # type: ignore[attr-defined]
    _store(job, lines, pulse)
    _finish(job, token, status=Status.CHECKED, note=note, **_counts(lines))


@verb
def _undo(job: ImportJob, kind: Kind, token: uuid.UUID, pulse: Pulse, now: datetime) -> None:
    touched = job.rows.filter(outcome__in=[Outcome.NEW, Outcome.CHANGED])  # type: ignore[attr-defined]
    rows = list(touched.order_by("number"))
    pulse.beat(0, len(rows))
    kind.lock(job.committee_id)
    kind.undo(rows, actor=job.asked_by, now=now, beat=pulse.beat)
    _put(rows, ["kept"])
    kept = sum(1 for row in rows if row.kept)
    reach("import_undo")
    _finish(job, token, status=Status.UNDONE, undone_at=Now(), kept_rows=kept, note="")


def _stored_lines(job: ImportJob) -> list[Line]:
    rows = job.rows.order_by("number")  # type: ignore[attr-defined]
    return [
        Line(
            row.number,
            row.cells,
            row.faults,
            outcome=row.outcome,
            target=row.target,
            changes=row.changes,
        )
        for row in rows.iterator(CHUNK)
    ]


def _store(job: ImportJob, lines: Sequence[Line], pulse: Pulse) -> None:
    for first in range(0, len(lines), CHUNK):
        ImportRow.objects.bulk_create(
            ImportRow(
                job=job,
                number=line.number,
                cells=line.cells,
                faults=line.faults,
                outcome=line.outcome,
                title=line.title[:200],
                problems=line.problems,
                changes=line.changes,
                target=line.target,
            )
            for line in lines[first : first + CHUNK]
        )
        pulse.beat((len(lines) + first) // 2)


def _remember(job: ImportJob, lines: Sequence[Line]) -> None:
    """What each row did, for undoing."""
    done = {line.number: line for line in lines if line.outcome in {Outcome.NEW, Outcome.CHANGED}}
    rows = list(job.rows.filter(outcome__in=[Outcome.NEW, Outcome.CHANGED]))  # type: ignore[attr-defined]
    for row in rows:
        line = done[row.number]
        row.target, row.before, row.mark = line.target, line.before, line.mark
    _put(rows, ["target", "before", "mark"])


def _put(rows: list[ImportRow], names: list[str]) -> None:
    """As an upsert by key: ten times as fast as ``bulk_update``, whose CASE grows with each row."""
    ImportRow.objects.bulk_create(
        rows, batch_size=CHUNK, update_conflicts=True, unique_fields=["id"], update_fields=names
    )


def _counts(lines: Sequence[Line]) -> dict[str, int]:
    found = Counter(line.outcome for line in lines)
    return {
        "new_rows": found[Outcome.NEW],
        "changed_rows": found[Outcome.CHANGED],
        "same_rows": found[Outcome.SAME],
        "failed_rows": found[Outcome.FAILED],
    }


@verb
def _finish(job: ImportJob, token: uuid.UUID, **result: Any) -> None:
    """The last word of a step, spoken only by the holder of the lease."""
    finish(job, token, **result)


def _fail_step(job: ImportJob, token: uuid.UUID, note: str) -> None:
    """Nothing of the step was stored. What had been written before it stays written."""
    after = {Status.CHECKING: Status.FAILED, Status.COMMITTING: Status.CHECKED, Status.UNDOING: Status.DONE}
    _finish(job, token, status=after[Status(job.status)], note=note)


def _give_up(job: ImportJob, token: uuid.UUID) -> None:
    step = {"checking": "检查", "committing": "写入", "undoing": "撤销"}[job.status]
    _fail_step(
        job, token, f"{step}中断了 {MOST_ATTEMPTS} 次，没有写入任何数据。请重试；仍不成功请联系系统管理员。"
    )


@verb
def _clear_old(now: datetime) -> None:
    """Rows hold contacts: they go once nothing can be undone or corrected any more."""
    old = ImportJob.objects.filter(created_at__lt=now - KEPT_FOR).exclude(status__in=ImportJob.WORKING)
    ImportRow.objects.filter(job__in=old).delete()
    left = list(old.filter(status=Status.CHECKED).only("pk").order_by("pk").select_for_update())
    given_up = ImportJob.objects.filter(pk__in=[job.pk for job in left])
    given_up.update(status=Status.DROPPED, note="超过 30 天没有写入，已自动放弃。")
    touch(*left)
