"""The column as Atom feeds: all of it, or what one committee, area, kind or question narrows it to.

Fifty pieces a page; an unchanged feed is not sent twice.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import urlencode
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import condition, require_safe

from collab_portal.lib import demo
from collab_portal.lib.html import strip_controls, with_site
from collab_portal.lib.search.asking import parse
from experience import search
from experience.forms import FeedFilters
from experience.models import Article
from experience.views.access import column_page

SIZE = 50
NAME, PORTAL = "他山之石", "长江流域机关党建协作平台"
SUBTITLE = "长江流域省（区、市）直机关工委的动态信息、经验做法、典型案例和理论研讨"


class PagedAtom(Atom1Feed):
    """Atom with the links of RFC 5005, so that a reader can walk back to the first piece.

    Ids are tags (RFC 4151): they stay when the portal moves to another name. Whole texts are ``<content>``.
    """

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        for rel in ("first", "previous", "next"):
            if self.feed.get(rel):
                handler.addQuickElement("link", "", {"rel": rel, "href": self.feed[rel]})

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


def _page(request: HttpRequest) -> int:
    """``?page=``, from 1; anything else is no page."""
    asked = request.GET.get("page", "1")
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 6 and int(asked)):
        raise Http404
    return int(asked)


def _filters(request: HttpRequest) -> FeedFilters:
    """What narrows the feed. What is not understood is no feed: no subscriber would see it said."""
    if hasattr(request, "feed_filters"):
        return request.feed_filters  # type: ignore[no-any-return]
    filters = FeedFilters(request.GET, now=timezone.now())
    if not filters.is_valid() or (filters.query and not parse(filters.query).terms):
        raise Http404
    request.feed_filters = filters  # type: ignore[attr-defined]
    return filters


def _rows(request: HttpRequest) -> Sequence[Article]:
    """The pieces of the page asked for, and one more if there is one; read once a request."""
    if not hasattr(request, "feed_rows"):
        filters, start, now = _filters(request), (_page(request) - 1) * SIZE, timezone.now()
        found = Article.objects.published(now)
        if filters.query:
            hits = search.newest(
                filters.query, request.user, now, filters.narrow("article__"), start, SIZE + 1
            )
            found, start = found.filter(pk__in=hits), 0
        else:
            found = found.filter(filters.narrow())
        newest = found.select_related("committee").order_by("-published_at", "-pk")
        request.feed_rows = list(newest[start : start + SIZE + 1])  # type: ignore[attr-defined]
    rows: Sequence[Article] = request.feed_rows  # type: ignore[attr-defined]
    return rows


def _changed(request: HttpRequest) -> datetime | None:
    """No earlier than the feed last changed, and never going back: also when a piece left it since.

    Only what readers have or had counts: work on other pieces is nobody's business.
    """
    known = Article.objects.published(timezone.now()) | Article.objects.retracted()
    touched = known.aggregate(at=Max("updated_at"))["at"]
    return max((moment for moment in (touched, *_dates(_rows(request)[:1])) if moment), default=None)


def _dates(rows: Sequence[Article]) -> list[datetime]:
    return [row.published_at for row in rows if row.published_at]


def _tag(request: HttpRequest) -> str:
    """What the page says: which pieces, each in which version."""
    rows = [(row.pk, row.version, row.updated_at, row.published_at) for row in _rows(request)]
    said = f"{_address(request, _page(request))} {rows}{demo.mark()}"
    return f'"{hashlib.sha256(said.encode()).hexdigest()[:24]}"'


def _address(request: HttpRequest, page: int) -> str:
    query = urlencode(_filters(request).said | ({"page": str(page)} if page > 1 else {}))
    return f"{settings.SITE_URL}{reverse('experience:feed')}{f'?{query}' if query else ''}"


def _identity(what: str) -> str:
    """An address that is a name, not a place (RFC 4151): it stays when the portal moves to another host."""
    return f"tag:{settings.FEED_DOMAIN},2026:{what}"


def _add(atom: PagedAtom, article: Article) -> None:
    link = f"{settings.SITE_URL}{article.get_absolute_url()}"
    atom.add_item(
        title=strip_controls(article.title),
        link=link,
        unique_id=_identity(f"article/{article.pk}"),
        description=None,  # type: ignore[arg-type]  # the stubs know no entry without a summary
        content=with_site(strip_controls(article.body), settings.SITE_URL),
        author_name=strip_controls(f"{article.author_name}（{article.committee.name}）"),
        categories=[
            article.get_kind_display(),
            article.get_area_display(),
            article.committee.short_name,
        ],
        pubdate=article.published_at,
        updateddate=max([article.updated_at, *_dates([article])]),
        item_copyright=strip_controls(article.source_note),
    )


@csrf_exempt
@require_safe
@column_page
@condition(etag_func=_tag, last_modified_func=_changed)
def feed(request: HttpRequest) -> HttpResponse:
    page, rows, filters = _page(request), _rows(request), _filters(request)
    query = urlencode(filters.said)
    atom = PagedAtom(
        title=demo.titled(" · ".join([NAME, *filters.labels, PORTAL])),
        link=f"{settings.SITE_URL}{reverse('experience:list')}{f'?{query}' if query else ''}",
        description=SUBTITLE,
        subtitle=SUBTITLE,
        language="zh-CN",
        author_name=PORTAL,
        feed_url=_address(request, page),
        feed_guid=_identity(f"experience{f'?{query}' if query else ''}"),
        first=_address(request, 1),
        previous=_address(request, page - 1) if page > 1 else "",
        next=_address(request, page + 1) if len(rows) > SIZE else "",
    )
    for article in rows[:SIZE]:
        _add(atom, article)
    return HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)
