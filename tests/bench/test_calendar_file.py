"""How long a long calendar takes to write, beside the library that our tests read it with."""

from datetime import UTC, date, datetime

import icalendar
import pytest

from collab_portal.lib import ical
from tests.bench.conftest import best

pytestmark = pytest.mark.bench
EVENTS = 1200


def test_a_long_calendar_is_written_far_faster_than_by_the_library():
    day, stamp = date(2027, 1, 1), datetime(2026, 1, 1, tzinfo=UTC)
    facts = ("说明" * 20, "", "http://portal/1/", ("轮值", "湖北"))
    events = [
        ical.Event(f"turn-{n}@portal", day, day, "轮值牵头：湖北", stamp, 1, *facts) for n in range(EVENTS)
    ]

    ours, theirs = best(lambda: ical.render("日历", events), 3), best(lambda: _by_library(events), 3)

    print(f"calendar of {EVENTS} events: {ours:.0f} ms, by icalendar {theirs:.0f} ms, {theirs / ours:.0f}×")
    assert theirs / ours > 8


def _by_library(events: list[ical.Event]) -> bytes:
    calendar = icalendar.Calendar()
    for event in events:
        item = icalendar.Event()
        for name in ("uid", "sequence", "description", "url"):
            item.add(name, getattr(event, name))
        item.add("summary", event.title)
        item.add("dtstart", event.start)
        item.add("dtend", event.end)
        item.add("dtstamp", event.updated_at)
        item.add("last-modified", event.updated_at)
        item.add("categories", list(event.categories))
        calendar.add_component(item)
    return calendar.to_ical()
