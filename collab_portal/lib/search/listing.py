"""Lists find by the same index and folding as the search box."""

from collab_portal.lib.chinese import fold
from collab_portal.lib.search.asking import parse
from collab_portal.lib.search.engine import PostgresEngine, Rows


def found(rows: Rows, query: str) -> Rows:
    """The index rows among ``rows`` that hold all words of ``query``, by their look or their pinyin.

    What is no question for the search box (marks alone, a whole sentence) is looked for as it stands.
    """
    terms = parse(query).terms or (fold(query).strip("\n"),)
    return PostgresEngine().matching(rows, terms) if all(terms) else rows.none()
