"""名额: who gets how many places, for any set of askers. Pure arithmetic; keys are opaque."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Ask:
    """What one asks for. ``quota``: kept for it alone until the deadline (None: it shares what is not kept).

    ``queued`` ranks the waiting: when it last asked for more than before.
    """

    key: int
    asked: int
    admitted: int
    quota: int | None
    queued: float


def allot(places: int, asks: Sequence[Ask], *, released: bool) -> dict[int, int]:
    """Places by key. What was promised is never taken back here.

    Until the deadline a quota is floor and ceiling and the rest is shared in order of asking; ``released``,
    all share what is left. Who is first in the queue gets a part rather than who fits.
    """
    got = {one.key: min(one.admitted, one.asked) for one in asks}
    free = places - sum(got.values())
    if not released:
        for one in asks:
            more = _more(min(one.asked, one.quota or 0) - got[one.key], free)
            got[one.key] += more
            free -= more
        free -= sum(max((one.quota or 0) - got[one.key], 0) for one in asks)  # kept for who has not asked
    for one in sorted(asks, key=lambda one: (one.queued, one.key)):
        if released or one.quota is None:
            more = _more(one.asked - got[one.key], free)
            got[one.key] += more
            free -= more
    return got


def _more(wanted: int, free: int) -> int:
    return min(max(wanted, 0), max(free, 0))


def queue(asks: Sequence[Ask]) -> list[int]:
    """The keys of who waits, the first first."""
    waiting = [one for one in asks if one.asked > one.admitted]
    return [one.key for one in sorted(waiting, key=lambda one: (one.queued, one.key))]
