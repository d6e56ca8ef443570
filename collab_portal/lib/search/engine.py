"""Which rows contain all terms: the questions a backend answers, and how PostgreSQL does."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from django.contrib.postgres.search import SearchQuery
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, F, Q, QuerySet, Value, When

from collab_portal.lib.search.asking import LETTERS
from collab_portal.lib.search.rows import PAIR, PINYIN, RICH, TRIPLE, quoted

Rows = QuerySet[Any, Any]  # of any model of IndexRow
LATEST = (500, 5_000)  # what is common stands among so many of the newest rows
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
        if LETTERS.fullmatch(term):
            either.append(quoted(PINYIN + term) + ":*")
        parts.append(" | ".join(f"({one})" for one in either))
    return " & ".join(f"({part})" for part in parts)


def _spelled(terms: Iterable[str]) -> Q:
    """The text holds each term as it stands, or its letters as pinyin."""
    all_of = Q()
    for term in terms:
        either = Q(folded__contains=term)
        if LETTERS.fullmatch(term):
            either |= Q(folded__contains=PINYIN + term.upper())
        all_of &= either
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
            # A capped set in no order: the planner then reads the index, however common it thinks the words.
            found = self.matching(rows, terms).order_by().values("pk")[:limit]
            try:
                sql, given = found.query.sql_with_params()
            except EmptyResultSet:  # nothing this person may see
                sql, given = "SELECT 0 WHERE false", ()
            parts.append(f"ARRAY({sql})")
            values += given
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(parts)}", values)
            return list(cursor.fetchone())

    def ranked(self, rows: Rows, terms: Sequence[str], start: int, stop: int) -> list[Any]:
        in_title = Q()
        for term in terms:
            in_title &= Q(title__contains=term)
        first = Case(When(in_title, then=Value(0)), default=Value(1))
        return list(rows.order_by(first, *NEWEST).defer(*UNSHOWN)[start:stop])

    def newest(self, rows: Rows, terms: Sequence[str], start: int, stop: int) -> list[Any]:
        # By date first: sorting all rows that hold a common phrase would read the whole column.
        for depth in LATEST:
            latest = rows.order_by(*NEWEST).values("pk")[:depth]
            found = _page(rows.filter(_spelled(terms), pk__in=latest), start, stop)
            if len(found) == stop - start:
                return found
        return _page(self.matching(rows, terms), start, stop)


def _page(rows: Rows, start: int, stop: int) -> list[Any]:
    return list(rows.order_by(*NEWEST).defer(*UNSHOWN)[start:stop])
