"""Who chairs an alliance by turns: the app that keeps the turns contributes it.

Organizations stands below it and imports nothing of it. Where no rotation is linked, the organiser
names the chair by hand (``Alliance.chair``).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from collab_portal.lib import portal
from organizations.models import Committee


@dataclass(frozen=True)
class Term:
    """A committee in the chair, both days included; ``url`` is the page of its turn."""

    committee: Committee
    starts_on: date
    ends_on: date
    url: str


@dataclass(frozen=True)
class Chairs:
    """The rotation of one alliance's chair; None where nothing is planned."""

    name: str
    url: str
    current: Term | None
    next: Term | None
    vacant: Term | None = None  # it would be this one's turn, but it has no seat any more

    def sits(self, committee: int) -> bool:
        """Does this committee have the chair now?"""
        return self.current is not None and self.current.committee.pk == committee


@dataclass(frozen=True)
class ChairSource:
    """``of(alliances, day)``: the same number of queries however many alliances.

    ``follow(alliance, now)`` is told, under the alliance's lock, that a committee left it or that it ended.
    """

    of: Callable[[Sequence[int], date], Mapping[int, Chairs]]
    follow: Callable[[int, datetime], None]


def follow(alliance: int, now: datetime) -> None:
    """Let the turns follow: who has no seat any more takes none."""
    for source in portal.every(ChairSource):
        source.follow(alliance, now)


def chairs_of(alliances: Sequence[int], day: date) -> dict[int, Chairs]:
    """By alliance, those whose chair follows a rotation."""
    found: dict[int, Chairs] = {}
    for source in portal.every(ChairSource):
        found.update(source.of(alliances, day))
    return found
