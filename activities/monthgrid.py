"""A month as weeks of days: what is held when, in two queries however busy the month."""

import re
from calendar import Calendar
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from activities.models import Activity
from activities.querysets import ActivityQuerySet
from collab_portal.lib.dates import FIRST_DAY, LAST_DAY, WEEKDAYS

SHOWN = 4
WRITTEN = re.compile(r"(\d{4})-(\d{1,2})")


class Month(NamedTuple):
    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"

    @property
    def label(self) -> str:
        return f"{self.year}年{self.month}月"

    def moved(self, months: int) -> "Month | None":
        """Another month; None beyond the years that records can have."""
        index = self.year * 12 + self.month - 1 + months
        year, month = divmod(index, 12)
        return Month(year, month + 1) if FIRST_DAY.year <= year <= LAST_DAY.year else None

    @property
    def following(self) -> "Month | None":
        return self.moved(1)

    @property
    def previous(self) -> "Month | None":
        return self.moved(-1)


@dataclass
class Day:
    """One cell. ``more`` is how many begin that day and do not fit."""

    date: date
    inside: bool
    today: bool
    activities: list[Activity] = field(default_factory=list)
    more: int = 0

    @property
    def weekday(self) -> str:
        return f"周{WEEKDAYS[self.date.weekday()]}"


def month_of(written: str, today: date) -> Month:
    """``2026-11``; anything else is this month."""
    match = WRITTEN.fullmatch(written) if written.isascii() else None
    if match and 1 <= int(match[2]) <= 12 and FIRST_DAY.year <= int(match[1]) <= LAST_DAY.year:
        return Month(int(match[1]), int(match[2]))
    return Month(today.year, today.month)


def weeks_of(month: Month, rows: ActivityQuerySet, today: date) -> list[list[Day]]:
    """Whole weeks from Monday to Sunday; a record of several days stands on each of them."""
    weeks = [
        [Day(day, day.month == month.month, day == today) for day in week]
        for week in Calendar().monthdatescalendar(*month)
    ]
    days = {day.date: day for week in weeks for day in week}
    there = rows.standing().dated().during(min(days), max(days))
    for row in _first_of_each_day(there):
        day = max(row.held_on, min(days))
        while day <= min(row.ended_on, max(days)):
            days[day].activities.append(row)
            day += timedelta(days=1)
    begun = dict(there.order_by().values_list("held_on").annotate(count=Count("pk")))
    for cell in days.values():
        cell.more = max(0, begun.get(cell.date, 0) - SHOWN)
    return weeks


def _first_of_each_day(rows: ActivityQuerySet) -> ActivityQuerySet:
    place = Window(
        RowNumber(), partition_by=F("held_on"), order_by=[F("start_time").asc(nulls_last=True), F("pk").asc()]
    )
    columns = ("title", "series_number", "held_on", "ended_on", "start_time", "status")
    return (
        rows.annotate(place_of_day=place)
        .filter(place_of_day__lte=SHOWN)
        .only(*columns)
        .order_by("held_on", "place_of_day")
    )
