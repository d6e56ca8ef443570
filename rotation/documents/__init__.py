"""会商的公文: made when asked for, from what is known so far."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from collab_portal.lib import dates
from collab_portal.lib.gongwen.document import Document
from rotation.documents import minutes, notice, progress
from rotation.models import Consultation, DocumentNumber

Kind = DocumentNumber.Kind
COMPOSERS: dict[str, Callable[[Consultation, str, datetime], Document]] = {
    Kind.NOTICE: notice.compose,
    Kind.MINUTES: minutes.compose,
    Kind.REPORT: progress.compose,
}


@dataclass(frozen=True)
class Paper:
    """A document that can be had, and its number if it has one."""

    kind: str
    label: str
    number: str


def papers(consultation: Consultation, *, leads: bool) -> Sequence[Paper]:
    """Of a consultation read ``with_work``, for its lead or for others; no query.

    Minutes once it was held: for the lead at once, for others when they were sent round.
    """
    out = leads or getattr(consultation, "minutes_out", False)
    held = consultation.status == Consultation.Status.HELD
    kinds = [Kind.NOTICE, *([Kind.MINUTES] if held and out else []), Kind.REPORT]
    numbers = {row["kind"]: row["number"] for row in getattr(consultation, "numbers", ())}
    return [Paper(kind.value, str(kind.label), numbers.get(kind.value, "")) for kind in kinds]


def compose(paper: Paper, consultation: Consultation, now: datetime) -> Document:
    return COMPOSERS[paper.kind](consultation, paper.number, now)


def made_at(paper: Paper, consultation: Consultation, now: datetime) -> datetime:
    """The moment the file bears; of final minutes the day they became final: every copy is the same."""
    if paper.kind == Kind.MINUTES:
        final = consultation.minutes.filter(finished_on__isnull=False).first()
        if final is not None and final.finished_on is not None:
            return dates.start_of(final.finished_on)
    return now
