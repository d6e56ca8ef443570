"""An activity as a row of the list."""

from datetime import date
from typing import NamedTuple

from django.utils.safestring import SafeString

from activities.kinds import Area, Kind
from activities.models import Activity
from collab_portal.lib.cards import drawn


class ActivityCard(NamedTuple):
    """Everything the row shows; ``parties``: short name, and whether it hosts."""

    url: str
    title: str
    status: str
    tone: str
    brands: tuple[str, ...]
    held_on: date
    when: str
    kind: str
    area: str
    mode: str
    place: str
    parties: tuple[tuple[str, bool], ...]


def facts(activity: Activity) -> ActivityCard:
    badge = activity.badge
    return ActivityCard(
        url=activity.get_absolute_url(),
        title=str(activity),
        status=badge.label,
        tone=badge.tone,
        brands=tuple(tag.name for tag in activity.tags if tag.kind != "series"),
        held_on=activity.held_on,
        when=activity.when,
        kind=Kind(activity.kind).label,
        area=Area(activity.area).label,
        mode=Activity.Mode(activity.mode).label,
        place=activity.place,
        parties=tuple((party.committee.short_name, party.is_host) for party in activity.parties),
    )


def card(activity: Activity) -> SafeString:
    return drawn("activities/_card.html", facts(activity))
