"""What of the column awaits a person (shown on 我的工作)."""

from datetime import datetime

from accounts.models import User
from collab_portal.lib.awaiting import Awaiting
from experience.models import Article
from experience.notices import STEP_NAMES

SHOWN = 20


def awaiting(user: User, now: datetime) -> list[Awaiting]:
    """Signatures, the longest waiting first; then one's own pieces that came back."""
    lines = []
    if user.is_editor or user.is_reviewer or user.is_issuer:
        for article in Article.objects.awaiting_signature(user).for_queue()[:SHOWN]:
            kind = STEP_NAMES[Article.Status(article.status)]
            days = (now - article.submitted_at).days if article.submitted_at else 0
            detail = f"{article.committee.short_name}供稿，送编{days}天"
            lines.append(Awaiting(kind, article.title, article.get_absolute_url(), detail=detail))
    mine = Article.objects.filter(created_by=user, committee=user.committee_id)
    returned = mine.filter(status=Article.Status.RETURNED).for_queue()
    for article in returned[:SHOWN]:
        lines.append(Awaiting("修改", article.title, article.get_absolute_url(), detail="稿件被退回"))
    return lines
