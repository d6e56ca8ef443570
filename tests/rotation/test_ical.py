"""Our calendar files, read back by two other programs that share no code."""

from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from collab_portal.lib import ical

ENDS = "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"  # what one program or another takes for the end of a line
words = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]) | st.sampled_from('\n,;\\:"'), max_size=200
)
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


@pytest.mark.parametrize("end", ENDS)
def test_no_character_but_the_format_s_own_ends_a_line(end):
    day, odd = date(2027, 1, 1), f"第一行{end}第二行" + "长" * 40 + end
    event = ical.Event(
        "a", day, day, odd, datetime(2026, 1, 1, tzinfo=UTC), 0, odd, odd, "", (odd,),
        alarms=(ical.Alarm(datetime(2026, 12, 1, tzinfo=UTC), odd),),
    )  # fmt: skip

    content = ical.render(odd, [event]).decode()
    [read] = _read(event)

    assert not set(ENDS) & set(content.replace("\r\n", ""))
    for text in (read["summary"], read["description"], read["location"], read["categories"].cats[0]):
        assert str(text) == odd.replace(end, "\n")
    [alarm] = read.walk("VALARM")
    assert str(alarm["description"]) == odd.replace(end, "\n")


def test_moments_are_of_beijing_in_a_zone_that_the_file_describes():
    start = datetime(2026, 12, 15, 6, 30, tzinfo=UTC)

    content = ical.render("日历", [ical.Event("a", start, start + timedelta(hours=1), "会", start)])

    assert b"DTSTART;TZID=Asia/Shanghai:20261215T143000\r\n" in content
    [zone] = icalendar.Calendar.from_ical(content).walk("VTIMEZONE")
    [standard] = zone.walk("STANDARD")
    assert (str(zone["tzid"]), standard["tzoffsetto"].td) == ("Asia/Shanghai", timedelta(hours=8))
    assert content.index(b"VTIMEZONE") < content.index(b"VEVENT")


def test_a_calendar_says_its_name_and_how_often_to_look_and_asks_for_nothing():
    head = icalendar.Calendar.from_ical(ical.render("长江，日历", []))

    assert (str(head["name"]), str(head["x-wr-calname"])) == ("长江，日历", "长江，日历")
    assert (head["refresh-interval"].dt, str(head["x-published-ttl"])) == (timedelta(hours=1), "PT1H")
    assert "method" not in head  # PUBLISH would ask for an ORGANIZER in each event (RFC 5546)


def test_an_event_is_the_same_on_whatever_host(settings):
    settings.SITE_URL = "https://test.example.cn"
    first = ical.uid("turn", 7)
    settings.SITE_URL = "https://portal.example.cn"

    assert ical.uid("turn", 7) == first
    settings.FEED_DOMAIN = "old.example.cn"
    assert ical.uid("turn", 7) == "turn-7@old.example.cn"


def test_no_text_can_add_a_property():
    day = date(2027, 1, 1)
    title = "一\r\nATTENDEE:mailto:x@example.cn\rEND:VEVENT\x00\x1b"

    [read] = _read(ical.Event("a", day, day, title, datetime(2026, 1, 1, tzinfo=UTC)))

    assert "attendee" not in read
    assert str(read["summary"]) == "一\nATTENDEE:mailto:x@example.cn\nEND:VEVENT"
