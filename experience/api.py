"""Read API of the column: what is published."""

from datetime import date, datetime
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema

from collab_portal.lib.api import Listing, Problem, listing
from collab_portal.lib.http import PortalRequest
from experience.models import Article

router = Router(tags=["他山之石"])
LARGEST = 2**63 - 1


class ArticleOut(Schema):
    id: int
    title: str
    kind: str
    area: str
    committee: str
    author_name: str
    summary: str
    source_title: str
    source_site: str
    source_date: date | None
    published_at: datetime

    @staticmethod
    def resolve_committee(article: Any) -> str:
        return str(article.committee.slug)


class ArticleWithText(ArticleOut):
    body: str


class ArticlePage(Listing):
    items: list[ArticleOut]


@router.get("/articles", response=ArticlePage, url_name="articles", summary="已刊发文章")
def articles(request: PortalRequest, after: str = "", before: str = "") -> dict[str, Any]:
    return listing(request, Article.objects.published(timezone.now()).for_list())


@router.get(
    "/articles/{pk}", response={200: ArticleWithText, 404: Problem}, url_name="article", summary="一篇文章"
)
def article(request: PortalRequest, pk: int) -> Article:
    published = Article.objects.published(timezone.now()).select_related("committee")
    return get_object_or_404(published, pk=min(pk, LARGEST))
