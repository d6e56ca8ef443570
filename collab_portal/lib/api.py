"""What the apps' read APIs share: one shape of page."""

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from ninja import Schema

from collab_portal.lib.pages import paginate

M = TypeVar("M", bound=Model)


class Problem(Schema):
    """What every refusal says."""

    detail: str


class Listing(Schema):
    """``total`` stops counting at 1,000; ``next`` and ``previous`` are addresses, empty at the ends."""

    total: str
    next: str
    previous: str


def listing(request: HttpRequest, rows: QuerySet[M]) -> dict[str, Any]:
    """One page of ``rows`` (keyset), as ``Listing`` plus ``items``."""
    page = paginate(request, rows, size=50)

    def address(query: str) -> str:
        return f"{request.path}?{query}" if query else ""

    return {
        "items": page.rows,
        "total": page.total_label,
        "next": address(page.next_query),
        "previous": address(page.previous_query),
    }
