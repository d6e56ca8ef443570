"""``{% river size="large" current=turn.committee next=next_turn.committee %}``: the signature."""

from dataclasses import dataclass
from types import ModuleType
from typing import NamedTuple

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from collab_portal.lib import demo
from collab_portal.lib.cards import drawn
from organizations import river as drawing
from organizations.models import Committee
from organizations.network import MEMBERS

register = template.Library()
WORDS = {"current": "当前牵头", "next": "下一轮"}
NAMES = {member.slug: member.short_name for member in MEMBERS}

# Where the name and the words of a mark stand: sideways, name's baseline, words' baseline.
OFFSETS = {"n": (0, -20, -45), "s": (0, 32, 54), "w": (-34, 14, 35)}


@dataclass(frozen=True)
class Place:
    """One committee on the drawing. ``mark``: current, next or nothing."""

    station: drawing.Station
    name: str
    url: str
    mark: str
    words: str  # what the mark says
    name_x: float
    name_y: float
    words_y: float

    @property
    def x(self) -> float:
        return self.station.at[0]

    @property
    def y(self) -> float:
        return self.station.at[1]


def _place(station: drawing.Station, current: str, following: str) -> Place:
    mark = "current" if station.slug == current else "next" if station.slug == following else ""
    x, y = station.at
    shift, name, words = OFFSETS[station.side]
    return Place(
        station=station,
        name=NAMES[station.slug],
        url=reverse("organizations:detail", args=[station.slug]),
        mark=mark,
        words=demo.marked(WORDS[mark]) if mark else "",
        name_x=x + shift,
        name_y=y + name,
        words_y=y + words,
    )


class RiverCard(NamedTuple):
    """Everything the drawing shows; ``stream``: a place on the main course, and those that join it there."""

    size: str
    stream: tuple[tuple[Place, tuple[Place, ...]], ...]
    places: tuple[Place, ...]
    marked: tuple[Place, ...]
    drawing: ModuleType = drawing


@register.simple_tag
def river(size: str = "large", current: Committee | None = None, next: Committee | None = None) -> SafeString:
    """The ribbon; ``current`` glows, ``next`` is outlined. Neither costs a query here."""
    leads = (current.slug if current else "", next.slug if next else "")
    branches: dict[str, list[Place]] = {station.slug: [] for station in drawing.MAIN}
    for tributary in drawing.TRIBUTARIES:
        branches[tributary.joins].append(_place(tributary.station, *leads))
    stream = tuple((_place(station, *leads), tuple(branches[station.slug])) for station in drawing.MAIN)
    places = tuple(each for place, joining in stream for each in (place, *joining))
    marked = sorted((place for place in places if place.mark), key=lambda place: place.mark)
    return drawn("components/river.html", RiverCard(size, stream, places, tuple(marked)))
