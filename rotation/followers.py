"""What moves with a new plan: the consultations of changed turns, and how many of their reminders."""

from collections import Counter
from typing import NamedTuple

from notifications.models import Delivery
from rotation.models import Consultation, Rotation
from rotation.preview import Diff, Kind


class Follower(NamedTuple):
    """A consultation without a date follows its turn; ``reminders`` are its unsent rows."""

    consultation: Consultation
    kind: Kind
    reminders: int


def followers(rotation: Rotation, diff: Diff) -> list[Follower]:
    """In two queries, in order of date."""
    kinds = {
        (change.slot.cycle, change.slot.member): change.kind
        for change in diff.changes
        if change.kind in {Kind.MOVED, Kind.GONE}
    }
    consultations = Consultation.objects.open().filter(turn__rotation=rotation).for_page()
    rows = [
        (row, kinds[key])
        for row in consultations.order_by("turn__starts_on", "pk")
        if (key := (row.turn.cycle, row.turn.committee.slug)) in kinds
    ]
    topics = [row.topic for row, _ in rows]
    unsent = Delivery.objects.filter(topic__in=topics, status=Delivery.Status.PENDING)
    counts = Counter(unsent.values_list("topic", flat=True)) if topics else Counter()
    return [Follower(row, kind, counts[row.topic]) for row, kind in rows]
