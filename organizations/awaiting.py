"""What of organizations is counted for a person, and is no to-do of its own: branches whose 换届 is late."""

from datetime import datetime

from accounts.models import User
from collab_portal.lib.awaiting import Awaiting
from organizations.operations.terms import due_terms, due_url
from organizations.rules import does_committee_work


def awaiting(user: User, now: datetime) -> list[Awaiting]:
    """One line for all of them; one query, none for those who do no committee's work."""
    if user.committee is None or not does_committee_work(user):
        return []
    overdue, due = due_terms(user.committee.pk, now).get(user.committee.pk, (0, 0))
    if not overdue:
        return []
    url = f"{due_url(overdue)}&committee={user.committee.slug}"
    detail = f"另有 {due} 个 90 天内到期" if due else ""
    return [Awaiting("换届", f"{overdue} 个党组织换届已超期", url, None, detail)]
