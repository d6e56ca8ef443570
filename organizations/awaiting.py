"""What of organizations is counted for a person, and is no to-do of its own: branches whose 换届 is late."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet

from accounts.models import User
from collab_portal.lib.awaiting import Awaiting, first_of
from collab_portal.lib.dates import today
from organizations.models import Branch
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


def counted(user: User, now: datetime) -> Iterator[QuerySet[Branch]]:
    """The same line as a row."""
    if user.committee_id and does_committee_work(user):
        day = today(now)
        overdue = Branch.objects.active(day).filter(committee=user.committee_id, term_ends_on__lt=day)
        yield first_of(overdue)
