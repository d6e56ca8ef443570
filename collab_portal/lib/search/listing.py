"""Lists find by the same index and folding as the search box."""

from collections.abc import Iterable
from typing import Any

from collab_portal.lib.chinese import fold
from collab_portal.lib.search.asking import parse
from collab_portal.lib.search.engine import PostgresEngine, Rows


def found(rows: Rows, query: str) -> Rows:
    """The index rows among ``rows`` that hold all words of ``query``, by their look or their pinyin.

    What is no question for the search box (marks alone, a whole sentence) is looked for as it stands.
    """
    terms = _terms(query)
    return PostgresEngine().matching(rows, terms) if all(terms) else rows.none()


def holding(query: str, rows: Iterable[tuple[Any, ...]]) -> list[Any]:
    """Keys of the rows (key, texts) whose texts hold all words of ``query``: for lists so short that all are
    read.
    """
    terms = _terms(query)
    return [key for key, *texts in rows if _hold("\n".join(map(fold, texts)), terms)]


def _hold(folded: str, terms: tuple[str, ...]) -> bool:
    return all(term in folded for term in terms)


def _terms(query: str) -> tuple[str, ...]:
    return parse(query).terms or (fold(query).strip("\n"),)
