"""How records leave: activities, yearly totals and how resources were used, as workbooks."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Count, Sum
from django.db.models.functions import ExtractYear

from activities import tables
from activities.filters import ActivityFilter
from activities.models import Activity, ResourceUse, YearlyTotal
from activities.models.total import YearlyTotalQuerySet
from collab_portal.lib.exports import CHUNK, Choice, Export
from collab_portal.lib.forms import FilterForm
from collab_portal.lib.xlsx import Sheet
from commons.forms.resources import ResourceFilter
from commons.kinds import Kind as ResourceKind
from commons.models import Resource
from organizations import network

SLUGS = {member.slug: member.short_name for member in network.MEMBERS}


class TotalsFilter(FilterForm):
    committee = forms.ChoiceField(label="工委", required=False, choices=list(SLUGS.items()))


def yearly_totals(slug: str) -> YearlyTotalQuerySet:
    """Those of one committee; a word nobody offers does not narrow."""
    rows = YearlyTotal.objects.for_list()
    return rows.filter(committee__slug=slug) if slug in SLUGS else rows


ACTIVITIES = tables.ACTIVITIES.export(
    "activities:export", "activities:list", lambda choice: ActivityFilter(choice.query)
)
TOTALS = Export(
    "activities:totals-export",
    "历年汇总数",
    "activities:totals",
    lambda choice: TotalsFilter(choice.query),
    lambda choice: yearly_totals(choice.query.get("committee", "")),
    tables.TOTALS.sheets,
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
