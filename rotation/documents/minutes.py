"""会商纪要: the text in force, what was decided, who came; and, once sent round, who countersigned it."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings

from collab_portal.lib import dates
from collab_portal.lib.gongwen.blocks import Block, Paragraph, Run, paragraph
from collab_portal.lib.gongwen.document import Annex, Document, imprint
from collab_portal.lib.gongwen.richtext import blocks
from collab_portal.lib.gongwen.text import lines
from organizations.models import Committee
from rotation.audience import attending, leads_of
from rotation.documents import countersigning, phrases
from rotation.models import Consultation, ConsultationReply, Minutes, Resolution


def compose(consultation: Consultation, number: str, now: datetime) -> Document:
    """In the form of minutes (§10.3): a red head of their own, the attendance below, no signature.

    A draft is here for whoever may have the document at all: until it is sent round, that is the lead.
    """
    minutes = consultation.minutes.in_force().first() or consultation.minutes.drafts().first()
    present = _present(consultation)
    day = consultation.held_on
    return Document(
        title=f"{phrases.named(consultation)}纪要",
        head=phrases.head(consultation, number, "会商纪要"),
        subtitle=_state(minutes, consultation),
        body=tuple(_body(consultation, minutes)),
        rosters=_rosters(consultation, present),
        annexes=_annexes(minutes, present),
        imprint=imprint(
            phrases.EVERYBODY,
            consultation.turn.committee.name,
            dates.plain_date(dates.today(now)) if day else phrases.BLANK_DAY,
        ),
    )


def _present(consultation: Consultation) -> list[Committee]:
    """The lead first, then in the order of the nineteen."""
    leads, found = leads_of(consultation), Committee.objects.in_bulk(attending(consultation))
    return sorted(found.values(), key=lambda row: (row.pk not in leads, row.position))


def _state(minutes: Minutes | None, consultation: Consultation) -> str:
    """What stands below the title until the text is final."""
    if minutes is None:
        return "（尚未起草）"
    if minutes.is_draft:
        return f"（第{minutes.version}稿，未送签）"
    return "" if minutes.signed_at or consultation.closed_at else f"（第{minutes.version}稿，会签中）"


def _body(consultation: Consultation, minutes: Minutes | None) -> Iterator[Block]:
    turn = consultation.turn
    co_lead = f"、{turn.co_lead.name}" if turn.co_lead else ""
    yield paragraph(
        f"{phrases.when(consultation)}，{turn.committee.name}{co_lead}牵头召开{phrases.named(consultation)}。"
    )
    if minutes is not None:
        yield from blocks(str(minutes.body), settings.SITE_URL)
    else:
        yield paragraph("会商议程", "heading1")
        for line in lines(consultation.agenda) or [f"{phrases.UNKNOWN}。"]:
            yield paragraph(line)
    decided = list(consultation.resolutions.for_list().order_by("number"))
    if decided:
        yield paragraph("议定事项", "heading1")
        yield from (_decided(resolution) for resolution in decided)


def _decided(resolution: Resolution) -> Paragraph:
    """One paragraph: what, in bold, then its details and who does it until when."""
    what = f"{resolution.number}. {resolution.title.rstrip('。')}。"
    body = f"{' '.join(lines(resolution.body)).rstrip('。')}。" if resolution.body.strip() else ""
    until = f"完成期限：{dates.plain_date(resolution.due_on)}。"
    return Paragraph((Run(what, bold=True), Run(f"{body}{phrases.owners(resolution)}{until}")))


def _annexes(minutes: Minutes | None, present: list[Committee]) -> tuple[Annex, ...]:
    sent = minutes is not None and not minutes.is_draft
    return (countersigning.annex(minutes, present),) if minutes is not None and sent else ()


def _rosters(consultation: Consultation, present: list[Committee]) -> tuple[tuple[str, str], ...]:
    """出席 as put on record, with the delegates of the valid replies; 请假 for who declined."""
    replies = consultation.replies.valid().select_related("committee").order_by("committee__position")
    said = {reply.committee_id: reply for reply in replies}
    came = [_attendant(committee, said.get(committee.pk)) for committee in present]
    away = [
        reply.committee.name
        for reply in said.values()
        if reply.answer == ConsultationReply.Answer.DECLINE and reply.committee not in present
    ]
    return (("出席", "；".join(came)), *((("请假", "、".join(away)),) if away else ()))


def _attendant(committee: Committee, reply: ConsultationReply | None) -> str:
    people = "、".join(f"{name} {post}".strip() for name, post in reply.people) if reply else ""
    return f"{committee.name}（{people}）" if people else committee.name
