"""How resolutions leave: an Excel workbook of what the filter shows."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from collab_portal.lib.exports import CHUNK, Choice, Export
from collab_portal.lib.xlsx import Sheet
from rotation.models import Resolution
from rotation.models.resolution import ResolutionQuerySet
from rotation.work_forms import ResolutionFilter

COLUMNS = (
    ("会商", 36),
    ("序号", 8),
    ("事项", 40),
    ("内容和要求", 50),
    ("牵头办理", 12),
    ("配合办理", 24),
    ("完成期限", 12),
    ("状态", 10),
    ("是否逾期", 10),
    ("说明", 30),
)


def _rows(choice: Choice) -> ResolutionQuerySet:
    chosen = ResolutionFilter(choice.query)
    return chosen.apply(Resolution.objects.visible_to(choice.person), choice.day)


def _sheets(choice: Choice, rows: ResolutionQuerySet) -> Iterable[Sheet]:
    lines = (list(_line(row, choice.day)) for row in rows.for_list().iterator(chunk_size=CHUNK))
    return [Sheet("议定事项", COLUMNS, lines)]


def _line(row: Resolution, day: date) -> Iterator[Any]:
    main = row.main_owner
    yield row.consultation.title
    yield row.number
    yield row.title
    yield row.body
    yield main.short_name if main else ""
    yield "、".join(owner.committee.short_name for owner in row.owners.all() if not owner.main)
    yield row.due_on
    yield row.get_status_display()
    yield "是" if row.is_overdue(day) else ""
    yield row.reason


RESOLUTIONS = Export(
    "rotation:resolutions-export",
    "议定事项",
    "rotation:resolutions",
    lambda choice: ResolutionFilter(choice.query),
    _rows,
    _sheets,
    is_open=lambda _person: True,
)
