"""What stands on 我的工作, line by line."""

from datetime import datetime, timedelta

from accounts.models import User
from collab_portal.desk import awaiting as groups
from collab_portal.lib.awaiting import Awaiting


def awaiting(user: User, now: datetime, section: str = "") -> list[Awaiting]:
    """The lines of all sections, or of one, a little later: the test's clock went on while it wrote."""
    soon = now + timedelta(minutes=1)
    return [line for label, lines in groups(user, soon) for line in lines if section in {"", label}]
