"""A pairing's life as the stepper shows it, and where each side stands."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from collab_portal.lib.dates import chinese_date
from collab_portal.lib.steps import Step
from organizations.models import Branch, Pairing, PairingTerm

TONES = {
    Pairing.Status.PROPOSED: "now",
    Pairing.Status.ACTIVE: "done",
    Pairing.Status.ENDED: "muted",
    Pairing.Status.DECLINED: "red",
    Pairing.Status.WITHDRAWN: "muted",
}


@dataclass(frozen=True)
class Side:
    """One of the two: its branch, whom to call, and whether it has signed the first agreement."""

    branch: Branch
    contact: str
    phone: str
    label: str
    tone: str
    signed_at: datetime | None
    signed_by: User | None


def sides(pairing: Pairing, first_term: PairingTerm) -> list[Side]:
    """Both sides in their stored order; the proposer has signed by proposing."""
    proposer, found = first_term.proposer_id, []
    rows = (
        (pairing.first, pairing.first_contact, pairing.first_phone),
        (pairing.second, pairing.second_contact, pairing.second_phone),
    )
    for branch, contact, phone in rows:
        asked = branch.committee_id != proposer
        status = PairingTerm.Status(first_term.status) if asked else PairingTerm.Status.AGREED
        label, tone = ANSWERS[status]
        when = first_term.answered_at if asked else first_term.proposed_at
        who = first_term.answered_by if asked else first_term.proposed_by
        found.append(Side(branch, contact, phone, label, tone, when, who))
    return found


ANSWERS = {
    PairingTerm.Status.PROPOSED: ("待答复", "now"),
    PairingTerm.Status.AGREED: ("已确认", "done"),
    PairingTerm.Status.DECLINED: ("已谢绝", "red"),
    PairingTerm.Status.WITHDRAWN: ("未答复", "muted"),
}


def steps(pairing: Pairing, terms: list[PairingTerm]) -> list[Step]:
    """发起 → 对方确认 → 共建 → 结束, with date and person."""
    first = terms[0]
    begun = Step("发起", "done", first.proposed_at, f"{first.proposer.short_name} {first.proposed_by}")
    answerer = str(first.answered_by or "")
    if pairing.status == Pairing.Status.PROPOSED:
        return [begun, Step("对方确认", "now"), Step("结对共建", "next"), Step("结束", "next")]
    if pairing.status in {Pairing.Status.DECLINED, Pairing.Status.WITHDRAWN}:
        return [begun, Step(pairing.get_status_display(), "stopped", first.answered_at, answerer)]
    agreed = Step("双方确认", "done", first.answered_at, answerer)
    if pairing.status == Pairing.Status.ACTIVE:
        return [begun, agreed, Step("结对共建", "now", None, _term_words(terms)), Step("结束", "next")]
    ended = f"{chinese_date(pairing.ended_on)} {pairing.ended_by or ''}" if pairing.ended_on else ""
    return [
        begun,
        agreed,
        Step("结对共建", "done", None, _term_words(terms)),
        Step("结束", "done", None, ended),
    ]


def _term_words(terms: list[PairingTerm]) -> str:
    agreed = [term for term in terms if term.status == PairingTerm.Status.AGREED]
    return f"第 {len(agreed)} 期"


def badge(pairing: Pairing) -> dict[str, str]:
    return {"label": pairing.get_status_display(), "tone": TONES[Pairing.Status(pairing.status)]}
