"""How the security trail leaves: what the filter shows, as a workbook, as CSV or as lines of JSON."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError

from accounts.forms.security import SecurityFilter
from accounts.models import SecurityEvent
from accounts.models.event import SecurityEventQuerySet
from accounts.reading import Line, lines
from accounts.trail import line
from collab_portal.lib import dates
from collab_portal.lib.exports import CHUNK, Choice, Export
from collab_portal.lib.xlsx import Sheet

COLUMNS = (
    ("编号", 10),
    ("时间", 20),
    ("类别", 16),
    ("结果", 8),
    ("人员", 14),
    ("工委", 12),
    ("对象", 24),
    ("对象编号", 30),
    ("网络地址", 18),
    ("设备", 20),
    ("会话", 10),
    ("请求编号", 38),
    ("详情", 60),
)


def _cells(told: Line) -> Iterator[Any]:
    row = told.row
    yield row.pk
    yield f"{row.at.astimezone(dates.BEIJING):%Y-%m-%d %H:%M:%S}"
    yield row.get_kind_display()
    yield row.get_outcome_display()
    yield row.person_name
    yield told.committee
    yield row.target_name
    yield row.target
    yield row.network or ""
    yield row.device
    yield row.session
    yield row.request_id
    yield told.words


def _table(rows: SecurityEventQuerySet) -> Iterator[list[Any]]:
    return (list(_cells(told)) for told in lines(rows.iterator(chunk_size=CHUNK)))


def _rows(choice: Choice) -> SecurityEventQuerySet:
    form = SecurityFilter(choice.query)
    rows = form.apply(SecurityEvent.objects.visible_to(choice.person))
    if not form.is_valid():
        raise ValidationError("筛选条件有误，请改正后再导出。")
    return rows


def _sheets(_choice: Choice, rows: SecurityEventQuerySet) -> Iterable[Sheet]:
    return [Sheet("安全日志", COLUMNS, _table(rows))]


def _records(rows: SecurityEventQuerySet) -> Iterator[dict[str, Any]]:
    """Each row as the log tells it."""
    return map(line, rows.iterator(chunk_size=CHUNK))


TRAIL = Export(
    "accounts:security-export",
    "安全日志",
    "accounts:security",
    lambda choice: SecurityFilter(choice.query),
    _rows,
    _sheets,
    records=_records,
    right="accounts.read_trail",
)
