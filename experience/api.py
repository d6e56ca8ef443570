"""Read API of the column: what is published."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router
from pydantic import create_model

from collab_portal.lib.api import Problem, asked, listing, parameters
from collab_portal.lib.http import PortalRequest
from collab_portal.lib.search.listing import found
from experience.forms import Filters
from experience.models import Article, SearchDocument
from experience.tables import ARTICLES

router = Router(tags=["他山之石"])
LARGEST = 2**63 - 1
WITH_TEXT = create_model("ArticleWithText", __base__=ARTICLES.schema(), body=(str, ...))


@router.get(
    "/articles",
    response={200: ARTICLES.page(), 422: Problem},
    url_name="articles",
    summary="已刊发文章",
    openapi_extra=parameters(Filters),
)
def articles(request: PortalRequest) -> dict[str, Any]:
    """The list page's own filter, under the same names; a search gives the newest hits first."""
    now = timezone.now()
    chosen = Filters(request.GET, now=now)
    asked(request, chosen)
    rows = Article.objects.published(now).filter(chosen.narrow())
    if chosen.query:
        rows = rows.filter(pk__in=found(SearchDocument.objects.all(), chosen.query).order_by().values("pk"))
    return listing(request, rows.for_list())


@router.get(
    "/articles/{pk}",
    response={200: WITH_TEXT, 404: Problem, 422: Problem},
    url_name="article",
    summary="一篇文章",
)
def article(request: PortalRequest, pk: int) -> Article:
    asked(request, pages=False)
    published = Article.objects.published(timezone.now()).select_related("committee")
    return get_object_or_404(published, pk=min(pk, LARGEST))
