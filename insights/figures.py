"""The page's tables: grouped in the database, each in one query whatever the number of records.

A record counts as in ``activities.counting``: confirmed by every party, in the period it was held on.
With one committee chosen, all tables speak of that committee's records.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.db.models.functions import ExtractMonth

from activities.counting import Totals, by_area
from activities.kinds import Area
from activities.models import Activity, Outcome, Participation
from insights.bars import lengths
from insights.chosen import Chosen
from organizations.models import Committee


@dataclass(frozen=True)
class Line:
    """One row: its number, where the records behind it are listed, the length of its bar."""

    label: str
    activities: int
    url: str
    bar: str
    attendances: int = 0


@dataclass(frozen=True)
class OutcomeLine:
    """The sum of one unit, and how many records it comes from."""

    label: str
    value: Decimal
    records: int
    url: str

    @property
    def plain_value(self) -> str:
        """Without trailing zeros: ``5000``, ``0.5``."""
        return f"{self.value.normalize():f}"


@dataclass(frozen=True)
class Figures:
    """``absent``: committees without a record; ``undated``: records of which only the year is known."""

    totals: Totals
    url: str
    areas: Sequence[Line]
    months: Sequence[Line]
    committees: Sequence[Line]
    outcomes: Sequence[OutcomeLine]
    absent: Sequence[Committee]
    undated: int


def gather(chosen: Chosen) -> Figures:
    areas, (months, undated), parts = _areas(chosen), _months(chosen), _parts(chosen)
    own = parts.get(chosen.committee.pk, Totals()) if chosen.committee else None
    heads = own.attendances if own else sum(part.attendances for part in parts.values())
    others = [row for row in chosen.committees if row != chosen.committee]
    return Figures(
        totals=Totals(sum(line.activities for line in areas), heads),
        url=chosen.records(),
        areas=areas,
        months=months,
        committees=_committees(chosen, others, parts),
        outcomes=_outcomes(chosen),
        absent=[row for row in others if row.pk not in parts],
        undated=undated,
    )


def _ours(chosen: Chosen, prefix: str = "") -> Q:
    """The records that count, as a condition on a row that is (or belongs to) an activity."""
    condition = chosen.scope.condition(prefix)
    if chosen.committee:
        condition &= Q(**{f"{prefix}committee_ids__contains": [chosen.committee.pk]})
    return condition


def _areas(chosen: Chosen) -> list[Line]:
    committee = chosen.committee.pk if chosen.committee else None
    found = by_area(committee=committee, scope=chosen.scope)
    return [
        Line(Area(area).label, count, chosen.records(area=area), bar)
        for (area, count), bar in zip(found.items(), lengths(list(found.values())), strict=True)
    ]


def _months(chosen: Chosen) -> tuple[list[Line], int]:
    whole_year = Q(held_on__month=1, held_on__day=1, ended_on__month=12, ended_on__day=31)
    rows = (
        Activity.objects.filter(_ours(chosen))
        .order_by()
        .values_list(ExtractMonth("held_on"))
        .annotate(count=Count("pk"), undated=Count("pk", filter=whole_year))
    )
    found = {month: (count, undated) for month, count, undated in rows}
    counts = [found.get(month, (0, 0))[0] for month in chosen.period.months]
    lines = [
        Line(f"{month}月", count, chosen.records(month), bar)
        for month, count, bar in zip(chosen.period.months, counts, lengths(counts), strict=True)
    ]
    return lines, sum(undated for _, undated in found.values())


def _parts(chosen: Chosen) -> dict[int, Totals]:
    """For each committee that took part: in how many records, with how many people."""
    rows = (
        Participation.objects.filter(_ours(chosen, "activity__"))
        .order_by()
        .values_list("committee")
        .annotate(count=Count("pk"), heads=Sum("headcount"))
    )
    return {committee: Totals(count, heads or 0) for committee, count, heads in rows}


def _committees(chosen: Chosen, rows: Sequence[Committee], parts: dict[int, Totals]) -> list[Line]:
    found = [parts.get(row.pk, Totals()) for row in rows]
    return [
        Line(row.short_name, part.activities, chosen.records_of(row), bar, part.attendances)
        for row, part, bar in zip(rows, found, lengths([part.activities for part in found]), strict=True)
    ]


def _outcomes(chosen: Chosen) -> list[OutcomeLine]:
    rows = (
        Outcome.objects.filter(_ours(chosen, "activity__"))
        .order_by()
        .values_list("unit")
        .annotate(total=Sum("value"), records=Count("activity", distinct=True))
    )
    found = {unit: (total, records) for unit, total, records in rows}
    return [
        OutcomeLine(unit.label, *found[unit.value], chosen.records(outcome=unit.value))
        for unit in Outcome.Unit
        if unit.value in found
    ]
