"""Two meetings in one hour: which other consultation takes some of the same committees away."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from rotation.audience import members_of
from rotation.models import Consultation

Span = tuple[datetime, datetime]


class Clash(NamedTuple):
    """The other consultation, and how many committees are asked to both."""

    other: Consultation
    shared: int


def clashes(consultation: Consultation, spans: Iterable[Span]) -> dict[Span, list[Clash]]:
    """For each span what else is fixed within it. One query, and one more for each meeting that overlaps."""
    spans = list(spans)
    if not spans:
        return {}
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    near = Consultation.objects.filter(status="scheduled", starts_at__lt=last, ends_at__gt=first)
    found = []
    for row in near.exclude(pk=consultation.pk).for_page().order_by("starts_at", "pk"):
        if any(_overlap(row, span) for span in spans):
            shared = len(set(members_of(row)) & set(members_of(consultation)))
            found += [Clash(row, shared)] if shared else []
    return {span: [clash for clash in found if _overlap(clash.other, span)] for span in spans}


def _overlap(row: Consultation, span: Span) -> bool:
    start, end = span
    return (
        row.starts_at is not None and row.ends_at is not None and row.starts_at < end and row.ends_at > start
    )
