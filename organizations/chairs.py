"""Who chairs an alliance by turns: the app that keeps the turns registers here when Django starts.

Organizations stands below it and imports nothing of it. Where no rotation is linked, the organiser
names the chair by hand (``Alliance.chair``).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

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


Source = Callable[[Sequence[int], date], Mapping[int, Chairs]]
Follower = Callable[[int, datetime], None]
_sources: dict[str, Source] = {}
_followers: dict[str, Follower] = {}


def register(name: str, source: Source, follower: Follower) -> None:
    """Ask ``source(alliances, day)``: the same number of queries however many alliances.

    ``follower(alliance, now)`` is told, under the alliance's lock, that a committee left it or that it ended.
    """
    _sources[name] = source
    _followers[name] = follower


def follow(alliance: int, now: datetime) -> None:
    """Let the turns follow: who has no seat any more takes none."""
    for follower in _followers.values():
        follower(alliance, now)


def chairs_of(alliances: Sequence[int], day: date) -> dict[int, Chairs]:
    """By alliance, those whose chair follows a rotation."""
    found: dict[int, Chairs] = {}
    for source in _sources.values():
        found.update(source(alliances, day))
    return found
