"""What a version of the minutes keeps for ever: the facts and decisions sent round, and who signed them.

Whoever composes the paper reads these words; from the moment it was sent, nothing else.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

from collab_portal.lib import dates
from organizations.models import Committee
from rotation.audience import attending, leads_of
from rotation.documents import phrases
from rotation.models import Consultation, ConsultationReply, Minutes, MinutesDecision, MinutesSignature


@dataclass(frozen=True)
class Facts:
    """Names are those on the day it was sent. ``rosters`` are (label, names), ``present`` (key, name);
    ``writer`` drafted the text that was sent.
    """

    title: str
    lead: str
    co_lead: str
    when: str
    rosters: Sequence[Sequence[str]]
    present: Sequence[tuple[int, str]]
    writer: str = ""

    def stored(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        return cls(**{**stored, "present": [(key, name) for key, name in stored["present"]]})

    @classmethod
    def of(cls, consultation: Consultation, writer: str = "") -> Self:
        """As things stand now. Three queries."""
        turn, present = consultation.turn, _present(consultation)
        return cls(
            title=phrases.named(consultation),
            lead=turn.committee.name,
            co_lead=turn.co_lead.name if turn.co_lead else "",
            when=phrases.when(consultation),
            rosters=_rosters(consultation, present),
            present=[(committee.pk, committee.name) for committee in present],
            writer=writer,
        )


@dataclass(frozen=True)
class Countersigned:
    """会签情况: a sentence, (committee, person, day, remark) for each that attended, objections in words."""

    summary: str
    rows: Sequence[Sequence[str]]
    objections: Sequence[str]

    def stored(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def of(cls, minutes: Minutes) -> Self:
        """As it stands now; committees are called what the version calls them."""
        names = dict(facts_of(minutes).present)
        said = {row.committee_id: row for row in minutes.parties.for_board()}
        found = [said[key] for key in names if key in said]
        signed = sum(row.is_signed for row in found)
        sent = dates.plain_date(dates.today(minutes.submitted_at)) if minutes.submitted_at else ""
        until = dates.plain_date(minutes.sign_by) if minutes.sign_by else ""
        return cls(
            f"纪要第{minutes.version}稿于{sent}送签，会签截止{until}。"
            f"参会工委{len(found)}家，已会签{signed}家。",
            list(_words(found, names)),
            list(_objections(found, names)),
        )


def facts_of(minutes: Minutes) -> Facts:
    """As sent; of a draft, as things stand."""
    return Facts.read(minutes.facts) if minutes.facts else Facts.of(minutes.consultation)


def countersigned(minutes: Minutes) -> Countersigned:
    """As it stood when the version became final, else as it stands."""
    return Countersigned(**minutes.countersigned) if minutes.countersigned else Countersigned.of(minutes)


def signers_of(minutes: Minutes) -> dict[int, str]:
    """Who countersigned for a committee, as the final version names them; empty while it goes round."""
    if not minutes.countersigned:
        return {}
    keys = [key for key, _ in facts_of(minutes).present]
    return {key: person for key, (_, person, *_) in zip(keys, countersigned(minutes).rows, strict=True)}


def decisions_of(minutes: Minutes | None, consultation: Consultation) -> list[MinutesDecision]:
    """As sent; of a draft, those that would be sent now."""
    if minutes is not None and not minutes.is_draft:
        return list(minutes.decisions.all())
    return [MinutesDecision.of(row) for row in consultation.resolutions.for_list().order_by("number")]


def _present(consultation: Consultation) -> list[Committee]:
    """The lead first, then in the order of the nineteen."""
    leads, found = leads_of(consultation), Committee.objects.in_bulk(attending(consultation))
    return sorted(found.values(), key=lambda row: (row.pk not in leads, row.position))


def _rosters(consultation: Consultation, present: Sequence[Committee]) -> list[tuple[str, str]]:
    """出席 as put on record, with the delegates of the valid replies; 请假 for who declined."""
    replies = consultation.replies.valid().select_related("committee").order_by("committee__position")
    said = {reply.committee_id: reply for reply in replies}
    came = [_attendant(committee, said.get(committee.pk)) for committee in present]
    away = [
        reply.committee.name
        for reply in said.values()
        if reply.answer == ConsultationReply.Answer.DECLINE and reply.committee not in present
    ]
    return [("出席", "；".join(came)), *([("请假", "、".join(away))] if away else [])]


def _attendant(committee: Committee, reply: ConsultationReply | None) -> str:
    people = "、".join(f"{name} {post}".strip() for name, post in reply.people) if reply else ""
    return f"{committee.name}（{people}）" if people else committee.name


def _words(found: Sequence[MinutesSignature], names: Mapping[int, str]) -> Iterator[Sequence[str]]:
    for said in found:
        name = names[said.committee_id]
        if said.signed_at is not None:
            day = dates.plain_date(dates.today(said.signed_at))
            yield name, str(said.signed_by), day, "逾期会签" if said.is_late else ""
        else:
            yield name, "", "", "异议已答复" if said.answer else "有异议" if said.objection else "未会签"


def _objections(found: Sequence[MinutesSignature], names: Mapping[int, str]) -> Iterator[str]:
    for said in found:
        if said.objected_at is None:
            continue
        day = dates.plain_date(dates.today(said.objected_at))
        yield f"{names[said.committee_id]}（{day}）：{_ended(said.objection)}"
        if said.answered_at is not None:
            yield f"答复（{dates.plain_date(dates.today(said.answered_at))}）：{_ended(said.answer)}"


def _ended(text: str) -> str:
    return text if text.endswith(("。", "！", "？")) else f"{text}。"
