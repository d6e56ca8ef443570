"""Joint activities on the pages of committees, branches, pairings, alliances and agreements."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from rules import test_rule

from accounts.models import User
from activities import counting
from activities.models import Activity
from activities.querysets import ActivityQuerySet
from collab_portal.lib.dates import today
from organizations.models import Alliance, Branch, Committee, FrameworkAgreement, Pairing
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


def this_year(_user: User, now: datetime) -> dict[int, int]:
    """场次 of each committee in the running year, as the overview counts; one query."""
    year = today(now).year
    scope = counting.Scope(since=date(year, 1, 1), until=date(year, 12, 31))
    return {pk: totals.activities for pk, totals in counting.by_committee(scope).items()}


def this_year_url(slug: str, now: datetime) -> str:
    return f"{reverse('activities:list')}?committee={slug}&year={today(now).year}&status=confirmed"


def of_branch(branch: Branch, user: User, now: datetime) -> Panel:
    return _panel(Activity.objects.visible_to(user).listed().with_branch(branch.pk), ALL_BUT_ENDLESS)


def of_pairing(pairing: Pairing, user: User, now: datetime) -> Panel:
    runs = pairing.status == Pairing.Status.ACTIVE
    return _of_bond("pairing", pairing, user, logs=runs and user.committee_id in pairing.committees)


def of_alliance(alliance: Alliance, user: User, now: datetime) -> Panel:
    runs = alliance.status == Alliance.Status.ACTIVE
    seats = alliance.members.on(today(now)).filter(committee=user.committee_id)
    return _of_bond(
        "alliance", alliance, user, logs=runs and user.committee_id is not None and seats.exists()
    )


def of_agreement(agreement: FrameworkAgreement, user: User, now: datetime) -> Panel | None:
    """An agreement is between committees: what all of them took part in since it is in force."""
    committees = sorted(party.committee_id for party in agreement.parties.all())
    if agreement.started_on is None:
        return None
    rows = Activity.objects.visible_to(user).listed().filter(committee_ids__contains=committees)
    rows = rows.filter(held_on__gte=agreement.started_on)
    if agreement.ended_on:
        rows = rows.filter(held_on__lte=agreement.ended_on)
    runs = agreement.status == FrameworkAgreement.Status.ACTIVE
    logs = runs and user.committee_id in committees and test_rule("activities.log", user)
    return _panel(
        rows if len(committees) > 1 else rows.none(),
        LATEST,
        note="自协议生效起，各签约工委都参加的活动。",
        log_query=f"agreement={agreement.pk}" if logs else "",
    )


def _of_bond(name: str, bond: Pairing | Alliance, user: User, *, logs: bool) -> Panel:
    """What was logged under it, where all of it stands, and for who belongs to it the way to the next."""
    query = f"{name}={bond.pk}"
    return _panel(
        Activity.objects.visible_to(user).listed().filter(**{name: bond}),
        ALL_BUT_ENDLESS,
        all_query=query,
        log_query=query if logs and test_rule("activities.log", user) else "",
    )


def _panel(rows: ActivityQuerySet, size: int, **context: Any) -> Panel:
    found = list(rows.in_brief()[: size + 1])
    context |= {"rows": found[:size], "size": size, "more": len(found) > size}
    return Panel("activities/_panel.html", context)
