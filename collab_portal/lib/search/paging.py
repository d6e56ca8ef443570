"""One page of hits and how many there are: titles first, then the newest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString

from collab_portal.lib.search.engine import Engine, PostgresEngine, Rows
from collab_portal.lib.search.marking import excerpt, highlight

CAP = 1000  # hits beyond this are neither counted nor ranked: newest first


@dataclass(frozen=True)
class Hit:
    title_html: SafeString
    excerpt_html: SafeString
    url: str
    note: str
    date: datetime | None


@dataclass(frozen=True)
class Results:
    """One page of hits. ``total`` stops at ``CAP`` + 1; ``problem`` is a sentence for the reader."""

    hits: Sequence[Hit] = ()
    total: int = 0
    problem: str = ""
    more: bool = False
    terms: Sequence[str] = ()

    @property
    def total_label(self) -> str:
        return f"{CAP}+" if self.total > CAP else str(self.total)


def matches(
    several: Sequence[Rows], terms: Sequence[str], engine: Engine | None = None
) -> list[Sequence[int]]:
    """The keys of the rows of each that match, up to one more than ``CAP``."""
    return list((engine or PostgresEngine()).matches(several, terms, CAP + 1))


def results(
    rows: Rows,
    terms: Sequence[str],
    keys: Sequence[int],
    *,
    url: Callable[[int], str],
    limit: int,
    offset: int = 0,
    engine: Engine | None = None,
) -> Results:
    """Hits ``offset`` to ``offset + limit`` of ``rows``, which hold only what the person may see.

    ``keys`` is what ``matches`` said of them: up to the cap nothing is looked for twice.
    ``url`` gives the page of an object.
    """
    offset, total = min(max(offset, 0), CAP), len(keys)
    engine = engine or PostgresEngine()
    if not total:
        return Results(terms=terms)
    window = terms, offset, offset + limit + 1
    found = engine.newest(rows, *window) if total > CAP else engine.ranked(rows.filter(pk__in=keys), *window)
    hits = [_hit(row, terms, url) for row in found[:limit]]
    return Results(hits, total, more=len(found) > limit and offset + limit < CAP, terms=terms)


def _hit(row: Any, terms: Sequence[str], url: Callable[[int], str]) -> Hit:
    return Hit(
        title_html=highlight(row.heading, terms),
        excerpt_html=excerpt(row.text, terms),
        url=url(row.pk),
        note=row.note,
        date=row.at,
    )
