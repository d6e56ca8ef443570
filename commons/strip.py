"""Six weeks of one resource: which days are free, promised or shut."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from collab_portal.lib import dates, workdays
from commons.models import Closure, Resource

WEEKS = 6
DAY = timedelta(days=1)
MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True)
class Day:
    """``words`` say what colour alone must not."""

    date: date
    state: str  # free, taken, shut, past
    words: str
    is_off: bool
    note: str = ""

    @property
    def is_free(self) -> bool:
        return self.state == "free"


def first_day(asked: str, today: date) -> date:
    """The Monday that ``?from=`` names, at most a year away; else this week's."""
    monday = today - timedelta(days=today.weekday())
    try:
        wanted = date.fromisoformat(asked[:10])
    except ValueError:
        return monday
    wanted -= timedelta(days=wanted.weekday())
    return wanted if monday <= wanted <= monday + timedelta(days=371) else monday


def promised(resource: Resource, first: date) -> list[tuple[date, date, bool]]:
    """First and last day of what was granted in the six weeks from ``first``, and whether to somebody alone.

    ``uses`` is what activities, which stand above, keep of a resource.
    """
    until = dates.end_of(first + timedelta(days=7 * WEEKS))
    rows = resource.uses.granted().live().during(dates.start_of(first), until)  # type: ignore[attr-defined]
    spans = rows.values_list("starts_at", "ends_at", "exclusive")
    return [(dates.today(start), dates.today(end - MOMENT), alone) for start, end, alone in spans]


def weeks_of(
    resource: Resource,
    first: date,
    today: date,
    taken: Sequence[tuple[date, date, bool]] = (),
) -> list[list[Day]]:
    """Six weeks from the Monday ``first``; ``taken``: spans that are promised, and whether to
    somebody alone."""
    last = first + timedelta(days=7 * WEEKS - 1)
    closures = list(Closure.objects.filter(resource=resource).during(first, last))
    calendar = workdays.calendar()
    days = [_day(resource, first + DAY * step, today, closures, taken, calendar) for step in range(7 * WEEKS)]
    return [days[start : start + 7] for start in range(0, len(days), 7)]


def _day(
    resource: Resource,
    day: date,
    today: date,
    closures: Iterable[Closure],
    taken: Iterable[tuple[date, date, bool]],
    calendar: workdays.WorkingDays,
) -> Day:
    is_off = calendar.on_or_before(day) != day
    shut = next((one for one in closures if one.first <= day <= one.last), None)
    if day < today:
        return Day(day, "past", "已过", is_off)
    if shut is not None:
        return Day(day, "shut", "关闭", is_off, shut.reason)
    if resource.is_closed or (resource.paused_until and day <= resource.paused_until):
        return Day(day, "shut", "停止" if resource.is_closed else "暂停", is_off)
    promised = [alone for start, end, alone in taken if start <= day <= end]
    if any(promised):
        return Day(day, "taken", "已约", is_off)
    return Day(day, "free", "可用，已有约" if promised else "可用", is_off)
