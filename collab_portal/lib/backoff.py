"""When to try again: pure arithmetic."""

import random
from datetime import datetime, timedelta

FIRST = timedelta(seconds=30)
LONGEST = timedelta(minutes=30)
DOUBLINGS = 6  # enough to reach the longest
LAST_TRY = timedelta(minutes=1)


def next_attempt(now: datetime, attempts: int, expires_at: datetime, chance: float | None = None) -> datetime:
    """Half a minute, doubled with each attempt up to half an hour, up to a quarter more by chance.

    Capped so that one try remains a minute before ``expires_at``; when that minute has begun,
    the next try waits for the expiry and never happens.
    """
    share = random.random() if chance is None else chance  # noqa: S311 - spreads load, keeps no secret
    pause: timedelta = min(FIRST * 2 ** min(max(0, attempts - 1), DOUBLINGS), LONGEST)
    planned = now + pause * (1 + share / 4)
    last: datetime = expires_at - LAST_TRY
    return min(planned, last) if last > now else min(planned, expires_at)
