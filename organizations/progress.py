"""An import as its page tells it: the stepper, the facts, the tabs over its rows."""

from typing import NamedTuple

from collab_portal.lib.dates import chinese_moment
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
    uploaded = Step("上传", "done", job.created_at, str(job.created_by))
    if job.status == Status.CHECKING:
        return [uploaded, Step("检查", "now"), Step("写入", "next")]
    if job.status == Status.FAILED:
        return [uploaded, Step("检查未通过", "stopped")]
    checked = Step("检查", "done")
    if job.status == Status.DROPPED:
        return [uploaded, checked, Step("放弃", "stopped", None, str(job.asked_by))]
    if job.status == Status.CHECKED:
        return [uploaded, checked, Step("核对、写入", "now")]
    if job.status == Status.COMMITTING:
        return [uploaded, checked, Step("写入", "now", None, str(job.asked_by))]
    written = Step("写入", "done", job.committed_at)
    if job.status == Status.UNDOING:
        return [uploaded, checked, written, Step("撤销", "now", None, str(job.asked_by))]
    if job.status == Status.UNDONE:
        return [uploaded, checked, written, Step("撤销", "stopped", job.undone_at, str(job.asked_by))]
    return [uploaded, checked, written]


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
