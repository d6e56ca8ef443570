"""What of the column awaits a person (shown on 我的工作)."""

from datetime import datetime

from django.urls import reverse

from accounts.models import User
from collab_portal.lib.awaiting import Awaiting
from experience import rules
from experience.models import Adoption, Article
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
    return lines + _to_report(user, now)


def _to_report(user: User, now: datetime) -> list[Awaiting]:
    """What one's committee took up long enough ago to say what came of it."""
    if not rules.may_write(user) or user.committee_id is None:
        return []
    rows = Adoption.objects.of_committee(user.committee_id).due_for_report(now).for_list()
    return [
        Awaiting(
            "成效",
            adoption.article.title,
            reverse("experience:adoption", args=[adoption.pk]),
            detail=f"借鉴{adoption.giver}的文章已{(now - adoption.adopted_at).days}天，请报告成效",
        )
        for adoption in rows[:SHOWN]
    ]
