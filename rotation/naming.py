"""Names of consultations that say who leads: what is wrong with them after another lead came."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from rotation.models import Consultation, Turn


class Former(NamedTuple):
    """A committee that was to lead the turn before."""

    pk: int
    name: str
    short_name: str


def former_leads(turn: int) -> list[Former]:
    """As the turn's history knows them. One query."""
    events = Turn.pgh_event_model.objects.filter(pgh_obj_id=turn).order_by()  # type: ignore[attr-defined]
    rows: Any = events.values_list("committee", "committee__name", "committee__short_name").distinct()
    return [Former(*row) for row in rows]


def renamed(consultation: Consultation, former: Iterable[Former]) -> str:
    """The title with the present lead in place of one of ``former``; empty where it names none of them."""
    lead, title = consultation.turn.committee, consultation.title
    for committee in former:
        if committee.pk in consultation.turn.leads:
            continue
        title = title.replace(committee.name, lead.name).replace(committee.short_name, lead.short_name)
    return title[:120] if title != consultation.title else ""
