"""会商纪要: text, decisions and attendance as they were sent round, and who countersigned them."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.conf import settings

from collab_portal.lib import dates
from collab_portal.lib.gongwen.blocks import Block, Paragraph, Run, paragraph
from collab_portal.lib.gongwen.document import Document, Head, imprint
from collab_portal.lib.gongwen.richtext import blocks
from collab_portal.lib.gongwen.text import lines
from rotation.documents import countersigning, phrases
from rotation.documents.frozen import Facts, countersigned, decisions_of, facts_of
from rotation.models import Consultation, Minutes, MinutesDecision


def compose(consultation: Consultation, number: str, now: datetime) -> Document:
    """In the form of minutes (§10.3): a red head of their own, the attendance below, no signature.

    A draft is here for whoever may have the document at all: until it is sent round, that is the lead. What
    was sent round reads what it keeps, so that the paper of signed minutes is the same at any ``now``.
    """
    minutes = consultation.minutes.in_force().first() or consultation.minutes.drafts().first()
    facts = facts_of(minutes) if minutes is not None and minutes.facts else Facts.of(consultation)
    sent = minutes is not None and not minutes.is_draft
    return Document(
        title=f"{facts.title}纪要",
        head=Head(f"{facts.lead}会商纪要", number or phrases.BLANK_NUMBER),
        subtitle=_state(minutes),
        body=tuple(_body(consultation, facts, minutes)),
        rosters=tuple((label, names) for label, names in facts.rosters),
        annexes=(countersigning.annex(countersigned(minutes)),) if minutes is not None and sent else (),
        imprint=imprint(phrases.EVERYBODY, facts.lead, _printed(minutes)),
    )


def _state(minutes: Minutes | None) -> str:
    """What stands below the title until the text is final."""
    if minutes is None:
        return "（尚未起草）"
    if minutes.is_draft:
        return f"（第{minutes.version}稿，未送签）"
    return "" if minutes.finished_on else f"（第{minutes.version}稿，会签中）"


def _printed(minutes: Minutes | None) -> str:
    """The day it became final: that of the last signature, or of the conclusion without all of them."""
    finished = minutes.finished_on if minutes is not None else None
    return dates.plain_date(finished) if finished else phrases.BLANK_DAY


def _body(consultation: Consultation, facts: Facts, minutes: Minutes | None) -> Iterator[Block]:
    co_lead = f"、{facts.co_lead}" if facts.co_lead else ""
    yield paragraph(f"{facts.when}，{facts.lead}{co_lead}牵头召开{facts.title}。")
    if minutes is not None:
        yield from blocks(str(minutes.body), settings.SITE_URL)
    else:
        yield paragraph("会商议程", "heading1")
        for line in lines(consultation.agenda) or [f"{phrases.UNKNOWN}。"]:
            yield paragraph(line)
    yield from _decided(decisions_of(minutes, consultation))


def _decided(decisions: Sequence[MinutesDecision]) -> Iterator[Paragraph]:
    """One paragraph each: what, in bold, then its details and who does it until when."""
    if decisions:
        yield paragraph("议定事项", "heading1")
    for decision in decisions:
        what = f"{decision.number}. {decision.title.rstrip('。')}。"
        body = f"{' '.join(lines(decision.body)).rstrip('。')}。" if decision.body.strip() else ""
        owners = phrases.who(decision.main_owner, decision.other_owners)
        until = f"完成期限：{dates.plain_date(decision.due_on)}。"
        yield Paragraph((Run(what, bold=True), Run(f"{body}{owners}{until}")))
