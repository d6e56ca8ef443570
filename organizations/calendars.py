"""The calendar of one committee: the apps above register what they put into it when Django starts."""

from collections.abc import Callable, Iterable

from collab_portal.lib import ical
from organizations.models import Committee

Source = Callable[[Committee], Iterable[ical.Event]]
_sources: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    _sources[name] = source


def events_of(committee: Committee) -> list[ical.Event]:
    """All that the apps know of the committee, app by app."""
    return [event for _, source in sorted(_sources.items()) for event in source(committee)]


def name_of(committee: Committee) -> str:
    return f"{committee.short_name}：联合活动和会商"
