"""What awaits a person: to-dos, and what the apps count for him (failed mails, terms that end …)."""

from datetime import date, datetime

from accounts.models import User
from collab_portal.lib import portal
from collab_portal.lib.awaiting import Awaiting, AwaitingSource
from collab_portal.lib.dates import today
from todos.pages import lines_of

Group = tuple[str, list[Awaiting]]


def awaiting(user: User, now: datetime) -> list[Group]:
    """Non-empty groups in the order of the sections; what is overdue stands first, as does its group."""
    groups = {(place, label): lines for place, label, lines in lines_of(user, now)}
    for source in portal.every(AwaitingSource):
        groups.setdefault((source.place, source.label), []).extend(source.find(user, now))
    day = today(now)

    def since(line: Awaiting) -> date:
        """The day it was due where that is over; today for all others."""
        return min(line.due or day, day)

    ordered = [(label, sorted(lines, key=since)) for (_, label), lines in sorted(groups.items()) if lines]
    return sorted(ordered, key=lambda group: since(group[1][0]) == day)
