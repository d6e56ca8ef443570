"""Pieces of the column and what becomes of them."""

import uuid
from typing import Any

from django.utils import timezone

from accounts.models import User
from collab_portal.lib.verbs import follow
from tests.factories.people import committee, counter, make_user


def make_article(slug: str = "jiangsu", status: str = "issued", **fields: Any) -> Any:
    """A piece of ``slug``, issued (and in the search index) unless ``status`` says otherwise."""
    from experience import search
    from experience.models import Article

    number, now = next(counter), timezone.now()
    defaults: dict[str, Any] = {
        "committee": committee(slug),
        "title": f"第{number}篇稿件",
        "kind": "practice",
        "area": "sharing",
        "author_name": "示例",
        "body": f"<p>第{number}篇的正文。</p>",
        "status": status,
        "round": int(status != "draft"),
        "submitted_at": None if status == "draft" else now,
        "published_at": now if status in {"issued", "withdrawn"} else None,
    }
    if status == "withdrawn":
        defaults |= {"withdrawn_reason": "示例", "withdrawn_by": make_user(slug), "withdrawn_at": now}
    if "created_by" not in fields:
        defaults["created_by"] = make_user(slug)
    article = Article.objects.create(**{**defaults, **fields})
    search.index([article])
    follow([article, article.ask])
    return article


def make_adoption(taker: str = "zhejiang", article: Any = None, now: Any = None, **fields: Any) -> Any:
    """``taker`` takes up ``article`` (of 江苏 unless given); ``result`` among the fields reports at once."""
    from experience import operations

    fields = {"plan": "在机关支部试行。", "activity": None, "pairing": None, "result": "", **fields}
    return operations.adopt(
        article or make_article(), actor=make_user(taker), now=now or timezone.now(), fields=fields
    )


def make_bulletin(*articles: Any, released: bool = True, **fields: Any) -> Any:
    """An issue with these pieces, each in the section of its kind; out unless ``released`` is False."""
    from collab_portal.lib.dates import today
    from experience.models import Bulletin, BulletinItem

    now = timezone.now()
    moments = {"ready_at": now, "released_at": now} if released else {}
    defaults = {"number": next(counter), "title": "他山之石", "planned_on": today(now), **moments}
    issue = Bulletin.objects.create(**{**defaults, **fields})
    for position, article in enumerate(articles, start=1):
        section = str(article.get_kind_display())
        BulletinItem.objects.create(bulletin=issue, article=article, position=position, section=section)
    follow([issue])
    return issue


def make_case(article: Any = None, now: Any = None, **fields: Any) -> Any:
    """``article`` (of 江苏 unless given) was reported by its committee, the day before unless said."""
    from datetime import timedelta

    from collab_portal.lib.dates import today
    from experience import operations

    article, now = article or make_article(), now or timezone.now()
    facts: dict[str, Any] = {
        "level": "province",
        "recipient": f"第{next(counter)}次征集",
        "reported_on": today(now) - timedelta(days=1),
        **fields,
    }
    return operations.report_case(article, actor=make_user(article.committee.slug), now=now, fields=facts)


def make_call(*slugs: str, **fields: Any) -> Any:
    """An editor asks the staff of ``slugs`` (江苏) for a piece."""
    from datetime import timedelta

    from collab_portal.lib.dates import today
    from experience import operations

    editor = make_user("shanghai", role="member", is_editor=True)
    facts = {"topic": "结对成效", "due_on": today() + timedelta(days=9), **fields}
    asked = [committee(slug) for slug in slugs or ("jiangsu",)]
    return operations.call_for_pieces(
        actor=editor, now=timezone.now(), submission=uuid.uuid4(), fields=facts, committees=asked
    )


def make_remark(article: Any, person: User, **fields: Any) -> Any:
    """A remark on the first words of ``article``."""
    from collab_portal.lib.html import plain_text
    from experience.models import Remark

    said = {"quote": plain_text(article.body)[:10], "note": "请核实", "round": article.round, **fields}
    return Remark.objects.create(article=article, person=person, at=timezone.now(), **said)


def make_piece_correction(article: Any, status: str = "editing", **fields: Any) -> Any:
    """A correction of ``article``, proposed by a colleague; it stands at ``status``."""
    from experience import operations

    words = {"title": "新题", "summary": "", "body": article.body, "note": "题目有误", **fields}
    writer = make_user(article.committee.slug)
    made = operations.correct(article, actor=writer, now=timezone.now(), fields=words)
    made.status = status
    made.save()
    follow([made])
    return made


def make_chain() -> tuple[User, User, User]:
    """An editor, a reviewer and an issuer: rights alone, of three committees."""
    return (
        make_user("shanghai", role="member", is_editor=True),
        make_user("chongqing", role="member", is_reviewer=True),
        make_user("sichuan", role="member", is_issuer=True),
    )
