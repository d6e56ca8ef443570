"""Pieces with pictures in their text."""

import uuid
from typing import Any

from django.utils import timezone

from experience import operations
from tests.factories import make_article, make_user
from tests.uploads.samples import Sent, picture


def make_picture(article: Any = None, sender: Any = None, **fields: Any) -> Any:
    """A small photo sent to ``article`` by a colleague of its author, or (without one) to a new form."""
    sender = sender or make_user(article.committee.slug if article else "jiangsu")
    upload = Sent("照片.jpg", picture(size=fields.pop("size", (64, 48))))
    facts: dict[str, Any] = {
        "submission": article.submission if article else uuid.uuid4(),
        "article": article,
    }
    return operations.add_picture(upload, actor=sender, now=timezone.now(), **{**facts, **fields})


def make_pictured(
    slug: str = "jiangsu", status: str = "issued", alt: str = "两地支部合影", **fields: Any
) -> Any:
    """A piece that shows one picture, and the picture."""
    article = make_article(slug, status="draft", **fields)
    made = make_picture(article)
    now = article.created_at
    later = {"status": status, "round": 1, "submitted_at": now} if status != "draft" else {}
    if status == "issued":
        later["published_at"] = now
    article.body = (
        f'<p>文前</p><img src="{made.get_absolute_url()}" alt="{alt}" width="64" height="48"><p>文后</p>'
    )
    for name, value in later.items():
        setattr(article, name, value)
    article.save()
    return article, made
