"""Which rows contain all terms: the questions a backend answers, and how PostgreSQL does."""

from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import chain
from operator import or_
from typing import Any, Protocol

from django.contrib.postgres.search import SearchQuery
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, F, Q, QuerySet, Value, When

from collab_portal.lib.chinese import spelled
from collab_portal.lib.search.rows import PAIR, PINYIN, RICH, TRIPLE, quoted

Rows = QuerySet[Any, Any]  # of any model of IndexRow
# Of the newest rows, so many are looked through before the index is asked:
SHOWN = 5_000  # for one page of a phrase with more hits than are counted
SAMPLE = 100  # to learn whether every second row holds the phrase,
COUNTED = 2_000  # and if so, for as many hits as are counted
UNSHOWN = ("vector", "folded", "title")
NEWEST = (F("at").desc(nulls_last=True), "-pk")


class Engine(Protocol):
    """Nothing else about a backend is visible outside. ``rows`` holds what the person may see."""

    def matches(self, several: Sequence[Rows], terms: Sequence[str], limit: int) -> list[list[int]]:
        """The keys of the rows of each that match, any ``limit`` of them where there are more."""

    def ranked(self, rows: Rows, terms: Sequence[str], start: int, stop: int) -> list[Any]:
        """Rows ``start`` to ``stop`` known to match: all terms in the title first, then the newest."""

    def newest(self, rows: Rows, terms: Sequence[str], start: int, stop: int) -> list[Any]:
        """Matching rows ``start`` to ``stop``, newest first."""


class RawQuery(SearchQuery):
    """A tsquery written lexeme by lexeme: no parser and no dictionary come between."""

    def __init__(self, text: str) -> None:
        super().__init__(text, search_type="raw")
        self.text = text

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **kwargs: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        return "%s::tsquery", [self.text]


def _pieces(term: str, length: int) -> str:
    """The lexemes of a term, all of which must be there; a shorter term is one itself."""
    starts = range(max(len(term) - length, 0) + 1)
    return " & ".join(quoted(term[start : start + length]) for start in starts)


def _all_of(terms: Sequence[str]) -> str:
    """``terms`` as a tsquery: all pieces of each, or its letters as pinyin."""
    parts = []
    for term in terms:
        either = [_pieces(term, TRIPLE)]
        if len(term) > PAIR:
            either.append(f"{quoted(RICH)} & {_pieces(term, PAIR)}")
        if letters := spelled(term):
            either.append(quoted(PINYIN + letters) + ":*")
        parts.append(" | ".join(f"({one})" for one in either))
    return " & ".join(f"({part})" for part in parts)


def _spellings(term: str) -> list[str]:
    """How a folded text may hold a term: as it stands, or its letters as pinyin."""
    return [term, PINYIN + letters.upper()] if (letters := spelled(term)) else [term]


def _spelled(terms: Iterable[str]) -> Q:
    """The text holds each term in one of its spellings."""
    all_of = Q()
    for term in terms:
        all_of &= reduce(or_, (Q(folded__contains=spelling) for spelling in _spellings(term)))
    return all_of


class PostgresEngine:
    """Pieces in a GIN index tell which rows may match; longer terms are then looked for in their text."""

    def matching(self, rows: Rows, terms: Sequence[str]) -> Rows:
        spelled = _spelled(term for term in terms if len(term) > PAIR)
        return rows.filter(spelled, vector=RawQuery(_all_of(terms)))

    def matches(self, several: Sequence[Rows], terms: Sequence[str], limit: int) -> list[list[int]]:
        parts: list[str] = []
        values: list[Any] = []
        for rows in several:
            try:
                sql, given = self._up_to(limit, rows, terms)
            except EmptyResultSet:  # nothing this person may see
                sql, given = "ARRAY(SELECT 0 WHERE false)", []
            parts.append(sql)
            values += given
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(parts)}", values)
            return list(cursor.fetchone())

    def _up_to(self, limit: int, rows: Rows, terms: Sequence[str]) -> tuple[str, list[Any]]:
        """An array of ``limit`` keys at most: of the newest rows if so many of them match, else of all."""
        newest, given = _among_newest(COUNTED, rows, terms, 0, limit)
        sample, tried = _among_newest(SAMPLE, rows, terms, 0, SAMPLE)
        common = f"(SELECT count(*) * 2 >= {SAMPLE} FROM ({sample}) AS sample)"  # noqa: S608 - values are parameters
        # A capped set in no order: the planner then reads the index, however common it thinks the words.
        matching = self.matching(rows, terms).order_by().values("pk")[:limit]
        everywhere, found = matching.query.sql_with_params()
        either = f"CASE WHEN cardinality(keys) = {limit} THEN keys ELSE ARRAY({everywhere}) END"
        newest = f"SELECT key FROM ({newest}) AS counted WHERE {common}"  # noqa: S608 - the same
        once = f"(SELECT ARRAY({newest}) AS keys OFFSET 0)"  # without the offset, worked out at every use
        sql = f"(SELECT {either} FROM {once} AS newest)"  # noqa: S608 - the same
        return sql, [*found, *given, *tried]

    def ranked(self, rows: Rows, terms: Sequence[str], start: int, stop: int) -> list[Any]:
        in_title = Q()
        for term in terms:
            in_title &= Q(title__contains=term)
        first = Case(When(in_title, then=Value(0)), default=Value(1))
        return list(rows.order_by(first, *NEWEST).defer(*UNSHOWN)[start:stop])

    def newest(self, rows: Rows, terms: Sequence[str], start: int, stop: int) -> list[Any]:
        # By date first: sorting all rows that hold a common phrase would read the whole column.
        try:
            sql, given = _among_newest(SHOWN, rows, terms, start, stop)
        except EmptyResultSet:  # nothing this person may see
            return []
        with connection.cursor() as cursor:
            cursor.execute(sql, given)
            keys = [key for (key,) in cursor.fetchall()]
        if len(keys) == stop - start:
            return list(rows.filter(pk__in=keys).order_by(*NEWEST).defer(*UNSHOWN))
        return list(self.matching(rows, terms).order_by(*NEWEST).defer(*UNSHOWN)[start:stop])


def _among_newest(
    depth: int, rows: Rows, terms: Sequence[str], start: int, stop: int
) -> tuple[str, list[Any]]:
    """SQL for the keys of matches ``start`` to ``stop`` of the ``depth`` newest rows; it stops when found."""
    newest, given = rows.order_by(*NEWEST).values_list("pk", "folded")[:depth].query.sql_with_params()
    spellings = [_spellings(term) for term in terms]
    holds = " AND ".join(f"({' OR '.join(['strpos(folded, %s) > 0'] * len(each))})" for each in spellings)
    sql = (
        f"SELECT key FROM ({newest}) AS newest (key, folded)"  # noqa: S608 - values are parameters
        f" WHERE {holds} OFFSET {start} LIMIT {stop - start}"
    )
    return sql, [*given, *chain.from_iterable(spellings)]
