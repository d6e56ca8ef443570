"""What the one search box looks through: each app contributes its kinds."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from collab_portal.lib.search.engine import Rows


@dataclass(frozen=True)
class SearchKind:
    """One sort of object. ``committee`` is the condition on its index rows that a committee takes part."""

    place: int
    slug: str
    label: str
    readable: Callable[[Any, datetime], Rows]
    committee: Callable[[int], Q]
    url: Callable[[int], str]
    is_public: bool = False
