"""The calendar of one committee: the apps above contribute what stands in it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from collab_portal.lib import ical, portal
from organizations.models import Committee


@dataclass(frozen=True)
class CalendarSource:
    """What an app puts into the calendar of a committee; ``name`` orders the sources."""

    name: str
    events: Callable[[Committee], Iterable[ical.Event]]


def events_of(committee: Committee) -> list[ical.Event]:
    """All that the apps know of the committee, app by app."""
    sources = sorted(portal.every(CalendarSource), key=lambda source: source.name)
    return [event for source in sources for event in source.events(committee)]


def name_of(committee: Committee) -> str:
    return f"{committee.short_name}：联合活动和会商"
