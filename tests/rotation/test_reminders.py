"""Which reminder goes when: pure data."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collab_portal.lib import dates
from collab_portal.lib.dates import BEIJING
from rotation.calendar import WorkCalendar
from rotation.reminders import Meeting, plan, reply_deadline
from rotation.rulebook import DEFAULTS, Audience

LIBRARY = WorkCalendar()
moments = st.integers(1_700_000_000, 1_890_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


def _beijing(*numbers: int) -> datetime:
    return datetime(*numbers, tzinfo=BEIJING)


def _days(meeting: Meeting) -> list[tuple[str, str]]:
    return [
        (r.step, f"{r.not_before.astimezone(BEIJING):%Y-%m-%d %H:%M}")
        for r in plan(meeting, DEFAULTS, LIBRARY)
    ]


def test_a_meeting_far_ahead_has_three_reminders():
    meeting = Meeting(_beijing(2026, 11, 1, 8), date(2026, 12, 31), _beijing(2026, 12, 16, 14, 30))

    assert _days(meeting) == [
        ("notice-14", "2026-12-02 09:00"),
        ("reply-7", "2026-12-09 09:00"),
        ("eve-1", "2026-12-15 09:00"),
    ]
    assert [reminder.audience for reminder in plan(meeting, DEFAULTS, LIBRARY)] == [
        Audience.ALL,
        Audience.UNANSWERED,
        Audience.ALL,
    ]


def test_days_off_move_to_the_working_day_before():
    meeting = Meeting(_beijing(2026, 9, 1, 8), date(2026, 12, 31), _beijing(2026, 10, 19, 9))

    assert _days(meeting) == [
        ("agenda-45", "2026-09-04 09:00"),
        ("notice-14", "2026-09-30 09:00"),  # 5 October lies in the holiday
        ("reply-7", "2026-10-12 09:00"),
        ("eve-1", "2026-10-16 09:00"),  # a Friday: the meeting is on a Monday
    ]


def test_a_make_up_saturday_is_a_working_day():
    meeting = Meeting(_beijing(2026, 9, 1, 8), date(2026, 12, 31), _beijing(2026, 10, 12, 9))

    assert dict(_days(meeting))["eve-1"] == "2026-10-10 09:00"


def test_what_is_past_when_planned_is_not_sent_late():
    meeting = Meeting(_beijing(2026, 12, 10, 10), date(2026, 12, 31), _beijing(2026, 12, 16, 14, 30))

    assert [step for step, _ in _days(meeting)] == ["eve-1"]


def test_a_meeting_of_this_afternoon_has_no_reminders():
    meeting = Meeting(_beijing(2026, 12, 16, 10), date(2026, 12, 31), _beijing(2026, 12, 16, 14, 30))

    assert plan(meeting, DEFAULTS, LIBRARY) == []


def test_without_a_date_the_lead_is_asked_sixty_and_thirty_days_before_its_term_ends_and_all_for_topics():
    meeting = Meeting(_beijing(2026, 10, 1, 0), date(2026, 12, 31))

    assert _days(meeting) == [
        ("fix-60", "2026-10-30 09:00"),
        ("agenda-45", "2026-11-16 09:00"),
        ("fix-30", "2026-12-01 09:00"),
    ]
    assert {reminder.audience for reminder in plan(meeting, DEFAULTS, LIBRARY)} == {
        Audience.LEAD,
        Audience.ALL,
    }


@given(moments, st.none() | moments)
def test_every_reminder_is_on_a_working_day_in_office_hours_and_before_its_end(planned_at, starts_at):
    term_ends_on = dates.today(starts_at or planned_at) + timedelta(days=90)

    for reminder in plan(Meeting(planned_at, term_ends_on, starts_at), DEFAULTS, LIBRARY):
        local = reminder.not_before.astimezone(BEIJING)
        assert LIBRARY.is_working_day(local.date())
        assert "08:30" <= f"{local:%H:%M}" <= "18:00"
        assert planned_at < reminder.not_before < reminder.expires_at
        assert starts_at is None or reminder.expires_at == starts_at


@pytest.mark.parametrize(
    ("meeting", "today", "deadline"),
    [
        (date(2026, 12, 16), date(2026, 11, 1), date(2026, 12, 9)),
        (date(2026, 10, 12), date(2026, 9, 1), date(2026, 9, 30)),  # 5 October lies in the holiday
        (date(2026, 12, 16), date(2026, 12, 12), date(2026, 12, 15)),  # nearer than a week: its eve
        (date(2026, 12, 16), date(2026, 12, 15), date(2026, 12, 15)),
        (date(2026, 12, 16), date(2026, 12, 16), date(2026, 12, 16)),
    ],
)
def test_replies_are_due_a_week_before_or_on_the_eve(meeting, today, deadline):
    assert reply_deadline(meeting, today, LIBRARY) == deadline
