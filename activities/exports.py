"""How records leave: an Excel workbook of a list."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import FileResponse

from activities.imports.totals import COLUMNS as TOTAL_COLUMNS
from activities.models import Activity, YearlyTotal
from activities.models.total import YearlyTotalQuerySet
from activities.querysets import ActivityQuerySet
from collab_portal.lib import xlsx

LIMIT = 20_000
CHUNK = 2_000
COLUMNS = (
    ("编号", 8),
    ("活动名称", 40),
    ("系列", 16),
    ("期号", 8),
    ("领域", 14),
    ("形式", 14),
    ("举行日期", 12),
    ("结束日期", 12),
    ("方式", 12),
    ("地点", 24),
    ("牵头工委", 12),
    ("参与工委", 30),
    ("牵头人次", 10),
    ("人次合计", 10),
    ("万里长江党旗红", 14),
    ("状态", 12),
    ("来源标题", 30),
    ("来源媒体", 20),
    ("来源日期", 12),
)


def too_many(rows: ActivityQuerySet) -> bool:
    """More rows than one workbook takes."""
    return rows.order_by()[: LIMIT + 1].count() > LIMIT


def workbook(rows: ActivityQuerySet, day: date) -> FileResponse:
    lines = (list(_line(row)) for row in rows.for_list().iterator(chunk_size=CHUNK))
    return xlsx.download(f"联合活动-{day:%Y%m%d}.xlsx", xlsx.Sheet("联合活动", COLUMNS, lines))


def _line(row: Activity) -> Iterator[Any]:
    yield row.pk
    yield row.title
    yield row.series
    yield row.series_number
    yield row.get_area_display()
    yield row.get_kind_display()
    yield row.held_on
    yield row.ended_on
    yield row.get_mode_display()
    yield row.place
    yield row.host.short_name
    yield "、".join(party.committee.short_name for party in row.partners)
    yield host.headcount if (host := row.party_of(row.host_id)) else None
    yield sum(party.headcount or 0 for party in row.parties)
    yield "是" if row.brand else ""
    yield row.get_status_display()
    yield row.source_title
    yield row.source_site
    yield row.source_on


def totals(rows: YearlyTotalQuerySet, day: date) -> FileResponse:
    lines = (
        [column.cell(_total(row)[column.name]) for column in TOTAL_COLUMNS] for row in rows.iterator(CHUNK)
    )
    columns = [(column.label, column.width) for column in TOTAL_COLUMNS]
    return xlsx.download(f"历年汇总数-{day:%Y%m%d}.xlsx", xlsx.Sheet("历年汇总数", columns, lines))


def _total(row: YearlyTotal) -> dict[str, Any]:
    facts = {column.name: getattr(row, column.name) for column in TOTAL_COLUMNS}
    return facts | {"committee": row.committee.short_name}
