"""What awaits a person: to-dos, and what the apps count for him (failed mails, terms that end …)."""

from datetime import datetime

from accounts.models import User
from collab_portal.lib import portal
from collab_portal.lib.awaiting import Awaiting, AwaitingSource
from todos.pages import lines_of

Group = tuple[str, list[Awaiting]]


def awaiting(user: User, now: datetime) -> list[Group]:
    """Non-empty groups in the order of the sections."""
    groups = {(place, label): lines for place, label, lines in lines_of(user, now)}
    for source in portal.every(AwaitingSource):
        groups.setdefault((source.place, source.label), []).extend(source.find(user, now))
    return [(label, lines) for (_, label), lines in sorted(groups.items(), key=lambda item: item[0]) if lines]
