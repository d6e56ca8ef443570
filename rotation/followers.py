"""What moves with a new plan: the consultations of changed turns, their reminders, and what hangs on them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from organizations.models import Committee
from rotation.models import Consultation
from rotation.operations.hanging import Hanging
from rotation.preview import Change, Diff, Kind


class Follower(NamedTuple):
    """A consultation without a date follows its turn; ``reminders`` are its unsent rows.

    ``owners``: the committees whose topics or votes are concerned. ``ends_poll``: none of the times asked for
    lies in the new term.
    """

    consultation: Consultation
    kind: Kind
    reminders: int
    hangs: Hanging
    owners: Sequence[Committee]
    ends_poll: bool


def followers(meetings: Iterable[Any], diff: Diff, committees: Mapping[str, Committee]) -> list[Follower]:
    """``meetings``: ``Consultation.objects.following(rotation)``, in order of date; no query."""
    changes = {
        (change.slot.cycle, change.slot.member): change
        for change in diff.changes
        if change.kind in {Kind.MOVED, Kind.GONE}
    }
    return [
        _follower(row, changes[key], committees)
        for row in meetings
        if row.is_open and (key := (row.turn.cycle, row.turn.committee.slug)) in changes
    ]


def _follower(row: Any, change: Change, committees: Mapping[str, Committee]) -> Follower:
    hangs, after = Hanging.of(row), change.after
    fits = after is not None and any(after.start <= day <= after.end for day in row.poll_days)
    owners = [committee for committee in committees.values() if committee.pk in hangs.committees]
    return Follower(row, change.kind, row.unsent, hangs, owners, bool(row.poll_days) and not fits)
