"""What to ask instead, when nothing contains all that was asked."""

from collections.abc import Sequence

from collab_portal.lib.search import paging
from collab_portal.lib.search.engine import Engine, Rows

MOST = 4


def shorter(terms: Sequence[str], several: Sequence[Rows], engine: Engine | None = None) -> list[str]:
    """Shorter questions that do find something: each term alone, or the halves of a long one."""
    parts = terms if len(terms) > 1 else _halves(terms[0])
    return [part for part in parts[:MOST] if any(paging.matches(several, [part], engine))]


def _halves(term: str) -> list[str]:
    middle = len(term) // 2
    return [term[:middle].strip(), term[middle:].strip()] if len(term) >= 4 else []
