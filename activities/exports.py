"""How records leave: the lists of activities and of yearly totals as workbooks."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms

from activities.filters import ActivityFilter
from activities.imports.totals import COLUMNS as TOTAL_COLUMNS
from activities.models import Activity, YearlyTotal
from activities.models.total import YearlyTotalQuerySet
from activities.querysets import ActivityQuerySet
from collab_portal.lib.exports import CHUNK, Choice, Export
from collab_portal.lib.forms import FilterForm
from collab_portal.lib.xlsx import Sheet
from organizations import network

SLUGS = {member.slug: member.short_name for member in network.MEMBERS}
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
    ("品牌和专项", 20),
    ("状态", 12),
    ("来源标题", 30),
    ("来源媒体", 20),
    ("来源日期", 12),
)


def _filter(choice: Choice) -> ActivityFilter:
    return ActivityFilter(choice.query)


def _activities(choice: Choice) -> ActivityQuerySet:
    return _filter(choice).apply(Activity.objects.visible_to(choice.person))


def _sheets(_choice: Choice, rows: ActivityQuerySet) -> Iterable[Sheet]:
    lines = (list(_line(row)) for row in rows.for_list().iterator(chunk_size=CHUNK))
    return [Sheet("联合活动", COLUMNS, lines)]


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
    yield "、".join(tag.name for tag in row.tags if tag.kind != "series")
    yield row.get_status_display()
    yield row.source_title
    yield row.source_site
    yield row.source_on


class TotalsFilter(FilterForm):
    committee = forms.ChoiceField(label="工委", required=False, choices=list(SLUGS.items()))


def yearly_totals(slug: str) -> YearlyTotalQuerySet:
    """Those of one committee; a word nobody offers does not narrow."""
    rows = YearlyTotal.objects.for_list()
    return rows.filter(committee__slug=slug) if slug in SLUGS else rows


def _total_sheets(_choice: Choice, rows: YearlyTotalQuerySet) -> Iterable[Sheet]:
    """It can be imported again."""
    lines = (
        [column.cell(_total(row)[column.name]) for column in TOTAL_COLUMNS] for row in rows.iterator(CHUNK)
    )
    return [Sheet("历年汇总数", [(column.label, column.width) for column in TOTAL_COLUMNS], lines)]


def _total(row: YearlyTotal) -> dict[str, Any]:
    facts = {column.name: getattr(row, column.name) for column in TOTAL_COLUMNS}
    return facts | {"committee": row.committee.short_name}


ACTIVITIES = Export("activities:export", "联合活动", "activities:list", _filter, _activities, _sheets)
TOTALS = Export(
    "activities:totals-export",
    "历年汇总数",
    "activities:totals",
    lambda choice: TotalsFilter(choice.query),
    lambda choice: yearly_totals(choice.query.get("committee", "")),
    _total_sheets,
    is_open=lambda _person: True,
)
