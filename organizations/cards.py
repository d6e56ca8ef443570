"""The nineteen as cards, with numbers that the apps above know: they contribute them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from accounts.models import User
from collab_portal.lib import portal
from organizations.models import Committee


@dataclass(frozen=True)
class CardNumber:
    """One number of each card: ``numbers(user, now)`` by committee, in one query; ``url(slug, now)`` lists as
    many.
    """

    place: int
    label: str
    numbers: Callable[[User, datetime], Mapping[int, int]]
    url: Callable[[str, datetime], str]


class Figure(NamedTuple):
    label: str
    number: int
    url: str


def tell_figures(committees: Sequence[Committee], user: User, now: datetime) -> None:
    """``figures`` of each: what is more than nothing, in the order of their places."""
    sources = sorted(portal.every(CardNumber), key=lambda source: source.place)
    known = [(source, source.numbers(user, now)) for source in sources]
    for one in committees:
        one.figures = [  # type: ignore[attr-defined]
            Figure(source.label, numbers[one.pk], source.url(one.slug, now))
            for source, numbers in known
            if numbers.get(one.pk)
        ]
