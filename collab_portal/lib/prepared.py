"""Queries of a fixed shape, built and turned into SQL once a process.

Django takes as long to build the query of a page with its subqueries, and as long again to turn it into SQL,
as a bare page takes in all. Here both are done for the first row asked for; for each other one the values of
the conditions are put in their places. What comes is what ``build(*conditions)`` gives, in as many queries.
"""

import copy
from collections.abc import Callable, Hashable, Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar, cast

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, Q, QuerySet

M = TypeVar("M", bound=Model)
SHAPES = 64  # of one query that a process keeps
APART = 5_000
LARGEST = 2**63  # of what PostgreSQL compares with a key
STANDS_FOR: dict[type, Callable[[int], Any]] = {
    int: lambda number: 20_000 + number,  # no column of numbers is too small for it
    datetime: lambda number: datetime(2001, 1, 1, tzinfo=UTC) + timedelta(seconds=number),
    date: lambda number: date(2001, 1, 1) + timedelta(days=number),
}


class _Place(NamedTuple):
    """Where a condition has its ``number``-th value, of this ``kind``."""

    number: int
    kind: type


class _Compiled(NamedTuple):
    """``params`` of ``sql`` have a ``_Place`` wherever a value of the conditions goes."""

    rows: QuerySet[Any]
    compiler: Any
    sql: str
    params: list[Any]


class Prepared(Generic[M]):
    """``Prepared(build)``: rows that ``build`` asks for, given conditions as ``Q``.

    Numbers, moments, days and rows in the conditions are values; anything else in them (words, truth, None,
    how they are joined) belongs to the shape, and each shape has SQL of its own. ``build`` looks at nothing
    but its conditions.
    """

    def __init__(self, build: Callable[..., QuerySet[M]]) -> None:
        self.build = build
        self._compiled = lru_cache(maxsize=SHAPES)(self._compile)

    def rows(self, *conditions: Q) -> list[M]:
        values: list[Any] = []
        shape = tuple([_shape(condition, values) for condition in conditions])
        if any(isinstance(value, int) and not -LARGEST <= value < LARGEST for value in values):
            return list(self.build(*conditions))  # no row has such a key: Django knows without asking
        kept = self._compiled(shape)
        return list(_asked(kept, _filled(kept.params, values)))

    def first(self, *conditions: Q) -> M | None:
        return next(iter(self.rows(*conditions)), None)

    def _compile(self, shape: tuple[Hashable, ...]) -> _Compiled:
        """Turned into SQL twice, with other values each: what differs are the places of the values."""
        kept, other = self._with(shape, 0), self._with(shape, APART)
        places = _held(shape)
        params = _placed(kept.params, other.params, places)
        if kept.sql != other.sql or _held(params) != places:
            raise ValueError("a value decides on the SQL, or is in no parameter")
        return kept._replace(params=params)

    def _with(self, shape: tuple[Hashable, ...], start: int) -> _Compiled:
        rows = self.build(*(_condition(part, start) for part in shape))
        compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = compiler.as_sql()
        return _Compiled(rows, compiler, sql, list(params))


class _Asked(NamedTuple):
    """In the place of a ``Query`` whose rows are looped over: all that Django asks of it then."""

    compiler: Any

    def get_compiler(self, using: str | None = None, **options: Any) -> Any:
        return self.compiler


def _asked(kept: _Compiled, params: list[Any]) -> QuerySet[Any]:
    compiler = copy.copy(kept.compiler)
    compiler.connection = connections[DEFAULT_DB_ALIAS]
    compiler.as_sql = lambda: (kept.sql, params)
    rows: QuerySet[Any] = type(kept.rows)(kept.rows.model, query=cast(Any, _Asked(compiler)))
    rows._prefetch_related_lookups = kept.rows._prefetch_related_lookups  # type: ignore[attr-defined]
    return rows


def hold(obj: Model, name: str, related: Iterable[Model]) -> None:
    """``obj.<name>.all()`` are these rows, which know ``obj``: what ``prefetch_related`` would bring."""
    manager: Any = getattr(obj, name)
    rows = manager.all()
    rows._result_cache, rows._prefetch_done = list(related), True
    if field := getattr(manager, "field", None):  # theirs, which names it
        for row in rows:
            setattr(row, field.name, obj)
    held: Any = obj
    held._prefetched_objects_cache = getattr(obj, "_prefetched_objects_cache", {}) | {name: rows}


def _shape(part: Any, values: list[Any]) -> Hashable:
    """What ``part`` of a condition is but for its values, which go to ``values``."""
    if isinstance(part, Q):
        return (Q, part.connector, part.negated, *[_shape(child, values) for child in part.children])
    if isinstance(part, tuple | list):
        return (type(part), *[_shape(child, values) for child in part])
    value = part.pk if isinstance(part, Model) else part
    if type(value) in STANDS_FOR:
        values.append(value)
        return _Place(len(values) - 1, type(value))
    if not (value is None or isinstance(value, str | bool)):
        raise TypeError(f"{value!r} in a condition is neither a value nor a word")
    return cast(Hashable, value)


def _condition(shape: Any, start: int) -> Any:
    """A condition of this shape, with values that stand for others."""
    if isinstance(shape, _Place):
        return _stand_in(shape, start)
    if not isinstance(shape, tuple):
        return shape
    kind, *parts = shape
    if kind is not Q:
        return kind([_condition(part, start) for part in parts])
    connector, negated, *children = parts
    return Q(*[_condition(child, start) for child in children], _connector=connector, _negated=negated)


def _held(part: Any) -> set[_Place]:
    """Every place in a shape, or in parameters."""
    if isinstance(part, _Place):
        return {part}
    return set().union(*map(_held, part)) if isinstance(part, tuple | list) else set()


def _placed(one: Any, other: Any, places: set[_Place]) -> Any:
    """A parameter that came of two stand-ins is their place; any other is what it is."""
    if isinstance(one, list):
        return [_placed(*pair, places) for pair in zip(one, other, strict=True)]
    came = (place for place in places if (one, other) == (_stand_in(place, 0), _stand_in(place, APART)))
    return next(came, one)


def _stand_in(place: _Place, start: int) -> Any:
    return STANDS_FOR[place.kind](start + place.number)


def _filled(part: Any, values: list[Any]) -> Any:
    if isinstance(part, _Place):
        return values[part.number]
    return [_filled(each, values) for each in part] if isinstance(part, list) else part
