"""Who leads when, and who belongs, decides what many other things ask of whom."""

from collab_portal.lib.verbs import touch
from rotation.models import Consultation, Swap, Turn


def touch_plan(rotation: int) -> None:
    """All that hangs on a rotation's turns and members: meetings, handovers, swaps. Three queries."""
    meetings = Consultation.objects.unfinished().filter(turn__rotation=rotation)
    swaps = Swap.objects.pending().filter(rotation=rotation)
    touch(*meetings, *swaps, *Turn.objects.filter(rotation=rotation))
