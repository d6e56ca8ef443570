"""Joint activities on the pages of committees, branches and pairings."""

from datetime import date, datetime
from typing import Any

from accounts.models import User
from activities import counting
from activities.models import Activity
from activities.querysets import ActivityQuerySet
from collab_portal.lib.dates import today
from organizations.models import Branch, Committee, Pairing
from organizations.panels import Panel

PLACE, LATEST, ALL_BUT_ENDLESS = 2, 5, 20


def of_committee(committee: Committee, user: User, now: datetime) -> Panel:
    """The year in figures, each with the list that adds up to it, and the latest; two queries."""
    year = today(now).year
    scope = counting.Scope(since=date(year, 1, 1), until=date(year, 12, 31))
    return _panel(
        Activity.objects.visible_to(user).listed().with_committee(committee.pk),
        LATEST,
        committee=committee,
        year=year,
        totals=counting.totals(committee=committee.pk, scope=scope),
    )


def of_branch(branch: Branch, user: User, now: datetime) -> Panel:
    return _panel(Activity.objects.visible_to(user).listed().with_branch(branch.pk), ALL_BUT_ENDLESS)


def of_pairing(pairing: Pairing, user: User, now: datetime) -> Panel:
    return _panel(Activity.objects.visible_to(user).listed().filter(pairing=pairing), ALL_BUT_ENDLESS)


def _panel(rows: ActivityQuerySet, size: int, **context: Any) -> Panel:
    found = list(rows.in_brief()[: size + 1])
    context |= {"rows": found[:size], "size": size, "more": len(found) > size}
    return Panel("activities/_panel.html", context)
