"""The figures, in one place: every page that shows one asks here.

A record counts once it is confirmed by every party: once overall, and once for each of them.
Attendances (人次) are what the parties signed for. Read from the months' sums (``activities.tallies``).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import F, Q, Sum
from django.db.models.functions import ExtractMonth

from activities.kinds import Area
from activities.models import Activity, MonthTally, OutcomeTally, PairTally


@dataclass(frozen=True)
class Totals:
    """场次 and 人次."""

    activities: int = 0
    attendances: int = 0


@dataclass(frozen=True)
class Scope:
    """What is counted: whole months of held-on days, both included; None leaves that side open."""

    since: date | None = None
    until: date | None = None
    kind: str = ""
    area: str = ""

    def __post_init__(self) -> None:
        if (self.since and self.since.day != 1) or (self.until and (self.until + timedelta(days=1)).day != 1):
            raise ValueError("Figures are kept by whole months.")

    def condition(self, prefix: str = "") -> Q:
        """The records that count, on a row that is (or belongs to) an activity."""
        return Q(**{f"{prefix}status": Activity.Status.CONFIRMED}) & self._days(f"{prefix}held_on", prefix)

    def months(self, *, kinds: bool = False) -> Q:
        """The rows of a table of sums; not all of them tell kinds apart."""
        if (self.kind or self.area) and not kinds:
            raise ValueError("These figures are not kept by kind.")
        return self._days("month", "")

    def _days(self, name: str, prefix: str) -> Q:
        wanted = {
            f"{name}__gte": self.since,
            f"{name}__lte": self.until,
            f"{prefix}kind": self.kind,
            f"{prefix}area": self.area,
        }
        return Q(*((column, value) for column, value in wanted.items() if value))


EVERYTHING = Scope()


def totals(*, committee: int | None = None, scope: Scope = EVERYTHING) -> Totals:
    """Of the basin, or of one committee: its records and its own people."""
    found = _months(committee, scope).aggregate(count=Sum("records"), heads=Sum("attendances"))
    return Totals(found["count"] or 0, found["heads"] or 0)


def by_committee(scope: Scope = EVERYTHING) -> dict[int, Totals]:
    """For each committee that has any. Their sum exceeds the basin's total: a joint record is each one's."""
    rows = MonthTally.objects.filter(scope.months(kinds=True), committee__isnull=False)
    return _totals(rows.values_list("committee"))


def by_partner(committee: int, scope: Scope = EVERYTHING) -> dict[int, Totals]:
    """What others did with one committee: joint records, and the others' people in them."""
    return _totals(PairTally.objects.filter(scope.months(), committee=committee).values_list("partner"))


def by_area(*, committee: int | None = None, scope: Scope = EVERYTHING) -> dict[str, int]:
    """场次 in each of the six areas, zero included."""
    found = _counts(_months(committee, scope).values_list("area"))
    return {area.value: found.get(area.value, 0) for area in Area}


@dataclass(frozen=True)
class Overview:
    """One table of sums, looked at in three ways. ``months`` are those of the year, 1 to 12."""

    totals: Totals
    areas: dict[str, int]
    months: Counter[int]
    undated: int


def overview(*, committee: int | None = None, scope: Scope = EVERYTHING) -> Overview:
    """场次 by area and by month, and of how many only the year is known; one query."""
    rows = (
        _months(committee, scope)
        .values_list("area", ExtractMonth("month"))
        .annotate(count=Sum("records"), heads=Sum("attendances"), vague=Sum("undated"))
    )
    areas, months, attendances, undated = Counter[str](), Counter[int](), 0, 0
    for area, month, count, heads, vague in rows:
        areas[area] += count
        months[month] += count
        attendances += heads
        undated += vague
    totals = Totals(areas.total(), attendances)
    return Overview(totals, {area.value: areas[area.value] for area in Area}, months, undated)


def pairs(scope: Scope = EVERYTHING) -> Counter[frozenset[int]]:
    """Joint records of each two committees that have any."""
    rows = PairTally.objects.filter(scope.months(), committee__lt=F("partner"))
    found = rows.values_list("committee", "partner").annotate(count=Sum("records")).order_by()
    return Counter({frozenset((first, second)): count for first, second, count in found})


def outcomes(*, committee: int | None = None, scope: Scope = EVERYTHING) -> dict[str, tuple[Decimal, int]]:
    """Sums of like units only, each with the number of records it comes from."""
    rows = OutcomeTally.objects.filter(scope.months(), committee=committee).order_by()
    found = rows.values_list("unit").annotate(total=Sum("value"), count=Sum("records"))
    return {unit: (total, count) for unit, total, count in found}


def _months(committee: int | None, scope: Scope) -> Any:
    return MonthTally.objects.filter(
        scope.months(kinds=True), committee=committee, committee__isnull=committee is None
    ).order_by()


def _totals(rows: Any) -> dict[int, Totals]:
    found = rows.annotate(count=Sum("records"), heads=Sum("attendances")).order_by()
    return {key: Totals(count, heads) for key, count, heads in found}


def _counts(rows: Any) -> dict[str, int]:
    found: Iterable[tuple[str, int]] = rows.annotate(count=Sum("records"))
    return dict(found)
