"""Office hours, wherever the host's clock thinks it is."""

from datetime import UTC, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from collab_portal.lib.dates import BEIJING
from notifications.quiet import within_hours


def beijing(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


def test_night_and_early_morning_wait_for_the_opening() -> None:
    assert within_hours(beijing("2026-11-23T08:29")) == beijing("2026-11-23T08:30")
    assert within_hours(beijing("2026-11-23T18:00")) == beijing("2026-11-24T08:30")
    assert within_hours(beijing("2026-12-31T23:59")) == beijing("2027-01-01T08:30")


def test_office_hours_stay_as_they_are() -> None:
    for text in ("2026-11-23T08:30", "2026-11-23T12:00", "2026-11-23T17:59:59"):
        assert within_hours(beijing(text)) == beijing(text)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)))  # noqa: DTZ001 - hypothesis wants naive ones
def test_never_earlier_never_a_day_later_always_open(moment: datetime) -> None:
    moment = moment.replace(tzinfo=UTC)

    moved = within_hours(moment)

    assert moment <= moved < moment + timedelta(hours=14, minutes=31)
    assert time(8, 30) <= moved.astimezone(BEIJING).time() < time(18)
    assert within_hours(moved) == moved
