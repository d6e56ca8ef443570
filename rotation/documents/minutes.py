"""会商纪要: who came, what was talked about."""

from collections.abc import Iterator
from datetime import datetime

from collab_portal.lib import dates
from collab_portal.lib.gongwen.blocks import Block, paragraph
from collab_portal.lib.gongwen.document import Document, Heading, imprint
from collab_portal.lib.gongwen.text import lines
from rotation.documents import phrases
from rotation.models import Consultation, ConsultationReply


def compose(consultation: Consultation, number: str, now: datetime) -> Document:
    """In the form of minutes (§10.3): a red head of their own, the attendance below, no signature."""
    day = consultation.held_on
    return Document(
        title=f"{phrases.named(consultation)}纪要",
        head=phrases.head(consultation, number, "会商纪要"),
        body=tuple(_body(consultation)),
        rosters=_rosters(consultation),
        imprint=imprint(
            phrases.EVERYBODY,
            consultation.turn.committee.name,
            dates.plain_date(dates.today(now)) if day else phrases.BLANK_DAY,
        ),
    )


def _body(consultation: Consultation) -> Iterator[Block | Heading]:
    turn = consultation.turn
    yield paragraph(
        f"{phrases.when(consultation)}，{turn.committee.name}牵头召开{phrases.named(consultation)}。"
    )
    yield Heading(1, "会商议程")
    for line in lines(consultation.agenda) or [f"{phrases.UNKNOWN}。"]:
        yield paragraph(line)


def _rosters(consultation: Consultation) -> tuple[tuple[str, str], ...]:
    """出席 with the delegates named, 请假 for who declined: as the valid replies say."""
    came, away = [consultation.turn.committee.name], []
    for reply in consultation.replies.valid().select_related("committee").order_by("committee__position"):
        who = f"{reply.committee.name}{f'（{reply.delegates}）' if reply.delegates else ''}"
        if reply.committee_id == consultation.turn.committee_id:
            came[0] = who
        elif reply.answer == ConsultationReply.Answer.ATTEND:
            came.append(who)
        else:
            away.append(reply.committee.name)
    return (("出席", "；".join(came)), *((("请假", "、".join(away)),) if away else ()))
