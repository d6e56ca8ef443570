"""One thing that awaits a person: derived from the objects themselves, so it can't go stale."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Answer:
    """What can be done with one click, without opening the page: a POST of ``fields`` to ``url``."""

    url: str
    label: str
    fields: tuple[tuple[str, str], ...] = ()
    number: "Number | None" = None


@dataclass(frozen=True)
class Number:
    """A figure that may be given along with the click, or not."""

    name: str
    label: str
    value: int | None = None
    most: int = 1_000_000


@dataclass(frozen=True)
class Awaiting:
    """A line of 我的工作. ``kind`` is a short word (确认, 回执, 审核 …), ``due`` a Beijing date or None."""

    kind: str
    title: str
    url: str
    due: date | None = None
    detail: str = ""
    answer: Answer | None = None
    stands_for: int = 1  # 还有 n 项: one line for all that are not named


@dataclass(frozen=True)
class AwaitingSource:
    """An app's lines of 我的工作 under its own heading, in the order of the places.

    ``count``: the same lines as rows that the number at the top of every page counts, without a query.
    """

    place: int
    label: str
    find: Callable[[Any, datetime], list[Awaiting]]
    count: Callable[[Any, datetime], Iterable[QuerySet[Any]]]


def first_of(rows: QuerySet[M]) -> QuerySet[M]:
    """One row where there are any: all of them are one line."""
    return rows.filter(pk__in=rows.order_by().values("pk")[:1])
