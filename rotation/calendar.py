"""Working days: the library's statutory holidays and make-up days, overruled by the notices recorded.

The State Council announces next year's make-up days each autumn. Until then a year is *predicted*:
its statutory days are known, its make-up days are not, and whatever depends on it says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

import holidays

SATURDAY = 5
ONE_DAY = timedelta(days=1)


class Override(NamedTuple):
    """A day of the official table: a day off (``working`` false) or a make-up working day."""

    day: date
    working: bool
    name: str = ""


class LibraryYear(NamedTuple):
    days_off: Mapping[date, str]
    make_up: frozenset[date]
    official: bool


@lru_cache(maxsize=256)
def library_year(year: int) -> LibraryYear:
    """What the ``holidays`` library knows of ``year``; official when it carries that year's notice."""
    china = holidays.country_holidays("CN", years=year, language="zh_CN")
    announced: Mapping[int, object] = getattr(china, "special_public_holidays", {})
    off = {day: name for day, name in china.items() if day.year == year}
    make_up = frozenset(day for day in china.weekend_workdays if day.year == year)
    return LibraryYear(off, make_up, year in announced)


@dataclass(frozen=True)
class WorkCalendar:
    """Answers about days; built once a request from the override rows (few a year).

    ``official``: the years whose notice was recorded, whatever days beside it an office set for itself.
    """

    overrides: Mapping[date, Override] = field(default_factory=dict)
    official: frozenset[int] = frozenset()

    @classmethod
    def of(cls, overrides: Iterable[Override], official: Iterable[int] = ()) -> "WorkCalendar":
        """Of two overrides of a day the later one counts."""
        return cls({override.day: override for override in overrides}, frozenset(official))

    def with_days(self, overrides: Iterable[Override]) -> "WorkCalendar":
        """The same with ``overrides`` above it."""
        return WorkCalendar.of((*self.overrides.values(), *overrides), self.official)

    def is_working_day(self, day: date) -> bool:
        override = self.overrides.get(day)
        if override is not None:
            return override.working
        year = library_year(day.year)
        return day in year.make_up or (day.weekday() < SATURDAY and day not in year.days_off)

    def is_make_up(self, day: date) -> bool:
        """A weekend on which people work (调休)."""
        return day.weekday() >= SATURDAY and self.is_working_day(day)

    def holiday(self, day: date) -> str:
        """Name of the day off, empty on working days and plain weekends."""
        override = self.overrides.get(day)
        if override is not None:
            return "" if override.working else override.name or "休息日"
        return library_year(day.year).days_off.get(day, "")

    def on_or_before(self, day: date) -> date:
        """``day`` if people work then, else the last working day before it."""
        while not self.is_working_day(day):
            day -= ONE_DAY
        return day

    def previous_working_day(self, day: date) -> date:
        """The last working day before ``day``."""
        return self.on_or_before(day - ONE_DAY)

    def shifted(self, day: date, working_days: int) -> date:
        """So many working days after ``day``, or before it when negative; 0 is ``day`` itself."""
        step = ONE_DAY if working_days > 0 else -ONE_DAY
        for _ in range(abs(working_days)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day

    def is_predicted(self, year: int) -> bool:
        """No official make-up days for ``year`` yet."""
        return not library_year(year).official and year not in self.official

    def official_until(self, year: int) -> int:
        """The last of the official years that follow on from ``year`` (``year - 1`` if none)."""
        while not self.is_predicted(year):
            year += 1
        return year - 1
