"""结对共建: propose, answer, withdraw, renew, end. Both sides sign; nobody signs for another committee.

Order of locks, the same everywhere: branches by id, then the pairing. A branch that is being closed and
a pairing that is being proposed for it therefore wait for each other.
"""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from accounts.models import User
from collab_portal.lib import dates
from collab_portal.lib.verbs import put, verb
from collab_portal.lib.versions import check_read
from organizations.models import Branch, Pairing, PairingTerm
from organizations.notices import pairings as notices
from organizations.operations.rights import check

Status, Answer = Pairing.Status, PairingTerm.Status


@verb
def propose(
    *,
    actor: User,
    submission: UUID,
    own: Branch,
    partner: Branch,
    term: dict[str, Any],
    contact: str = "",
    phone: str = "",
    now: datetime,
    **facts: Any,
) -> Pairing:
    """Propose a pairing and thereby sign for the actor's side.

    Between two committees it waits for the other's answer. When both branches are the actor's own
    committee's, that committee signs once and the pairing is in force.
    """
    before = _locked_pair_or_earlier(actor, submission, own, partner, dates.today(now))
    if before is not None:
        return before
    own_first = own.pk < partner.pk
    first, second = (own, partner) if own_first else (partner, own)
    pairing = Pairing(
        first=first,
        second=second,
        first_committee_id=first.committee_id,
        second_committee_id=second.committee_id,
        submission=submission,
        **facts,
    )
    _set_contact(pairing, own, contact, phone)
    put(pairing)
    _add_term(pairing, term, actor, now)
    return pairing


def _locked_pair_or_earlier(
    actor: User, submission: UUID, own: Branch, partner: Branch, today: date
) -> Pairing | None:
    """Lock both branches; what the same submission already made, or None when the way is free."""
    if own.pk == partner.pk:
        raise ValidationError({"partner": "支部不能与自身结对。"})
    pair = sorted([own.pk, partner.pk])
    locked = list(Branch.objects.select_for_update(no_key=True).filter(pk__in=pair).order_by("pk"))
    check("organizations.propose_pairing", actor, None)
    before = Pairing.objects.of_committee(actor.committee_id or 0).filter(submission=submission).first()
    if before is not None:
        return before
    if own.committee_id != actor.committee_id:
        raise ValidationError({"own": "只能为本工委的党组织发起结对。"})
    if not all(branch.is_active(today) for branch in locked):
        raise ValidationError("已撤销的党组织不能结对。")
    if Pairing.objects.open().filter(first=pair[0], second=pair[1]).exists():
        raise ValidationError("这两个党组织已有待确认或进行中的结对。")
    return None


def _set_contact(pairing: Pairing, branch: Branch, contact: str, phone: str) -> None:
    """Whom to call on one side; what is left empty is filled from the branch when the pairing starts."""
    if branch.pk == pairing.first_id:
        pairing.first_contact, pairing.first_phone = contact, phone
    else:
        pairing.second_contact, pairing.second_phone = contact, phone


def _add_term(pairing: Pairing, facts: dict[str, Any], actor: User, now: datetime) -> PairingTerm:
    if actor.committee_id is None:
        raise ValidationError("只有工委干部可以发起结对。")
    last = pairing.terms.aggregate(last=Max("number"))["last"] or 0
    term = PairingTerm(
        pairing=pairing,
        number=last + 1,
        proposer_id=actor.committee_id,
        proposed_by=actor,
        proposed_at=now,
        **facts,
    )
    if pairing.within_one_committee:
        _agree(term, actor, now)
    else:
        put(term)
        notices.asked(term)
    return term


def _agree(term: PairingTerm, actor: User, now: datetime) -> None:
    pairing = term.pairing
    term.answer(agree=True, actor=actor, now=now)
    pairing.move("agree", valid_until=term.valid_until)
    if term.number == 1:
        pairing.started_on = dates.today(now)
        pairing.first_contact = pairing.first_contact or pairing.first.contact_name
        pairing.second_contact = pairing.second_contact or pairing.second.contact_name
        pairing.first_phone = pairing.first_phone or pairing.first.contact_phone
        pairing.second_phone = pairing.second_phone or pairing.second.contact_phone
    put(pairing)


@verb("organizations.answer_pairing")
def agree(
    term: PairingTerm,
    *,
    actor: User,
    now: datetime,
    contact: str = "",
    phone: str = "",
    read: int | None = None,
) -> PairingTerm:
    """同意: the second signature puts the term in force. ``read``: the proposal that the page showed."""
    check_read(term, read, now=term.pk)
    pairing = term.pairing
    if contact or phone:
        ours = pairing.first if pairing.first_committee_id == actor.committee_id else pairing.second
        _set_contact(pairing, ours, contact, phone)
    _agree(term, actor, now)
    _check_not_over(term, dates.today(now))
    notices.answered(term, actor)
    return term


def _check_not_over(term: PairingTerm, today: date) -> None:
    """A term whose end came while it waited would begin when it is over."""
    until = term.valid_until
    if until is not None and dates.today(term.proposed_at) <= until < today:
        raise ValidationError(
            f"所提的有效期至{dates.chinese_date(until)}，已经过了，不能再同意；请谢绝，或请对方撤回后重提。"
        )


@verb("organizations.answer_pairing")
def decline(
    term: PairingTerm, *, actor: User, now: datetime, reason: str, read: int | None = None
) -> PairingTerm:
    """谢绝, with a reason. A declined renewal leaves the running term as it is."""
    check_read(term, read, now=term.pk)
    term.answer(agree=False, actor=actor, now=now, reason=reason)
    term.pairing.move("decline")
    put(term.pairing)
    notices.answered(term, actor)
    return term


@verb("organizations.withdraw_pairing")
def withdraw(term: PairingTerm, *, actor: User, now: datetime) -> PairingTerm:
    """撤回 by the side that proposed, while nobody has answered."""
    term.withdraw(actor=actor, now=now)
    term.pairing.move("withdraw")
    put(term.pairing)
    return term


@verb("organizations.renew_pairing")
def renew(pairing: Pairing, *, actor: User, now: datetime, valid_until: date, **facts: Any) -> PairingTerm:
    """续签: propose the next term. The running one stands until the other side agrees."""
    if pairing.status != Status.ACTIVE:
        raise ValidationError("只有进行中的结对可以续签。")
    if pairing.terms.awaiting_answer().exists():
        raise ValidationError("已有一份待答复的提议。")
    if pairing.valid_until is not None and valid_until <= pairing.valid_until:
        raise ValidationError({"valid_until": "新的有效期须晚于现有效期。"})
    if valid_until < dates.today(now):
        raise ValidationError({"valid_until": "新的有效期不能早于今天。"})
    return _add_term(pairing, {"valid_until": valid_until, **facts}, actor, now)


@verb("organizations.end_pairing")
def end(pairing: Pairing, *, actor: User, now: datetime, reason: str) -> Pairing:
    """结束, by either side, with a reason. A renewal still unanswered goes with it."""
    _end(pairing, actor, now, reason)
    return pairing


def _end(pairing: Pairing, actor: User | None, now: datetime, reason: str) -> None:
    """``actor`` None: one of its branches came to its end by date."""
    pairing.move("end", ended_on=dates.today(now), ended_by=actor, end_reason=reason)
    for term in pairing.terms.awaiting_answer():
        term.lapse(actor=actor, now=now, reason="结对已结束")
    put(pairing)
    notices.ended(pairing, actor)


@transaction.atomic
def nudge(pairing: Pairing, *, actor: User, now: datetime) -> Pairing:
    """提醒对方 of a pairing that has slept: once, until something has happened."""
    pairing = Pairing.objects.locked(pairing)
    check("organizations.end_pairing", actor, pairing)
    last_on = Pairing.objects.with_last_activity().get(pk=pairing.pk).last_on  # type: ignore[attr-defined]
    days = pairing.quiet_days(last_on, dates.today(now))
    if days is None:
        raise ValidationError("该结对近期有活动，无须提醒。")
    if pairing.was_nudged(last_on):
        raise ValidationError("已提醒过一次，等有了新的活动再说。")
    pairing.nudged_on = dates.today(now)
    put(pairing)
    notices.nudged(pairing, actor, days)
    return pairing


@verb
def conclude(pairing: Pairing, *, actor: User | None, now: datetime, reason: str) -> None:
    """What becomes of it when one of its branches comes to an end; ``actor`` None: by date.

    In force it ends; a proposal is declined by the side that was asked, else taken back.
    """
    pairing = Pairing.objects.locked(pairing)
    if pairing.status == Status.ACTIVE:
        _end(pairing, actor, now, reason)
        return
    for term in pairing.terms.awaiting_answer().select_related("proposer"):
        term.pairing = pairing
        if actor is None:
            term.lapse(now=now, reason=reason)
        elif term.proposer_id == actor.committee_id:
            term.withdraw(actor=actor, now=now, reason=reason)
        else:
            term.answer(agree=False, actor=actor, now=now, reason=reason)
            notices.answered(term, actor)
        pairing.move("decline" if term.status == Answer.DECLINED else "withdraw")
        put(pairing)
