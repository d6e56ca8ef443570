"""An import as its page tells it: the stepper, the facts, the tabs over its rows."""

from typing import NamedTuple

from collab_portal.lib.dates import chinese_moment
from collab_portal.lib.lifecycle import Note
from collab_portal.lib.steps import Step
from organizations.imports.kinds import kind_of
from organizations.models import ImportJob, ImportRow

Status, Outcome = ImportJob.Status, ImportRow.Outcome


class Tab(NamedTuple):
    show: str
    label: str
    number: int
    here: bool


def label_of(job: ImportJob) -> str:
    kind = kind_of(job.kind)
    return kind.label if kind else job.kind


def steps(job: ImportJob) -> list[Step]:
    """上传 → 检查 → 写入, and 撤销 where it came to that."""
    by = str(job.asked_by)
    notes = {
        "上传": Note(job.created_at, str(job.created_by)),
        "写入": Note(
            job.committed_at, "待核对" if job.status == Status.CHECKED else "" if job.committed_at else by
        ),
        "dropped": Note(None, by),
    }
    found = job.LIFE.steps(job, notes)
    if job.status in {Status.UNDOING, Status.UNDONE}:
        found.append(Step("撤销", "stopped" if job.undone_at else "now", job.undone_at, by))
    return found


def facts(job: ImportJob) -> list[tuple[str, str]]:
    found = [
        ("内容", label_of(job)),
        ("文件", job.filename),
        ("上传", f"{job.created_by}，{chinese_moment(job.created_at)}"),
    ]
    until = job.undo_until()
    if job.status == Status.DONE and until is not None:
        found.append(("可撤销至", chinese_moment(until)))
    return found


def tabs(job: ImportJob, show: str) -> list[Tab]:
    """Only what there is; the whole first."""
    numbers = [
        ("", "全部", job.all_rows),
        (Outcome.FAILED.value, "有错", job.failed_rows),
        (Outcome.NEW.value, "新增", job.new_rows),
        (Outcome.CHANGED.value, "更新", job.changed_rows),
        (Outcome.SAME.value, "无变化", job.same_rows),
        ("kept", "未能撤销", job.kept_rows),
    ]
    return [Tab(key, label, number, key == show) for key, label, number in numbers if number]
