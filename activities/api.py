"""Read API of joint activities: what the list shows, to whom the list shows it."""

from datetime import date, datetime
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from activities.filters import ActivityFilter
from activities.models import Activity
from collab_portal.lib.api import Listing, Problem, asked, listing, parameters
from collab_portal.lib.http import PortalRequest

router = Router(tags=["联合活动"])
LARGEST = 2**63 - 1


class PartyOut(Schema):
    committee: str
    role: str
    headcount: int | None
    confirmed: bool

    @staticmethod
    def resolve_committee(party: Any) -> str:
        return str(party.committee.slug)

    @staticmethod
    def resolve_confirmed(party: Any) -> bool:
        return bool(party.is_signed)


class LabelOut(Schema):
    id: int
    kind: str
    name: str

    @staticmethod
    def resolve_id(tag: Any) -> int:
        return int(tag.pk)


class ActivityOut(Schema):
    id: int
    title: str
    kind: str
    area: str
    mode: str
    status: str
    held_on: date
    ended_on: date
    place: str
    labels: list[LabelOut]
    updated_at: datetime
    parties: list[PartyOut]

    @staticmethod
    def resolve_labels(activity: Any) -> Any:
        return activity.tags


class ActivityPage(Listing):
    items: list[ActivityOut]


@router.get(
    "/activities",
    response={200: ActivityPage, 422: Problem},
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
    response={200: ActivityOut, 404: Problem, 422: Problem},
    url_name="activity",
    summary="一项联合活动",
)
def activity(request: PortalRequest, pk: int) -> Activity:
    asked(request, pages=False)
    return get_object_or_404(Activity.objects.visible_to(request.user).for_list(), pk=min(pk, LARGEST))
