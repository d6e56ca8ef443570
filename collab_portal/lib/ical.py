"""iCalendar files: the same event keeps its UID for ever, and its SEQUENCE rises when it changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar
from icalendar import Event as Component

CONTENT_TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True)
class Event:
    """``start``/``end`` are dates (both days included) or aware moments. ``updated_at`` is also its DTSTAMP,
    so an unchanged calendar is the same file byte for byte."""

    uid: str
    start: date | datetime
    end: date | datetime
    title: str
    updated_at: datetime
    sequence: int = 0
    description: str = ""
    location: str = ""
    url: str = ""
    categories: tuple[str, ...] = ()
    cancelled: bool = False


def render(name: str, events: Iterable[Event]) -> bytes:
    """A subscription calendar (PUBLISH) with ``name`` as its title."""
    calendar = Calendar()
    calendar.add("prodid", "-//collab-portal//zh-CN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Asia/Shanghai")
    for event in events:
        calendar.add_component(_component(event))
    content: bytes = calendar.to_ical()
    return content


def _component(event: Event) -> Component:
    item = Component()
    item.add("uid", event.uid)
    item.add("summary", event.title)
    item.add("dtstart", _stamp(event.start))
    item.add("dtend", _stamp(event.end) if isinstance(event.end, datetime) else event.end + timedelta(days=1))
    stamp = event.updated_at.astimezone(UTC).replace(microsecond=0)
    item.add("dtstamp", stamp)
    item.add("last-modified", stamp)
    item.add("sequence", event.sequence)
    if not isinstance(event.start, datetime):
        item.add("transp", "TRANSPARENT")
    item.add("status", "CANCELLED" if event.cancelled else "CONFIRMED")
    for key, value in (("description", event.description), ("location", event.location), ("url", event.url)):
        if value:
            item.add(key, value)
    if event.categories:
        item.add("categories", list(event.categories))
    return item


def _stamp(value: date | datetime) -> date | datetime:
    """Moments in UTC: every program shows them right, without a time zone table in the file."""
    return value.astimezone(UTC) if isinstance(value, datetime) else value
