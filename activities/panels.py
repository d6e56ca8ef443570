"""Joint activities on the pages of committees, branches and pairings."""

from datetime import date, datetime
from typing import Any

from accounts.models import User
from activities import counting
from activities.models import Activity, YearlyTotal
from activities.querysets import ActivityQuerySet
from collab_portal.lib.dates import today
from organizations.models import Branch, Committee, Pairing
from organizations.panels import Panel, register

PLACE, LATEST, ALL_BUT_ENDLESS = 2, 5, 20
TOTALS_PLACE, TOTALS = 8, 60


def of_committee(committee: Committee, user: User, now: datetime) -> Panel:
    """The year in figures, each with the list that adds up to it, and the latest; two queries."""
    year = today(now).year
    scope = counting.Scope(since=date(year, 1, 1), until=date(year, 12, 31))
    return _panel(
        Activity.objects.visible_to(user).with_committee(committee.pk),
        LATEST,
        committee=committee,
        year=year,
        totals=counting.totals(committee=committee.pk, scope=scope),
    )


def totals_of(committee: Committee, user: User, now: datetime) -> Panel | None:
    """What it reported for the years before the portal, by year; one query."""
    years: dict[int, list[str]] = {}
    for row in YearlyTotal.objects.filter(committee=committee).for_list()[:TOTALS]:
        what = row.get_kind_display() or "各类合计"
        years.setdefault(row.year, []).append(f"{what} {row.plain_value} {row.get_unit_display()}")
    context = {"committee": committee, "years": list(years.items())}
    return Panel("activities/_totals.html", context) if years else None


def of_branch(branch: Branch, user: User, now: datetime) -> Panel:
    return _panel(Activity.objects.visible_to(user).with_branch(branch.pk), ALL_BUT_ENDLESS)


def of_pairing(pairing: Pairing, user: User, now: datetime) -> Panel:
    return _panel(Activity.objects.visible_to(user).filter(pairing=pairing), ALL_BUT_ENDLESS)


def _panel(rows: ActivityQuerySet, size: int, **context: Any) -> Panel:
    found = list(rows.in_brief()[: size + 1])
    context |= {"rows": found[:size], "size": size, "more": len(found) > size}
    return Panel("activities/_panel.html", context)


def register_panels() -> None:
    register("committee", PLACE, of_committee)
    register("committee", TOTALS_PLACE, totals_of)
    register("branch", PLACE, of_branch)
    register("pairing", PLACE, of_pairing)
