"""The figures, in one place: every page that shows one asks here.

A record counts once it is confirmed by every party: once overall, and once for each of them.
Attendances (人次) are what the parties signed for.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, Sum

from activities.kinds import Area
from activities.models import Activity, Outcome, Participation


@dataclass(frozen=True)
class Totals:
    """场次 and 人次."""

    activities: int = 0
    attendances: int = 0


@dataclass(frozen=True)
class Scope:
    """What is counted: dates are held-on days, both included; None leaves that side open."""

    since: date | None = None
    until: date | None = None
    kind: str = ""
    area: str = ""

    def condition(self, prefix: str = "") -> Q:
        wanted = {
            "held_on__gte": self.since,
            "held_on__lte": self.until,
            "kind": self.kind,
            "area": self.area,
        }
        return Q(
            Q(**{f"{prefix}status": Activity.Status.CONFIRMED}),
            *(Q(**{f"{prefix}{name}": value}) for name, value in wanted.items() if value),
        )


EVERYTHING = Scope()


def totals(*, committee: int | None = None, scope: Scope = EVERYTHING) -> Totals:
    """Of the basin, or of one committee: its records and its own people. One query or two."""
    parts = Participation.objects.filter(scope.condition("activity__"))
    if committee is not None:  # which has one row in each of its records
        found = parts.filter(committee=committee).aggregate(count=Count("pk"), heads=Sum("headcount"))
        return Totals(found["count"], found["heads"] or 0)
    heads = parts.aggregate(heads=Sum("headcount"))["heads"]
    return Totals(Activity.objects.counted().filter(scope.condition()).count(), heads or 0)


def by_committee(scope: Scope = EVERYTHING) -> dict[int, Totals]:
    """For each committee that has any. Their sum exceeds the basin's total: a joint record is each one's."""
    rows = (
        Participation.objects.filter(scope.condition("activity__"))
        .values_list("committee")
        .annotate(count=Count("pk"), heads=Sum("headcount"))
        .order_by("committee")
    )
    return {committee: Totals(count, heads or 0) for committee, count, heads in rows}


def by_area(*, committee: int | None = None, scope: Scope = EVERYTHING) -> dict[str, int]:
    """场次 in each of the six areas, zero included."""
    activities = Activity.objects.counted().filter(scope.condition())
    if committee is not None:
        activities = activities.with_committee(committee)
    found = dict(activities.order_by().values_list("area").annotate(count=Count("pk")))
    return {area.value: found.get(area.value, 0) for area in Area}


def outcomes(*, committee: int | None = None, scope: Scope = EVERYTHING) -> dict[str, Decimal]:
    """Sums of like units only."""
    rows = Outcome.objects.filter(scope.condition("activity__"))
    if committee is not None:
        rows = rows.filter(activity__committee_ids__contains=[committee])
    return dict(rows.order_by().values_list("unit").annotate(total=Sum("value")))
