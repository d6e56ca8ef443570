"""Cards: a row of a list, drawn once for all who see the same.

A card's template is given its facts and nothing else, neither request nor person, and these facts are the
key under which the drawing is kept: what changes on a card changes the key. Nothing has to be emptied, and
nobody can be shown what is another's.
"""

from collections.abc import Hashable
from functools import lru_cache

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe

MOST = 4_000  # a process keeps; about a kilobyte each


@lru_cache(maxsize=MOST)
def drawn(template: str, facts: Hashable) -> SafeString:
    """``template`` with ``facts`` as ``card``: a named tuple of plain strings, numbers and truth.

    No tag in it may ask for the time, a row or a setting.
    """
    return mark_safe(get_template(template).render({"card": facts}))  # noqa: S308 - a template's own escaping
