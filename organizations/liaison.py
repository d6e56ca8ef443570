"""Whom a branch turns to: the liaison group of the nearest unit at or above it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F

from accounts.models import User
from organizations.models import Branch, LiaisonPerson


@dataclass(frozen=True)
class Contact:
    """A group's people, and the unit by which it is in touch."""

    group: str
    unit: str
    people: list[LiaisonPerson]


def liaison_of(branch: Branch, ancestors: Sequence[Branch], user: User) -> Contact | None:
    """For the committee's own staff and the branch's own people (one query); nobody else needs the names."""
    staff = user.is_staff_member and user.committee_id == branch.committee_id
    if not staff and user.branch_id != branch.pk:
        return None
    nearest = [branch.pk, *(one.pk for one in reversed(ancestors))]
    rows = LiaisonPerson.objects.filter(group__units__branch__in=nearest).select_related("group")
    by_unit = rows.annotate(unit=F("group__units__branch"), unit_name=F("group__units__branch__name"))
    people = list(by_unit.order_by("pk"))
    if not people:
        return None
    by_branch: dict[int, list[LiaisonPerson]] = {}
    for person in people:
        by_branch.setdefault(person.unit, []).append(person)  # type: ignore[attr-defined]
    ours = by_branch[min(by_branch, key=nearest.index)]
    return Contact(ours[0].group.name, ours[0].unit_name, ours)  # type: ignore[attr-defined]
