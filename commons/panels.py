"""The way from a committee's page to what it shares; no query, for that page has many."""

from datetime import datetime

from accounts.models import User
from organizations.models import Committee
from organizations.panels import Panel

PLACE = 4


def of_committee(committee: Committee, user: User, now: datetime) -> Panel:
    return Panel("commons/_panel.html", {"committee": committee})
