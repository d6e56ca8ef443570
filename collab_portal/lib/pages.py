"""Keyset pages: the ten-thousandth page costs what the first does, and nothing counts a big table.

The QuerySet's ``order_by`` names plain, non-null columns and ends in a unique one (``"-held_on", "-pk"``);
a page is found by the values of its neighbour's row, carried in ``?after=`` / ``?before=``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.core import signing
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest

M = TypeVar("M", bound=Model)
COUNT_CAP = 1000


@dataclass(frozen=True)
class Page(Generic[M]):
    """Rows of one page. ``total`` stops at 1,000 (``total_label`` then says ``1000+``)."""

    rows: Sequence[M]
    total: int
    next_query: str = ""
    previous_query: str = ""
    is_damaged: bool = False  # a cursor was given that is none of ours: the first page is shown

    @property
    def total_label(self) -> str:
        return f"{COUNT_CAP}+" if self.total > COUNT_CAP else str(self.total)


def _salt(model: type[Model], names: Sequence[str]) -> str:
    """A cursor is good for one order of one model alone."""
    return f"page:{model._meta.label}:{','.join(names)}"


def _encode(row: Model, names: Sequence[str]) -> str:
    values = [row.serializable_value(name) for name in names]
    return signing.dumps([str(value) for value in values], salt=_salt(type(row), names))


def _decode(cursor: str, model: type[Model], names: Sequence[str]) -> list[str] | None:
    """The values of a cursor we made ourselves; a damaged or foreign one is None."""
    try:
        values: list[str] = signing.loads(cursor, salt=_salt(model, names))
    except signing.BadSignature:
        return None
    return values


def _beyond(names: Sequence[str], values: Sequence[str], descending: Sequence[bool]) -> Q:
    """Rows after ``values`` in the given order: (a > x) or (a = x and b > y) …"""
    condition = Q()
    for depth, name in enumerate(names):
        equal = Q(**dict(zip(names[:depth], values, strict=False)))
        condition |= equal & Q(**{f"{name}__{'lt' if descending[depth] else 'gt'}": values[depth]})
    # What the OR implies, said once more where an index can use it: else all pages before are read again.
    return condition & Q(**{f"{names[0]}__{'lte' if descending[0] else 'gte'}": values[0]})


def paginate(request: HttpRequest, rows: QuerySet[M], size: int = 20) -> Page[M]:
    """The page that ``?after=`` or ``?before=`` names; a damaged cursor means the first page.

    Two queries: the rows (one more than ``size`` tells whether there is a next page) and a count
    that stops at ``COUNT_CAP``.
    """
    if not all(isinstance(name, str) for name in rows.query.order_by):
        raise TypeError(
            "a page is found by the values of columns: order by names, of an annotation if need be"
        )
    key = str(rows.model._meta.pk.name)
    ordering = [
        key if name == "pk" else f"-{key}" if name == "-pk" else str(name) for name in rows.query.order_by
    ]
    names = [name.lstrip("-") for name in ordering]
    descending = [name.startswith("-") for name in ordering]
    backwards = "before" in request.GET
    cursor = request.GET.get("before") or request.GET.get("after") or ""
    values = _decode(cursor, rows.model, names) if cursor else None
    window = rows
    if values is not None:
        window = rows.filter(_beyond(names, values, [backwards != down for down in descending]))
        if backwards:
            window = window.reverse()
    found = list(window[: size + 1])
    more, found = len(found) > size, found[:size]
    if values is not None and backwards:
        found.reverse()
        has_previous, has_next = more, True
    else:
        has_previous, has_next = values is not None, more
    query = request.GET.copy()
    for name in ("after", "before"):
        query.pop(name, None)

    def link(direction: str, row: M) -> str:
        turned = query.copy()
        turned[direction] = _encode(row, names)
        return turned.urlencode()

    return Page(
        rows=found,
        total=rows.order_by()[: COUNT_CAP + 1].count(),
        next_query=link("after", found[-1]) if has_next and found else "",
        previous_query=link("before", found[0]) if has_previous and found else "",
        is_damaged=bool(cursor) and values is None,
    )
