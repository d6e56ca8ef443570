"""The column as an Atom feed: all of it, fifty pieces a page; an unchanged feed is not sent twice."""

import hashlib
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import condition, require_safe

from collab_portal.lib.html import strip_controls
from experience.models import Article
from experience.views.access import column_page

SIZE = 50
TITLE = "他山之石 · 长江流域机关党建协作平台"
SUBTITLE = "长江流域省（区、市）直机关工委的动态信息、经验做法、典型案例和理论研讨"


class PagedAtom(Atom1Feed):
    """Atom with the links of RFC 5005, so that a reader can walk back to the first piece."""

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        for rel in ("first", "previous", "next"):
            if self.feed.get(rel):
                handler.addQuickElement("link", "", {"rel": rel, "href": self.feed[rel]})


def _page(request: HttpRequest) -> int:
    """``?page=``, from 1; anything else is no page."""
    asked = request.GET.get("page", "1")
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 6 and int(asked)):
        raise Http404
    return int(asked)


def _changed(request: HttpRequest) -> datetime | None:
    """When the feed last changed: a piece was issued, corrected or withdrawn, or its hour came."""
    settled = Article.objects.filter(status__in=[Article.Status.ISSUED, Article.Status.WITHDRAWN])
    edited = settled.aggregate(at=Max("updated_at"))["at"]
    newest = Article.objects.published(timezone.now()).aggregate(at=Max("published_at"))["at"]
    return max((moment for moment in (edited, newest) if moment), default=None)


def _tag(request: HttpRequest) -> str:
    return f'"{hashlib.sha256(f"{_changed(request)} {_page(request)}".encode()).hexdigest()[:24]}"'


def _address(page: int) -> str:
    query = f"?page={page}" if page > 1 else ""
    return f"{settings.SITE_URL}{reverse('experience:feed')}{query}"


def _add(atom: PagedAtom, article: Article) -> None:
    link = f"{settings.SITE_URL}{article.get_absolute_url()}"
    dates = [article.updated_at, article.published_at]
    atom.add_item(
        title=strip_controls(article.title),
        link=link,
        unique_id=link,
        description=strip_controls(article.body),
        author_name=strip_controls(f"{article.author_name}（{article.committee.name}）"),
        categories=[
            article.get_kind_display(),
            article.get_area_display(),
            article.committee.short_name,
        ],
        pubdate=article.published_at,
        updateddate=max(moment for moment in dates if moment),
        item_copyright=strip_controls(article.source_note),
    )


@column_page
@require_safe
@condition(etag_func=_tag, last_modified_func=_changed)
def feed(request: HttpRequest) -> HttpResponse:
    page = _page(request)
    start = (page - 1) * SIZE
    published = Article.objects.published(timezone.now()).select_related("committee")
    rows = list(published.order_by("-published_at", "-pk")[start : start + SIZE + 1])
    atom = PagedAtom(
        title=TITLE,
        link=f"{settings.SITE_URL}{reverse('experience:list')}",
        description=SUBTITLE,
        subtitle=SUBTITLE,
        language="zh-CN",
        feed_url=_address(page),
        first=_address(1),
        previous=_address(page - 1) if page > 1 else "",
        next=_address(page + 1) if len(rows) > SIZE else "",
    )
    for article in rows[:SIZE]:
        _add(atom, article)
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)
