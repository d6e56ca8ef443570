"""Until when what a message asks for is to be done, asked of whoever keeps to-dos.

No notice keeps a day of its own: one that is moved is said as it now stands.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from collab_portal.lib import dates, portal
from notifications.models import Delivery, Notification


class Asked(NamedTuple):
    """A kind of to-do of one topic, asked of a committee; None: of who holds a duty."""

    topic: str
    asks: str
    committee: int | None


@dataclass(frozen=True)
class Deadlines:
    """Contributed: the days of those that have one."""

    find: Callable[[Collection[Asked]], Mapping[Asked, date]]


def asked_by(row: Delivery | Notification, asks: str) -> Asked:
    """What a row on its way, or in an inbox, asks of its reader's committee."""
    if isinstance(row, Notification):
        return Asked(row.topic, asks, row.committee_id)
    reader = row.recipient or row.robot
    return Asked(row.topic, asks, reader.committee_id if reader else None)


def find(asked: Iterable[Asked]) -> dict[Asked, date]:
    """One query for all, none where nothing is asked."""
    wanted = {one for one in asked if one.asks}
    found: dict[Asked, date] = {}
    for source in portal.every(Deadlines) if wanted else ():
        found |= source.find(wanted)
    return found


def mark(items: Iterable[Notification]) -> None:
    """Let the open items of an inbox say until when they are to be done."""
    asked = [(item, asked_by(item, item.asks)) for item in items if item.is_open]
    days = find(one for _, one in asked)
    for item, one in asked:
        item.until = until(days.get(one), item.title)


def until(day: date | None, said: str) -> str:
    """``截止2026年12月14日``; nothing where ``said`` names the day already."""
    return f"截止{dates.plain_date(day)}" if day and dates.plain_date(day) not in said else ""
