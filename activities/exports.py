"""How records leave: the lists of activities and of yearly totals as workbooks."""

from django import forms

from activities import tables
from activities.filters import ActivityFilter
from activities.models import YearlyTotal
from activities.models.total import YearlyTotalQuerySet
from collab_portal.lib.exports import Export
from collab_portal.lib.forms import FilterForm
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
