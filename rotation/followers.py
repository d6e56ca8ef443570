"""What moves with a new plan: the consultations of changed turns, and how many of their reminders."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from rotation.models import Consultation
from rotation.preview import Diff, Kind


class Follower(NamedTuple):
    """A consultation without a date follows its turn; ``reminders`` are its unsent rows."""

    consultation: Consultation
    kind: Kind
    reminders: int


def followers(meetings: Iterable[Any], diff: Diff) -> list[Follower]:
    """``meetings``: ``Consultation.objects.following(rotation)``, in order of date."""
    kinds = {
        (change.slot.cycle, change.slot.member): change.kind
        for change in diff.changes
        if change.kind in {Kind.MOVED, Kind.GONE}
    }
    return [
        Follower(row, kinds[key], row.unsent)
        for row in meetings
        if row.is_open and (key := (row.turn.cycle, row.turn.committee.slug)) in kinds
    ]
