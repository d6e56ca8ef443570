"""A label's page: what was done under it, in figures that each open their list, and how far its goal is."""

from collections import defaultdict
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Sum
from django.db.models.functions import ExtractYear
from rules import test_rule

from accounts.models import User
from activities import panels
from activities.models import Activity, LabelTally, Outcome
from commons.models import Label
from organizations.models import Committee
from organizations.panels import Panel


class YearOfLabel(NamedTuple):
    """Confirmed records of one year; ``outcomes``: sums with their units."""

    year: int
    records: int
    attendances: int
    outcomes: list[str]


class Goal(NamedTuple):
    """``percent`` is at most 100: a bar is not longer than its frame."""

    done: int
    wanted: int
    unit: str

    def __str__(self) -> str:
        return f"{self.done:,} / {self.wanted:,} {self.unit}"

    @property
    def percent(self) -> int:
        return min(100 * self.done // self.wanted, 100)


def of_label(label: Label, user: User, now: datetime) -> Panel:
    """Sums by year and by committee, the goal, the latest. Three queries."""
    years, committees = figures_of(label)
    rows = Activity.objects.visible_to(user).listed().with_label(label.pk)
    found = list(rows.in_brief()[: panels.LATEST + 1])
    usable = label.is_usable_by(user.committee_id)
    context: dict[str, Any] = {
        "label": label,
        "years": years,
        "committees": committees,
        "goal": _goal(label, years),
        "rows": found[: panels.LATEST],
        "more": len(found) > panels.LATEST,
        "size": panels.LATEST,
        "logs": usable and label.ended_on is None and test_rule("activities.log", user),
    }
    return Panel("activities/_of_label.html", context)


def figures_of(label: Label) -> tuple[list[YearOfLabel], list[tuple[Committee, int]]]:
    """The latest year first; and of each committee that took part how many records, in the fixed order."""
    rows = (
        LabelTally.objects.filter(label=label)
        .annotate(year=ExtractYear("month"))
        .order_by()
        .values_list("committee", "year", "unit")
        .annotate(Sum("records"), Sum("attendances"), Sum("value"))
    )
    basin: dict[int, dict[str, tuple[int, int, Decimal]]] = defaultdict(dict)
    own: dict[int, int] = defaultdict(int)
    for committee, year, unit, records, attendances, value in rows:
        if committee is None:
            basin[year][unit] = (records, attendances, value)
        elif not unit:
            own[committee] += records
    names = Committee.objects.in_bulk(own) if own else {}
    years = [_year(year, sums) for year, sums in sorted(basin.items(), reverse=True)]
    known = sorted(names.values(), key=lambda one: one.position)
    return years, [(one, own[one.pk]) for one in known]


def _year(year: int, sums: dict[str, tuple[int, int, Decimal]]) -> YearOfLabel:
    records, attendances, _ = sums[""]
    return YearOfLabel(
        year, records, attendances, [_worded(unit, sums[unit][2]) for unit in Outcome.Unit if unit in sums]
    )


def _worded(unit: str, value: Decimal) -> str:
    return f"{Outcome(unit=unit, value=value).plain_value} {Outcome.Unit(unit).label}"


def _goal(label: Label, years: list[YearOfLabel]) -> Goal | None:
    if not label.goal_value:
        return None
    counted = label.goal_unit == Label.Unit.RECORDS
    done = sum(one.records if counted else one.attendances for one in years)
    return Goal(done, label.goal_value, str(label.get_goal_unit_display()))
