"""What awaits a person, gathered from every app."""

from datetime import datetime

from accounts.models import User
from collab_portal.lib import portal
from collab_portal.lib.awaiting import Awaiting, AwaitingSource


def awaiting(user: User, now: datetime) -> list[tuple[str, list[Awaiting]]]:
    """Non-empty groups in the order of the sections; nine queries at most."""
    sources = sorted(portal.every(AwaitingSource), key=lambda source: source.place)
    groups = ((source.label, source.find(user, now)) for source in sources)
    return [(label, lines) for label, lines in groups if lines]
