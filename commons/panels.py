"""The way from a committee's page to what it shares, without a query there; honours of a label."""

from datetime import datetime

from accounts.models import User
from commons.models import Honour, Label
from organizations.models import Committee
from organizations.panels import Panel

PLACE, LATEST = 4, 5


def of_committee(committee: Committee, user: User, now: datetime) -> Panel:
    return Panel("commons/_panel.html", {"committee": committee})


def of_label(label: Label, user: User, now: datetime) -> Panel | None:
    """The latest honours under it; nothing where there is none. One query."""
    rows = list(Honour.objects.visible_to(user).filter(label=label).for_list()[: LATEST + 1])
    if not rows:
        return None
    context = {"rows": rows[:LATEST], "more": len(rows) > LATEST, "label": label}
    return Panel("commons/_honours_of_label.html", context)
