"""Honours in figures: year by level, each cell the list that adds up to it; no sum is of one person.

And what the column wrote of them.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Case, QuerySet, Sum, Value, When

from commons.models import Honour
from organizations.levels import Level


class Cell(NamedTuple):
    """How many were awarded, and the filter that lists them."""

    number: int
    query: str


class YearOfHonours(NamedTuple):
    year: int
    cells: list[Cell]  # 集体 by level, then 个人 by level


HEADS = [(sort, label) for sort, label in (("collective", "集体"), ("person", "个人"))]


def table_of(rows: "QuerySet[Honour]", query: str) -> list[YearOfHonours]:
    """The latest year first; ``query``: the filter of ``rows`` without year, level and sort. One query."""
    sort = Case(When(subject="person", then=Value("person")), default=Value("collective"))
    found = (
        rows.order_by()
        .values("year", "level", sort=sort)
        .annotate(number=Sum("quantity"))
        .values_list("year", "level", "sort", "number")
    )
    years: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
    for year, level, which, number in found:
        years[year][which, level] = number
    return [
        YearOfHonours(
            year,
            [
                Cell(
                    sums.get((which, level), 0),
                    "&".join(filter(None, (query, f"year={year}&level={level}&subject={which}"))),
                )
                for which, _ in HEADS
                for level in Level.values
            ],
        )
        for year, sums in sorted(years.items(), reverse=True)
    ]


def tell_pieces(honours: Sequence[Honour], now: datetime) -> None:
    """``pieces`` of each: what was published of it. One query.

    ``articles`` is what the column, which stands above, keeps of an honour.
    """
    column: Any = Honour._meta.get_field("articles").related_model
    rows = column._default_manager.published(now).filter(honour__in=honours).order_by("-published_at")
    written: dict[int, list[Any]] = defaultdict(list)
    for row in rows.only("pk", "title", "honour_id") if honours else ():
        written[row.honour_id].append(row)
    for honour in honours:
        honour.pieces = written[honour.pk]  # type: ignore[attr-defined]
