"""The yearly notice and those that amend it: each stored whole above the earlier ones, taken back whole."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import F

from collab_portal.lib.verbs import verb
from rotation.calendar import SATURDAY, Override, WorkCalendar
from rotation.holiday_notice import Reading
from rotation.models import WorkdayNotice, WorkdayOverride
from rotation.operations.touching import touch_all

NAMES = {"五一": "劳动"}  # of one holiday


class Change(NamedTuple):
    """What storing a notice makes of a day. ``own``: the office's own day, which stays."""

    day: date
    before: str
    after: str
    own: bool

    @property
    def changes(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True)
class Preview:
    """``rows`` to store, and what they change; ``seen`` stands for all of it."""

    rows: Sequence[Override]
    changes: Sequence[Change]
    whole: bool
    seen: str


def preview_notice(reading: Reading, year: int) -> Preview:
    """What storing would change, day by day (one query)."""
    stored = list(
        WorkdayOverride.objects.order_by(F("notice").asc(nulls_last=True)).values_list(
            "day", "working", "name", "notice", "notice__year"
        )
    )
    own = [Override(*row[:3]) for row in stored if row[3] is None]
    official = WorkCalendar.of(Override(*row[:3]) for row in stored if row[3] is not None)
    of_year = {row[0] for row in stored if row[4] == year}
    off = {day.day for day in reading.days if not day.working}
    whole = {date(year, 1, 1), date(year, 10, 1)} <= off
    lost = _taken_back(reading, [day for day in official.overrides.values() if day.day in of_year], whole)
    rows = sorted([*reading.days, *lost])
    before, after = official.with_days(own), official.with_days([*rows, *own])
    kept = {day.day for day in own}
    changes = [
        Change(row.day, _said(before, row.day), _said(after, row.day), row.day in kept) for row in rows
    ]
    seen = hashlib.sha256(f"{year} {rows} {changes}".encode()).hexdigest()[:16]
    return Preview(rows, changes, whole, seen)


def _taken_back(reading: Reading, standing: Iterable[Override], whole: bool) -> list[Override]:
    """Days that earlier notices of the year set for the holidays arranged anew, and this one does not."""
    said = {day.day for day in reading.days}
    anew = {part for day in reading.days for part in _parts(day.name)} - {
        part for name in reading.extended for part in _parts(name)
    }
    plain = [Override(day.day, day.day.weekday() < SATURDAY) for day in standing if day.day not in said]
    names = {day.day: _parts(day.name) for day in standing}
    return [day for day in plain if whole or (names[day.day] and names[day.day] <= anew)]


def _parts(name: str) -> set[str]:
    """``国庆节、中秋节`` as the two holidays, however they are written."""
    parts = (re.sub("国际|节|调休上班", "", part) for part in re.split("[、和及与]", name))
    return {NAMES.get(part, part.removeprefix("五一")) for part in parts if part}


def _said(calendar: WorkCalendar, day: date) -> str:
    if calendar.is_make_up(day):
        return "调休上班"
    if calendar.is_working_day(day):
        return "上班"
    name = calendar.holiday(day)
    return f"放假（{name}）" if name and name != "休息日" else "周末" if day.weekday() >= SATURDAY else "放假"


@verb
def import_notice(
    reading: Reading, *, year: int, source: str, text: str, seen: str, now: datetime
) -> Preview:
    """Store what ``seen`` stands for, or nothing; reminders move with the table.

    Raises ValidationError when the text or the table is no longer what was shown.
    """
    list(WorkdayNotice.objects.select_for_update())
    preview = preview_notice(reading, year)
    if preview.seen != seen:
        raise ValidationError("请先核对下面列出的变化，再点录入。")
    notice, new = WorkdayNotice.objects.get_or_create(
        source=source, defaults={"year": year, "text": text, "recorded_at": now}
    )
    if not new:
        raise ValidationError({"source": "同一依据已经录入过，请先撤销或换一个名称。"})
    WorkdayOverride.objects.bulk_create(
        WorkdayOverride(day=day.day, working=day.working, name=day.name[:40], source=source, notice=notice)
        for day in preview.rows
    )
    touch_all()
    return preview


@verb
def drop_notice(source: str) -> int:
    """Take back everything of one notice: what stood before stands again. How many days."""
    count = WorkdayOverride.objects.filter(notice__source=source).count()
    WorkdayNotice.objects.filter(source=source).delete()
    touch_all()
    return count
