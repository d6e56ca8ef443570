"""Until when what a message asks for is to be done, asked of whoever keeps to-dos.

No notice keeps a day of its own: one that is moved is said as it now stands.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from collab_portal.lib import dates, portal
from notifications.models import Delivery


class Asked(NamedTuple):
    """A kind of to-do of one topic, asked of a committee; None: of who holds a duty."""

    topic: str
    asks: str
    committee: int | None


@dataclass(frozen=True)
class Deadlines:
    """Contributed: the days of those that have one."""

    find: Callable[[Collection[Asked]], Mapping[Asked, date]]


def asked_by(row: Delivery, asks: str) -> Asked:
    """What a row on its way asks of its reader's committee."""
    reader = row.recipient or row.robot
    return Asked(row.topic, asks, reader.committee_id if reader else None)


def find(asked: Iterable[Asked]) -> dict[Asked, date]:
    """One query for all, none where nothing is asked."""
    wanted = {one for one in asked if one.asks}
    found: dict[Asked, date] = {}
    for source in portal.every(Deadlines) if wanted else ():
        found |= source.find(wanted)
    return found


def until(day: date | None, said: str) -> str:
    """``截止2026年12月14日``; nothing where ``said`` names the day already."""
    return f"截止{dates.plain_date(day)}" if day and dates.plain_date(day) not in said else ""
