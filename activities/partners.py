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


def staffed(committees: Iterable[int]) -> list[int]:
    """Those of the committees in which somebody could answer; one query, none for none."""
    wanted = set(committees)
    if not wanted:
        return []
    return sorted({pk for pk in User.objects.staff_of(*wanted).values_list("committee_id", flat=True) if pk})


def deserted(committees: Iterable[int]) -> list[str]:
    """Short names of those in which nobody could."""
    wanted = set(committees)
    away = wanted - set(staffed(wanted))
    rows = Committee.objects.filter(pk__in=away).order_by("position")
    return list(rows.values_list("short_name", flat=True)) if away else []


def nobody_there(names: list[str]) -> str:
    """What to do about it, in words; nothing where somebody is there."""
    return f"{'、'.join(names)}没有在岗人员，请联系系统管理员。" if names else ""
