"""批量导入: upload, correct, leave rows out, commit, undo, give up. The work is done in the background."""

from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from collab_portal.lib.verbs import verb
from collab_portal.lib.wakeup import wake
from organizations.imports.kinds import Kind
from organizations.models import ImportJob, ImportRow

Status = ImportJob.Status
TASK = "organizations.tasks.run_imports"
MOST_WAITING = 5
PATIENCE = timedelta(seconds=10)


@verb
def upload(*, actor: User, kind: Kind, filename: str, content: bytes, submission: UUID) -> ImportJob:
    """Take a file in and have it checked. The same submission again gives the same job."""
    if actor.committee_id is None:
        raise ValidationError("只能为本工委导入。")
    before = ImportJob.objects.filter(submission=submission, committee=actor.committee_id).first()
    if before is not None:
        return before
    if ImportJob.objects.working().filter(committee=actor.committee_id).count() >= MOST_WAITING:
        raise ValidationError(f"本工委已有 {MOST_WAITING} 个文件正在处理，请等其完成后再上传。")
    job = ImportJob.objects.create(
        kind=kind.key,
        committee_id=actor.committee_id,
        filename=filename[-120:],
        content=content,
        created_by=actor,
        asked_by=actor,
        submission=submission,
    )
    _wake()
    return job


@verb
def correct(job: ImportJob, *, actor: User, content: bytes) -> ImportJob:
    """补正: the corrected rows take the place of the failed ones, and everything is checked anew."""
    job = _locked(job)
    job.move("check")
    return _begin(job, actor, content=content)


@verb
def leave_out(job: ImportJob, *, actor: User) -> ImportJob:
    """Take the failed rows out of this import, knowingly; the rest is checked anew."""
    job = _locked(job)
    job.move("check")
    job.rows.filter(outcome=ImportRow.Outcome.FAILED).delete()  # type: ignore[attr-defined]
    if not job.rows.exists():  # type: ignore[attr-defined]
        raise ValidationError("每一行都有错，去掉后就没有可导入的内容了。请改正后重新上传。")
    return _begin(job, actor)


@verb
def commit(job: ImportJob, *, actor: User) -> ImportJob:
    """写入: all rows or none, and only when no row is wrong. Pressing twice does it once."""
    job = _locked(job)
    if job.status in {Status.COMMITTING, Status.DONE}:
        return job
    job.move("commit")
    if job.failed_rows:
        raise ValidationError(f"还有 {job.failed_rows} 行有错。请补正或去掉这些行，再写入。")
    if not job.to_write:
        raise ValidationError("没有需要写入的行。")
    return _begin(job, actor)


@verb
def undo(job: ImportJob, *, actor: User, now: datetime) -> ImportJob:
    """撤销 within a day of writing."""
    job = _locked(job)
    if job.status in {Status.UNDOING, Status.UNDONE}:
        return job
    late = not job.can_undo(now)
    job.move("undo")
    if late:
        raise ValidationError("写入已超过一天，不能整批撤销。请逐条修改。")
    return _begin(job, actor)


@verb
def drop(job: ImportJob, *, actor: User) -> ImportJob:
    """放弃 what was checked and not written."""
    job = _locked(job)
    if job.status == Status.DROPPED:
        return job
    job.move("drop", asked_by=actor, note="")
    job.save(update_fields=["status", "asked_by", "note"])
    return job


def _locked(job: ImportJob) -> ImportJob:
    return ImportJob.objects.select_for_update().defer("content").get(pk=job.pk)


def _begin(job: ImportJob, actor: User, content: bytes | None = None) -> ImportJob:
    """Hand over to a worker what has just moved into a working state."""
    job.asked_by, job.note, job.done_rows, job.attempts = actor, "", 0, 0
    names = ["status", "asked_by", "note", "done_rows", "attempts"]
    if content is not None:
        job.content = content
        names.append("content")
    job.save(update_fields=names)
    _wake()
    return job


def _wake() -> None:
    """A convenience: without it the beat finds the job half a minute later."""
    transaction.on_commit(lambda: wake(TASK), robust=True)


def look_again(job: ImportJob, *, now: datetime) -> None:
    """Somebody watches a job on which nobody works any more: wake a worker, should the first call be lost."""
    waiting = job.lease_until is None or job.lease_until < now
    if job.is_working and waiting and now - job.created_at > PATIENCE:
        wake(TASK)
