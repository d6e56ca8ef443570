"""When a committee leads, for its page."""

from datetime import datetime

from django.db.models import Q

from accounts.models import User
from collab_portal.lib import dates
from organizations.models import Committee
from organizations.panels import Panel
from rotation.models import Turn

PLACE, PAST_SHOWN = 1, 3


def turns_of(committee: Committee, user: User, now: datetime) -> Panel | None:
    """The running term, the next and the last ones, as lead or co-lead; one query."""
    mine = Q(committee=committee) | Q(co_lead=committee)
    today, turns = dates.today(now), Turn.objects.visible_to(user).basin().filter(mine).for_list()
    by_state: dict[str, list[Turn]] = {"now": [], "future": [], "past": []}
    for turn in turns:
        by_state[turn.state(today)].append(turn)
    shown = by_state["now"] + by_state["future"][:1] + by_state["past"][: -PAST_SHOWN - 1 : -1]
    if not shown:
        return None
    current = by_state["now"][0] if by_state["now"] else None
    context = {
        "committee": committee,
        "rows": [(turn, turn.state(today)) for turn in shown],
        "days_left": (current.ends_on - today).days if current else None,
        "unplanned": not by_state["future"],
    }
    return Panel("rotation/_panel.html", context)
