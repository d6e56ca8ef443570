"""What of the column awaits a person (shown on 我的工作)."""

from datetime import datetime, timedelta

from django.urls import reverse

from accounts.models import User
from collab_portal.lib.awaiting import Awaiting
from collab_portal.lib.dates import today
from experience import rules
from experience.models import Adoption, Article, Bulletin, CallAsk, Correction
from experience.notices import STEP_NAMES

SHOWN = 20
SOON = timedelta(days=7)


def awaiting(user: User, now: datetime) -> list[Awaiting]:
    """Signatures, the longest waiting first; then one's own pieces that came back."""
    lines = []
    if user.is_editor or user.is_reviewer or user.is_issuer:
        for article in Article.objects.awaiting_signature(user).for_queue()[:SHOWN]:
            kind = STEP_NAMES[Article.Status(article.status)]
            days = (now - article.submitted_at).days if article.submitted_at else 0
            detail, url = f"{article.committee.short_name}供稿，送编{days}天", article.get_absolute_url()
            lines.append(Awaiting(kind, article.title, url, due=article.due_on, detail=detail))
        for made in Correction.objects.awaiting_signature(user).for_list()[:SHOWN]:
            kind, url = STEP_NAMES[Article.Status(made.status)], made.get_absolute_url()
            lines.append(Awaiting(kind, str(made), url, due=made.due_on, detail=made.note))
    for article in Article.objects.returned_to(user).for_queue()[:SHOWN]:
        lines.append(Awaiting("修改", article.title, article.get_absolute_url(), detail="稿件被退回"))
    return [*lines, *_issues(user, now), *_called(user), *_to_report(user, now)]


def _issues(user: User, now: datetime) -> list[Awaiting]:
    """To editors: issues of the coming week that nobody has settled."""
    if not rules.may_plan_issues(user):
        return []
    soon = today(now) + SOON
    rows = Bulletin.objects.planned().filter(ready_at=None, planned_on__lte=soon)[:SHOWN]
    return [
        Awaiting("出刊", f"编排{row}", reverse("experience:bulletin-plan", args=[row.pk]), due=row.planned_on)
        for row in rows
    ]


def _called(user: User) -> list[Awaiting]:
    """What one's committee was asked to write and has not sent."""
    if not rules.may_write(user) or user.committee_id is None:
        return []
    asks = CallAsk.objects.open_for(user.committee_id).owing().order_by("call__due_on", "pk")[:SHOWN]
    return [
        Awaiting("供稿", ask.call.topic, ask.call.get_absolute_url(), due=ask.call.due_on, detail="约稿")
        for ask in asks
    ]


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
