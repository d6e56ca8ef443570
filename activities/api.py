"""Read API of joint activities: what the list shows, to whom the list shows it."""

from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Router

from activities.filters import ActivityFilter
from activities.models import Activity
from activities.tables import ACTIVITIES
from collab_portal.lib.api import Problem, asked, listing, parameters
from collab_portal.lib.http import PortalRequest

router = Router(tags=["联合活动"])
LARGEST = 2**63 - 1


@router.get(
    "/activities",
    response={200: ACTIVITIES.page(), 422: Problem},
    url_name="activities",
    summary="联合活动列表",
    openapi_extra=parameters(ActivityFilter),
)
def activities(request: PortalRequest) -> dict[str, Any]:
    """The list page's own filter, under the same names."""
    chosen = ActivityFilter(request.GET)
    asked(request, chosen)
    return listing(request, chosen.apply(Activity.objects.visible_to(request.user)).for_list())


@router.get(
    "/activities/{pk}",
    response={200: ACTIVITIES.schema(), 404: Problem, 422: Problem},
    url_name="activity",
    summary="一项联合活动",
)
def activity(request: PortalRequest, pk: int) -> Activity:
    asked(request, pages=False)
    return get_object_or_404(Activity.objects.visible_to(request.user).for_list(), pk=min(pk, LARGEST))
