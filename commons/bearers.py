"""What bears labels: apps above say how much of theirs does, and let it pass to another label."""

from collections.abc import Callable
from dataclasses import dataclass

from collab_portal.lib import portal
from commons.models import Honour, Label


@dataclass(frozen=True)
class Bearer:
    """``move(label, into)`` and ``renamed(label)`` run within the verbs that merge and rename."""

    place: int
    noun: str
    count: Callable[[Label], int]
    move: Callable[[Label, Label], object]
    renamed: Callable[[Label], object] = lambda _label: None


def bearers() -> list[Bearer]:
    return sorted(portal.every(Bearer), key=lambda one: one.place)


def counted(label: Label) -> list[tuple[str, int]]:
    """How much of each kind bears it; one query a kind."""
    return [(one.noun, one.count(label)) for one in bearers()]


def _move_honours(label: Label, into: Label) -> int:
    return Honour.objects.filter(label=label).update(label=into)


HONOURS = Bearer(3, "荣誉", lambda label: Honour.objects.filter(label=label).count(), _move_honours)
