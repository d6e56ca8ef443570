"""会商的公文: made when asked for, from what is known so far."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from collab_portal.lib.gongwen.document import Document
from rotation.documents import minutes, notice
from rotation.models import Consultation, DocumentNumber

Kind = DocumentNumber.Kind
COMPOSERS: dict[str, Callable[[Consultation, str, datetime], Document]] = {
    Kind.NOTICE: notice.compose,
    Kind.MINUTES: minutes.compose,
}


@dataclass(frozen=True)
class Paper:
    """A document that can be had, and its number if it has one."""

    kind: str
    label: str
    number: str


def papers(consultation: Consultation) -> Sequence[Paper]:
    """Minutes once it was held; one query."""
    kinds = [Kind.NOTICE, Kind.MINUTES] if consultation.status == "held" else [Kind.NOTICE]
    numbers = dict(consultation.document_numbers.values_list("kind", "number"))
    return [Paper(kind.value, str(kind.label), numbers.get(kind.value, "")) for kind in kinds]


def compose(paper: Paper, consultation: Consultation, now: datetime) -> Document:
    return COMPOSERS[paper.kind](consultation, paper.number, now)
