"""Read API of the rotation: who leads when, and the consultations."""

from datetime import date, datetime
from typing import Any

from ninja import Router, Schema

from collab_portal.lib.api import Listing, listing
from collab_portal.lib.http import PortalRequest
from rotation.models import Consultation, Turn

router = Router(tags=["轮值会商"])


class TurnOut(Schema):
    id: int
    committee: str
    cycle: int
    starts_on: date
    ends_on: date

    @staticmethod
    def resolve_committee(turn: Any) -> str:
        return str(turn.committee.slug)


class TurnPage(Listing):
    items: list[TurnOut]


class ConsultationOut(Schema):
    id: int
    title: str
    status: str
    starts_at: datetime | None
    ends_at: datetime | None
    place: str
    revision: int


class ConsultationPage(Listing):
    items: list[ConsultationOut]


@router.get("/turns", response=TurnPage, url_name="turns", summary="轮值任期")
def turns(request: PortalRequest, after: str = "", before: str = "") -> dict[str, Any]:
    return listing(request, Turn.objects.visible_to(request.user).for_list())


@router.get("/consultations", response=ConsultationPage, url_name="consultations", summary="会商")
def consultations(request: PortalRequest, after: str = "", before: str = "") -> dict[str, Any]:
    return listing(request, Consultation.objects.visible_to(request.user).order_by("-pk"))
