"""How many rows of several kinds there are, each counted to a limit: one query, each by its own index."""

from collections import Counter
from typing import Any

from django.db.models import QuerySet, Value


def tally(most: int, **parts: QuerySet[Any]) -> Counter[str]:
    """The number of rows of each of ``parts``, by name; ``most`` where there are more."""
    found = [
        rows.order_by().annotate(part=Value(name)).values_list("part", flat=True)[:most]
        for name, rows in parts.items()
    ]
    return Counter(found[0].union(*found[1:], all=True))
