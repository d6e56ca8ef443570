"""Names of consultations that say who leads: what is wrong with them after another lead came."""

from collections.abc import Iterable

from organizations.models import Committee
from rotation.models import Consultation, Turn


def former_leads(turn: int) -> list[Committee]:
    """Committees that were to lead this turn before, as its history knows. Two queries."""
    events = Turn.pgh_event_model.objects.filter(pgh_obj_id=turn)  # type: ignore[attr-defined]
    known = set(events.values_list("committee", flat=True))
    return list(Committee.objects.filter(pk__in=known).order_by("position"))


def renamed(consultation: Consultation, former: Iterable[Committee]) -> str:
    """The title with the present lead in place of one of ``former``; empty where it names none of them."""
    lead, title = consultation.turn.committee, consultation.title
    for committee in former:
        if committee.pk in consultation.turn.leads:
            continue
        title = title.replace(committee.name, lead.name).replace(committee.short_name, lead.short_name)
    return title[:120] if title != consultation.title else ""
