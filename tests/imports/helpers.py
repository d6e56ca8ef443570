"""Tables as people make them, and an import carried through without a worker."""

import io
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone
from openpyxl import Workbook, load_workbook

from organizations.imports import machine
from organizations.imports.kinds import kind_of
from organizations.models import ImportJob
from organizations.operations import imports

Rows = Iterable[Sequence[Any]]
BRANCH_HEAD = ["编码", "名称", "类别", "系统", "上级编码"]


def workbook(*rows: Sequence[Any]) -> bytes:
    """An xlsx whose one sheet holds these rows."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def branch_table(*rows: Sequence[Any], head: Sequence[str] = BRANCH_HEAD) -> bytes:
    return workbook(head, *rows)


def work() -> None:
    """What the worker does when it looks."""
    machine.run_due(timezone.now())


def check(content: bytes, user: Any, kind: str = "branches", filename: str = "表.xlsx") -> ImportJob:
    """Upload and check; the job as the page finds it."""
    found = kind_of(kind)
    assert found is not None
    job = imports.upload(actor=user, kind=found, filename=filename, content=content, submission=uuid.uuid4())
    work()
    return fresh(job)


def fresh(job: ImportJob) -> ImportJob:
    return ImportJob.objects.get(pk=job.pk)


def commit(job: ImportJob, user: Any) -> ImportJob:
    imports.commit(job, actor=user)
    work()
    return fresh(job)


def undo(job: ImportJob, user: Any) -> ImportJob:
    imports.undo(job, actor=user, now=timezone.now())
    work()
    return fresh(job)


def counts(job: ImportJob) -> tuple[int, int, int, int]:
    """New, changed, unchanged, failed."""
    return job.new_rows, job.changed_rows, job.same_rows, job.failed_rows


def problems(job: ImportJob) -> dict[int, list[list[str]]]:
    return {row.number: row.problems for row in job.rows.filter(outcome="failed").order_by("number")}


def cells(content: bytes) -> list[list[Any]]:
    """The first sheet of a workbook that the portal sent."""
    page = load_workbook(io.BytesIO(content)).active
    return [[cell.value for cell in row] for row in page.iter_rows()]
