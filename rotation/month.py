"""Months as weeks of days, with who leads, what is held, and which days are off: pure arrangement."""

from calendar import Calendar, monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from collab_portal.lib import dates
from rotation.calendar import WorkCalendar
from rotation.models import Consultation, Turn


@dataclass(frozen=True)
class Day:
    """``begins`` is the turn whose first day this is."""

    day: date
    inside: bool
    today: bool
    working: bool
    holiday: str
    make_up: bool
    begins: Turn | None
    consultations: Sequence[Consultation]


@dataclass(frozen=True)
class Month:
    year: int
    number: int
    weeks: Sequence[Sequence[Day]]


def span(year: int, number: int | None) -> tuple[date, date]:
    """First and last day of the month, or of the whole year."""
    if number is None:
        return date(year, 1, 1), date(year, 12, 31)
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def months(
    year: int,
    number: int | None,
    working: WorkCalendar,
    turns: Sequence[Turn],
    consultations: Sequence[Consultation],
    today: date,
) -> list[Month]:
    """One month of ``year`` or all twelve, each day with what happens on it."""
    begins = {turn.starts_on: turn for turn in turns}
    held: dict[date, list[Consultation]] = {}
    for consultation in consultations:
        if consultation.starts_at is not None:
            held.setdefault(dates.today(consultation.starts_at), []).append(consultation)

    def cell(day: date, month: int) -> Day:
        inside = day.month == month
        return Day(
            day=day,
            inside=inside,
            today=day == today,
            working=working.is_working_day(day),
            holiday=working.holiday(day).partition("（")[0],
            make_up=working.is_make_up(day),
            begins=begins.get(day) if inside else None,
            consultations=held.get(day, []) if inside else [],
        )

    numbers = range(1, 13) if number is None else [number]
    return [
        Month(
            year,
            month,
            [[cell(day, month) for day in week] for week in Calendar().monthdatescalendar(year, month)],
        )
        for month in numbers
    ]


def nearby(year: int, number: int | None) -> list[tuple[str, str]]:
    """Links to the neighbouring months or years, as (label, query)."""
    if number is None:
        around = [(f"{near}年", f"year={near}", near) for near in (year - 1, year + 1)]
        return [(label, query) for label, query, near in around if 2000 <= near <= 2100]
    links = []
    for index in (year * 12 + number - 2, year * 12 + number):
        near, month = divmod(index, 12)
        if 2000 <= near <= 2100:
            links.append((f"{near}年{month + 1}月", f"year={near}&month={month + 1}"))
    return links
