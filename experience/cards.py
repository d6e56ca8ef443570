"""A piece as a row of a list."""

from datetime import datetime
from typing import NamedTuple

from django.utils.safestring import SafeString

from activities.kinds import Area
from collab_portal.lib.cards import drawn
from experience.models import Article


class PieceCard(NamedTuple):
    """Everything the row shows; ``is_kept``: whether it is on the reader's own list, None without one."""

    level: int
    pk: int
    url: str
    title: str
    committee: str
    kind: str
    area: str
    published_at: datetime | None
    summary: str
    is_kept: bool | None


def facts(article: Article, *, level: int, keeps: bool) -> PieceCard:
    """``keeps``: the reader has a list of pieces to read, and this one knows whether it is on it."""
    return PieceCard(
        level=level,
        pk=article.pk,
        url=article.get_absolute_url(),
        title=article.title,
        committee=article.committee.short_name,
        kind=Article.Kind(article.kind).label,
        area=Area(article.area).label,
        published_at=article.published_at,
        summary=article.summary,
        is_kept=getattr(article, "is_kept", None) if keeps else None,
    )


def card(article: Article, *, level: int, keeps: bool) -> SafeString:
    return drawn("experience/_piece.html", facts(article, level=level, keeps=keeps))
