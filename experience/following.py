"""What of a narrowed list a reader may follow with one click."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from experience.forms import Filters
from experience.models import Follow


@dataclass(frozen=True)
class Choice:
    """A committee or an area, and whether the reader follows it."""

    name: str
    value: str
    label: str
    on: bool


def choices(filters: Filters, reader: User | AnonymousUser) -> list[Choice]:
    """The committee and the area that ``filters`` name; one query when they name any."""
    said = filters.said
    asked = [(name, said[name]) for name in ("committee", "area") if name in said]
    if not asked or not reader.is_authenticated:
        return []
    rows = list(Follow.objects.of(reader).values_list("committee__slug", "area"))
    followed = {"committee": {slug for slug, _ in rows}, "area": {area for _, area in rows}}
    return [Choice(name, value, filters.chosen(name), value in followed[name]) for name, value in asked]
