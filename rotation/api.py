"""Read API of the rotation: who leads when, and the consultations."""

from typing import Any

from ninja import Router

from collab_portal.lib import dates
from collab_portal.lib.api import Problem, asked, listing, parameters
from collab_portal.lib.http import PortalRequest
from rotation.filters import TurnFilter
from rotation.models import Consultation, Turn
from rotation.tables import CONSULTATIONS, TURNS

router = Router(tags=["轮值会商"])


@router.get(
    "/turns",
    response={200: TURNS.page(), 422: Problem},
    url_name="turns",
    summary="轮值任期",
    openapi_extra=parameters(TurnFilter),
)
def turns(request: PortalRequest) -> dict[str, Any]:
    """The list page's own filter, under the same names; without a rotation, the turns of all."""
    chosen = TurnFilter(request.GET)
    asked(request, chosen)
    rows = Turn.objects.visible_to(request.user)
    if rotation := chosen.cleaned_data["rotation"]:
        rows = rows.of_rotation(rotation.slug)
    return listing(request, rows.chosen(chosen.cleaned_data, dates.today()).for_list())


@router.get(
    "/consultations",
    response={200: CONSULTATIONS.page(), 422: Problem},
    url_name="consultations",
    summary="会商",
    openapi_extra=parameters(),
)
def consultations(request: PortalRequest) -> dict[str, Any]:
    asked(request)
    return listing(request, Consultation.objects.visible_to(request.user).order_by("-pk"))
