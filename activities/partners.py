"""Who can be a partner, found by what one types."""

from typing import TypedDict

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
