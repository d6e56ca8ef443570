"""How long each signer has: working days from the day the piece came to the step."""

from datetime import date, datetime

from collab_portal.lib import workdays
from collab_portal.lib.dates import today
from experience.models import Article

DAYS = {Article.Status.EDITING: 3, Article.Status.REVIEWING: 3, Article.Status.ISSUING: 2}


def due(status: str, now: datetime) -> date | None:
    """The last day of the step that begins now; None where nobody has to sign."""
    days = DAYS.get(Article.Status(status))
    return workdays.calendar().shifted(today(now), days) if days else None
