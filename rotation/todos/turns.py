"""What a turn asks: that a consultation is convened in it, and that it is handed over."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse

from collab_portal.lib import dates
from collab_portal.lib.todos import Kind, Owed, Subject
from rotation.models import Consultation, Handover, Turn
from rotation.models.handover import EARLY
from rotation.models.turn import HANDOVER
from rotation.todos.spells import PLACE, SECTION


class Turns(Subject[Turn]):
    """定时 while nothing is convened in a turn that runs or is prepared; 交接 by both sides."""

    prefix, model, place, section = "turn", Turn, PLACE, SECTION
    kinds: ClassVar[Mapping[str, Kind]] = {"convene": Kind("定时"), "handover": Kind("交接")}
    parts = {Handover: lambda row: row.turn_id}

    def live(self) -> models.QuerySet[Turn]:
        later = Turn.objects.filter(
            rotation=OuterRef("rotation"), starts_on__gt=OuterRef("ends_on")
        ).order_by("starts_on")
        convened = Consultation.objects.filter(turn=OuterRef("pk")).exclude(status="cancelled")
        idle = Q(~Exists(convened), rotation__convenes=True)
        unsigned = Q(handover__outgoing_at=None) | Q(handover__incoming_at=None)
        rows = Turn.objects.annotate(
            idle=models.Case(models.When(idle, then=True), default=False),
            next_lead=Subquery(later.values("committee")[:1]),
            next_starts_on=Subquery(later.values("starts_on")[:1]),
        ).exclude(~Q(idle=True), Q(handover=None) | ~unsigned)
        return rows.select_related("rotation", "committee", "handover").order_by("pk")

    def owed(self, obj: Turn) -> Iterator[Owed]:
        row: Any = obj
        if row.idle:
            yield from _convening(row)
        handover = getattr(row, "handover", None)
        if handover is not None and row.next_lead not in {None, row.committee_id}:
            yield from _handing_over(row, handover)


def _convening(turn: Turn) -> Iterator[Owed]:
    name = "" if turn.rotation.is_basin else f"{turn.rotation.name}·"
    for committee in turn.leads:
        yield Owed(
            "convene",
            f"召集会商：{name}{turn.committee.short_name}任期",
            turn.get_absolute_url(),
            dates.start_of(turn.prepared_from),
            committee=committee,
            detail="任期内须召开一次会商",
            due_on=turn.ends_on,
            ends_at=dates.end_of(turn.ends_on),
        )


def _handing_over(turn: Any, handover: Handover) -> Iterator[Owed]:
    """The outgoing side in the last fourteen days of its term, or later; the incoming one in its own term."""
    said = "对方已签字，" if handover.is_signed_once else ""
    sides = (
        (handover.outgoing_at, turn.committee_id, max(turn.starts_on, turn.ends_on - EARLY)),
        (handover.incoming_at, turn.next_lead, turn.next_starts_on),
    )
    for signed_at, committee, day in sides:
        if signed_at is None:
            yield Owed(
                "handover",
                f"签字交接：{turn.committee.short_name}任期",
                reverse("rotation:handover", args=[turn.pk]),
                dates.start_of(day),
                committee=committee,
                detail=f"{said}核对交接清单后由双方各自签字",
                due_on=turn.ends_on + HANDOVER,
            )
