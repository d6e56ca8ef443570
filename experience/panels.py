"""What a committee has published, for its page."""

from datetime import datetime

from accounts.models import User
from experience.models import Article
from organizations.models import Committee
from organizations.panels import Panel, register

PLACE, LATEST = 3, 5


def pieces_of(committee: Committee, user: User, now: datetime) -> Panel:
    """The latest pieces; one query."""
    rows = Article.objects.published(now).filter(committee=committee).for_list()[:LATEST]
    return Panel("experience/_panel.html", {"committee": committee, "rows": list(rows)})


def register_panels() -> None:
    register("committee", PLACE, pieces_of)
