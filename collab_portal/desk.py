"""What awaits a person, gathered from every app."""

from datetime import datetime

import accounts.awaiting
import activities.awaiting
import experience.awaiting
import notifications.awaiting
import organizations.awaiting
import rotation.awaiting
from accounts.models import User
from collab_portal.lib.awaiting import Awaiting

GROUPS = (
    ("轮值会商", rotation.awaiting.awaiting),
    ("联合活动", activities.awaiting.awaiting),
    ("组织", organizations.awaiting.awaiting),
    ("他山之石", experience.awaiting.awaiting),
    ("通知", notifications.awaiting.awaiting),
    ("账号", accounts.awaiting.awaiting),
)


def awaiting(user: User, now: datetime) -> list[tuple[str, list[Awaiting]]]:
    """Non-empty groups in the order of the sections; nine queries at most."""
    groups = ((label, find(user, now)) for label, find in GROUPS)
    return [(label, lines) for label, lines in groups if lines]
