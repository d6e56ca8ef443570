"""The calendar of one committee: the apps above contribute what stands in it."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings

from collab_portal.lib import ical, portal
from organizations.models import Committee


@dataclass(frozen=True)
class Entries:
    """``stamp`` changes whenever one of the events does, and costs little; ``events`` are made when asked."""

    stamp: str
    events: Callable[[], Iterable[ical.Event]]


@dataclass(frozen=True)
class CalendarSource:
    """What an app puts into the calendar of a committee; ``name`` orders the sources."""

    name: str
    entries: Callable[[Committee], Entries]


@dataclass(frozen=True)
class Calendar:
    committee: Committee
    entries: list[Entries]

    @classmethod
    def of(cls, committee: Committee) -> "Calendar":
        sources = sorted(portal.every(CalendarSource), key=lambda source: source.name)
        return cls(committee, [source.entries(committee) for source in sources])

    @property
    def etag(self) -> str:
        facts = f"{settings.SITE_URL} {self.committee.pk} {[entry.stamp for entry in self.entries]}"
        return f'"{hashlib.sha256(facts.encode()).hexdigest()[:32]}"'

    def render(self) -> bytes:
        events = [event for entry in self.entries for event in entry.events()]
        return ical.render(f"{self.committee.short_name}：联合活动和会商", events)


def uid(kind: str, pk: int) -> str:
    """The same for ever, in every feed of this portal, also when it moves to another name."""
    return f"{kind}-{pk}@collab-portal"
