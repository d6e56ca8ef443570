"""Who leads when, who belongs, and which days and rules count decides what many other things ask of whom."""

from django.db.models import QuerySet

from collab_portal.lib.verbs import touch
from rotation.models import Consultation, Resolution, Swap, Turn
from todos.operations import chase_anew


def touch_plan(rotation: int) -> None:
    """All that hangs on its turns and members: meetings, decisions, handovers, swaps. Four queries."""
    meetings = Consultation.objects.unfinished().filter(turn__rotation=rotation)
    swaps = Swap.objects.awaiting_answer().filter(rotation=rotation)
    touch(*meetings, *swaps, *decisions_of(rotation), *Turn.objects.filter(rotation=rotation))


def decisions_of(rotation: int) -> QuerySet[Resolution]:
    """Those open: once overdue they are reported to whoever leads by then."""
    return Resolution.objects.open().filter(consultation__turn__rotation=rotation)


def touch_all() -> None:
    """After a change of the rules, the working days or of people. Open consultations are few: one a turn."""
    meetings = Consultation.objects.unfinished()
    touch(*meetings, *Resolution.objects.open(), *Swap.objects.awaiting_answer())
    chase_anew()
