"""Who can be a partner, found by what one types."""

from collections.abc import Iterable
from typing import TypedDict

from accounts.models import User
from organizations.models import Branch, Committee

LIMIT = 20
LONGEST_QUERY = 40


class Option(TypedDict):
    value: str
    text: str
    detail: str


def find(typed: str) -> list[Option]:
    """Committees first, then branches; two queries."""
    query = typed.replace("\x00", "").strip()[:LONGEST_QUERY]
    committees = [
        Option(value=f"committee-{row.pk}", text=row.name, detail=row.short_name)
        for row in Committee.objects.order_by("position")
        if query in row.name or query in row.short_name or (query and row.slug.startswith(query.lower()))
    ]
    if not query:
        return committees
    branches = Branch.objects.matching(query, contacts=False).for_list()[:LIMIT]
    return committees + [
        Option(value=f"branch-{row.pk}", text=row.name, detail=row.committee.short_name) for row in branches
    ]


def deserted(committees: Iterable[int]) -> list[str]:
    """Short names of those of the committees in which nobody could answer; two queries, none for none."""
    wanted = set(committees)
    if not wanted:
        return []
    staff = User.objects.staff_of(*wanted).values("committee")
    rows = Committee.objects.filter(pk__in=wanted).exclude(pk__in=staff).order_by("position")
    return list(rows.values_list("short_name", flat=True))
