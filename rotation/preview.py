"""What a new plan would change in what is stored: pure comparison, shown before anything is saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import NamedTuple

from rotation.planning import Slot


class Kind(Enum):
    """``value`` is the word people read."""

    PAST = "不变（已开始）"
    BEFORE = "不变（在起始日期之前）"
    KEPT = "不变"
    MOVED = "改期"
    NEW = "新增"
    GONE = "撤销"


class Change(NamedTuple):
    kind: Kind
    before: Slot | None
    after: Slot | None

    @property
    def slot(self) -> Slot:
        """The turn as it will be, or as it was when it goes."""
        slot = self.after or self.before
        if slot is None:
            raise ValueError("a change has at least one side")
        return slot


@dataclass(frozen=True)
class Diff:
    """``fixed`` turns come first and are untouched."""

    changes: Sequence[Change]

    def of(self, kind: Kind) -> list[Change]:
        return [change for change in self.changes if change.kind is kind]

    @property
    def changed(self) -> bool:
        return any(change.kind in {Kind.MOVED, Kind.NEW, Kind.GONE} for change in self.changes)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many of each kind, for the summary line."""
        return [(kind.value, len(self.of(kind))) for kind in Kind if self.of(kind)]


def compare(fixed: Sequence[Slot], stored: Sequence[Slot], planned: Sequence[Slot], *, today: date) -> Diff:
    """``fixed`` stays; ``stored`` (the rest of what is there) gives way to ``planned``.

    What stays has begun by ``today``, or lies before the first day of the new plan.

    A turn is the same turn when the same member leads in the same cycle, so it keeps its page,
    its consultations and its place in people's calendars when its dates move.
    """
    before = {(slot.cycle, slot.member): slot for slot in stored}
    after = {(slot.cycle, slot.member) for slot in planned}
    changes = [Change(Kind.PAST if slot.start <= today else Kind.BEFORE, slot, slot) for slot in fixed]
    for slot in planned:
        old = before.get((slot.cycle, slot.member))
        kind = Kind.NEW if old is None else Kind.KEPT if old == slot else Kind.MOVED
        changes.append(Change(kind, old, slot))
    gone = [Change(Kind.GONE, slot, None) for slot in stored if (slot.cycle, slot.member) not in after]
    return Diff([*changes, *gone])
