"""Our calendar files, read back by two other programs that share no code."""

from datetime import UTC, date, datetime

import icalendar
from hypothesis import given
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from collab_portal.lib import ical

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\n,;\\:"'), max_size=200)
moments = st.integers(1_000_000_000, 4_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


def _read(*events: ical.Event) -> list[icalendar.Event]:
    content = ical.render("日历", events)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    found = list(icalendar.Calendar.from_ical(content).walk("VEVENT"))
    strict = IcsCalendarStream.calendar_from_ics(content.decode()).events
    assert [(event.uid, event.summary or "", event.dtstart, event.dtend) for event in strict] == [
        (str(read["uid"]), str(read["summary"]), read.decoded("dtstart"), read.decoded("dtend"))
        for read in found
    ]
    return found


@given(words, words, st.lists(words.filter(str.strip), max_size=3), moments, moments)
def test_what_is_written_is_read_back(title, description, categories, start, end):
    event = ical.Event(
        "turn-1@portal",
        start,
        end,
        title,
        start,
        3,
        description,
        title,
        "http://portal/1/",
        tuple(categories),
    )

    [read] = _read(event)

    assert (str(read["summary"]), str(read.get("location", ""))) == (title, title)
    assert str(read.get("description", "")) == description
    assert [str(word) for word in read["categories"].cats] == categories if categories else True
    assert (read.decoded("dtstart"), read.decoded("dtend"), read["sequence"]) == (start, end, 3)


def test_days_include_the_last():
    [read] = _read(
        ical.Event("a", date(2027, 12, 1), date(2027, 12, 31), "一", datetime(2026, 1, 1, tzinfo=UTC))
    )

    assert (read.decoded("dtstart"), read.decoded("dtend")) == (date(2027, 12, 1), date(2028, 1, 1))


def test_no_text_can_add_a_property():
    day = date(2027, 1, 1)
    title = "一\r\nATTENDEE:mailto:x@example.cn\rEND:VEVENT\x00\x1b"

    [read] = _read(ical.Event("a", day, day, title, datetime(2026, 1, 1, tzinfo=UTC)))

    assert "attendee" not in read
    assert str(read["summary"]) == "一\nATTENDEE:mailto:x@example.cn\nEND:VEVENT"
