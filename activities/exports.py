"""How records leave: activities, yearly totals and how resources were used, as workbooks."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.db.models import Count, Sum
from django.db.models.functions import ExtractYear

from activities.filters import ActivityFilter
from activities.imports.totals import COLUMNS as TOTAL_COLUMNS
from activities.models import Activity, ResourceUse, YearlyTotal
from activities.models.total import YearlyTotalQuerySet
from activities.querysets import ActivityQuerySet
from collab_portal.lib.exports import CHUNK, Choice, Export
from collab_portal.lib.forms import FilterForm
from collab_portal.lib.xlsx import Sheet
from commons.forms.resources import ResourceFilter
from commons.kinds import Kind as ResourceKind
from commons.models import Resource
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

USAGE_COLUMNS = (
    *(("资源", 34), ("类别", 14), ("所属工委", 10), ("年份", 8), ("使用工委", 10)),
    *(("各方确认的活动", 14), ("人次", 10)),
)


def _usage(choice: Choice) -> Any:
    """Who used which of the listed resources how often: a line a resource, year and committee."""
    listed = ResourceFilter(choice.query).apply(Resource.objects.visible_to(choice.person))
    used = ResourceUse.objects.granted().filter(
        resource__in=listed.order_by(), activity__in=Activity.objects.counted()
    )
    party = "activity__participations"
    return (
        used.annotate(year=ExtractYear("activity__held_on"))
        .values(
            *("resource__title", "resource__kind", "resource__committee__short_name", "year"),
            f"{party}__committee__short_name",
        )
        .annotate(activities=Count("activity", distinct=True), people=Sum(f"{party}__headcount"))
        .order_by(
            *("resource__committee__position", "resource__title", "resource", "-year"),
            f"{party}__committee__position",
        )
    )


def _usage_sheets(_choice: Choice, rows: Any) -> Iterable[Sheet]:
    return [Sheet("使用情况", list(USAGE_COLUMNS), map(_used, rows.iterator(chunk_size=CHUNK)))]


def _used(row: dict[str, Any]) -> list[Any]:
    return [
        *(row["resource__title"], ResourceKind(row["resource__kind"]).label),
        *(row["resource__committee__short_name"], row["year"]),
        row["activity__participations__committee__short_name"],
        *(row["activities"], row["people"] or 0),
    ]


USAGE = Export(
    "activities:usage-export",
    "共享资源使用情况",
    "commons:resources",
    lambda choice: ResourceFilter(choice.query),
    _usage,
    _usage_sheets,
    is_open=lambda _person: True,
)
