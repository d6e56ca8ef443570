"""Read API of the committees."""

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router

from collab_portal.lib.api import Problem, asked
from organizations.models import Committee
from organizations.tables import COMMITTEES

router = Router(tags=["工委"])


@router.get(
    "/committees",
    response={200: list[COMMITTEES.schema()], 422: Problem},  # type: ignore[misc]
    url_name="committees",
    summary="十九家工委",
)
def committees(request: HttpRequest) -> QuerySet[Committee]:
    asked(request, pages=False)
    return Committee.objects.order_by("position")


@router.get(
    "/committees/{slug}",
    response={200: COMMITTEES.schema(), 404: Problem, 422: Problem},
    url_name="committee",
    summary="一家工委",
)
def committee(request: HttpRequest, slug: str) -> Committee:
    asked(request, pages=False)
    return get_object_or_404(Committee, slug=slug.replace("\x00", ""))
