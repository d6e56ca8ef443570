"""The pauses between attempts."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from collab_portal.lib.backoff import FIRST, LAST_TRY, LONGEST, next_attempt

NOW = datetime(2026, 11, 23, tzinfo=UTC)
FAR = NOW + timedelta(days=30)


def test_pauses_double_from_half_a_minute_to_half_an_hour() -> None:
    pauses = [(next_attempt(NOW, attempts, FAR, chance=0) - NOW).total_seconds() for attempts in range(1, 10)]

    assert pauses == [30, 60, 120, 240, 480, 960, 1800, 1800, 1800]


def test_the_last_try_comes_a_minute_before_the_expiry() -> None:
    expiry = NOW + timedelta(minutes=5)

    assert next_attempt(NOW, 9, expiry) == expiry - LAST_TRY


@given(
    attempts=st.integers(0, 10_000),
    left=st.timedeltas(min_value=timedelta(seconds=1), max_value=timedelta(days=60)),
    chance=st.floats(0, 1),
)
def test_the_next_try_is_ahead_and_never_after_the_expiry(
    attempts: int, left: timedelta, chance: float
) -> None:
    again = next_attempt(NOW, attempts, NOW + left, chance)

    assert NOW < again <= NOW + left
    assert again - NOW <= LONGEST * 1.25
    assert left < LAST_TRY * 2 or again - NOW >= min(FIRST, left - LAST_TRY)
