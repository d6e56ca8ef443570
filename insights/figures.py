"""The page's tables, each in one query whatever the number of records.

A record counts as in ``activities.counting``: confirmed by every party, in the period it was held on.
With one committee chosen, all tables speak of that committee's records.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from activities import counting
from activities.counting import Totals
from activities.kinds import Area
from activities.models import Outcome
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
    committee, scope = (chosen.committee.pk if chosen.committee else None), chosen.scope
    parts = counting.by_partner(committee, scope) if committee else counting.by_committee(scope)
    overview = counting.overview(committee=committee, scope=scope)
    others = [row for row in chosen.committees if row != chosen.committee]
    return Figures(
        totals=overview.totals,
        url=chosen.records(),
        areas=_areas(chosen, overview.areas),
        months=_months(chosen, overview.months),
        committees=_committees(chosen, others, parts),
        outcomes=_outcomes(chosen, counting.outcomes(committee=committee, scope=scope)),
        absent=[row for row in others if row.pk not in parts],
        undated=overview.undated,
    )


def _areas(chosen: Chosen, found: dict[str, int]) -> list[Line]:
    return [
        Line(Area(area).label, count, chosen.records(area=area), bar)
        for (area, count), bar in zip(found.items(), lengths(list(found.values())), strict=True)
    ]


def _months(chosen: Chosen, found: Counter[int]) -> list[Line]:
    counts = [found[month] for month in chosen.period.months]
    return [
        Line(f"{month}月", count, chosen.records(month), bar)
        for month, count, bar in zip(chosen.period.months, counts, lengths(counts), strict=True)
    ]


def _committees(chosen: Chosen, rows: Sequence[Committee], parts: dict[int, Totals]) -> list[Line]:
    found = [parts.get(row.pk, Totals()) for row in rows]
    return [
        Line(row.short_name, part.activities, chosen.records_of(row), bar, part.attendances)
        for row, part, bar in zip(rows, found, lengths([part.activities for part in found]), strict=True)
    ]


def _outcomes(chosen: Chosen, found: dict[str, tuple[Decimal, int]]) -> list[OutcomeLine]:
    return [
        OutcomeLine(unit.label, *found[unit.value], chosen.records(outcome=unit.value))
        for unit in Outcome.Unit
        if unit.value in found
    ]
