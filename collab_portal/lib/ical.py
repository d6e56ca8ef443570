"""iCalendar files (RFC 5545): an event keeps its UID for ever, and its SEQUENCE rises when it changes.

Written by ourselves, about fifteen times faster than building a library's objects; the tests read
every file back with the ``icalendar`` library.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from collab_portal.lib import demo

CONTENT_TYPE = "text/calendar; charset=utf-8"
LINE = 75  # octets, without the line break
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


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
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//collab-portal//zh-CN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escape(demo.titled(name))}",
        "X-WR-TIMEZONE:Asia/Shanghai",
    ]
    for event in events:
        lines.extend(_lines(event))
    lines.append("END:VCALENDAR")
    return b"".join(fold(line) for line in lines)


def _lines(event: Event) -> Iterator[str]:
    stamp = _moment(event.updated_at)
    yield "BEGIN:VEVENT"
    yield f"UID:{event.uid}"
    yield f"DTSTAMP:{stamp}"
    yield f"LAST-MODIFIED:{stamp}"
    yield f"SEQUENCE:{event.sequence}"
    if isinstance(event.start, datetime) and isinstance(event.end, datetime):
        # In UTC: every program shows it right, without a time zone table in the file.
        yield f"DTSTART:{_moment(event.start)}"
        yield f"DTEND:{_moment(event.end)}"
    else:
        yield f"DTSTART;VALUE=DATE:{event.start:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{event.end + timedelta(days=1):%Y%m%d}"
        yield "TRANSP:TRANSPARENT"
    yield f"SUMMARY:{escape(event.title)}"
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    if event.description:
        yield f"DESCRIPTION:{escape(event.description)}"
    if event.location:
        yield f"LOCATION:{escape(event.location)}"
    if event.url:
        yield f"URL:{event.url}"
    if event.categories:
        yield f"CATEGORIES:{','.join(escape(category) for category in event.categories)}"
    yield "END:VEVENT"


def escape(text: str) -> str:
    """Text as a value: no character of it can end the line or begin a new property."""
    return CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).translate(ESCAPES)


def fold(line: str) -> bytes:
    """The line in pieces of at most 75 octets, never cutting a character."""
    data = line.encode()
    if len(data) <= LINE:
        return data + b"\r\n"
    pieces, begin, room = [], 0, LINE
    while begin < len(data):
        end = min(begin + room, len(data))
        while end < len(data) and data[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(data[begin:end])
        begin, room = end, LINE - 1
    return b"\r\n ".join(pieces) + b"\r\n"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
