"""A pairing's life as the stepper shows it, and where each side stands."""

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from collab_portal.lib.dates import chinese_date
from collab_portal.lib.lifecycle import Note
from collab_portal.lib.steps import Step
from organizations.models import Branch, Pairing, PairingTerm


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
        when = first_term.answered_at if asked else first_term.proposed_at
        who = first_term.answered_by if asked else first_term.proposed_by
        found.append(Side(branch, contact, phone, WORDS[status], first_term.LIFE.tone(status), when, who))
    return found


WORDS = {
    PairingTerm.Status.PROPOSED: "待答复",
    PairingTerm.Status.AGREED: "已确认",
    PairingTerm.Status.DECLINED: "已谢绝",
    PairingTerm.Status.WITHDRAWN: "未答复",
    PairingTerm.Status.LAPSED: "未答复",
}


def steps(pairing: Pairing, terms: list[PairingTerm]) -> list[Step]:
    """发起 → 对方确认 → 共建 → 结束, with date and person."""
    first, ended = terms[0], pairing.ended_on
    agreed = sum(term.status == PairingTerm.Status.AGREED for term in terms)
    answered = Note(first.answered_at, str(first.answered_by or ""))
    notes = {
        "发起": Note(first.proposed_at, f"{first.proposer.short_name} {first.proposed_by}"),
        "对方确认": answered,
        "declined": answered,
        "withdrawn": answered,
        "结对共建": Note(None, f"第 {agreed} 期"),
        "结束": Note(None, f"{chinese_date(ended)} {pairing.ended_by or ''}" if ended else ""),
    }
    return pairing.LIFE.steps(pairing, notes)
