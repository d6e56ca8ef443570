"""One box over everything: the column by full text, the rest by name. Only what the person may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import User
from activities.models import Activity
from collab_portal.lib.chinese import fold
from experience.search import Results, find
from organizations.models import Branch, Pairing

SHOWN = 5
LONGEST = 100


@dataclass(frozen=True)
class Group:
    """Some rows of one kind, and where all of them are listed."""

    label: str
    rows: Sequence[Any]
    more_url: str


def search_articles(query: str, user: User | AnonymousUser, now: datetime) -> Results:
    return find(query, user, now, limit=10)


def search_names(query: str, user: User) -> list[Group]:
    """Activities, branches and pairings whose name contains the query; non-empty groups only."""
    wanted = query.strip().replace("\x00", "")[:LONGEST]
    if not fold(wanted).strip():
        return []
    activities = Activity.objects.visible_to(user).matching(wanted).for_list()
    branches = Branch.objects.visible_to(user).matching(wanted, contacts=False).for_list()
    pairings = Pairing.objects.visible_to(user).matching(wanted).for_list()
    groups = (
        ("联合活动", "activities:list", activities),
        ("党组织", "organizations:branches", branches),
        ("结对共建", "organizations:pairings", pairings),
    )
    found = [
        Group(label, list(rows[:SHOWN]), f"{reverse(name)}?{urlencode({'q': wanted})}")
        for label, name, rows in groups
    ]
    return [group for group in found if group.rows]
