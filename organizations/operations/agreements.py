"""合作框架协议: propose (perhaps as a renewal), sign or decline, withdraw, end.

Order of locks: the agreement that is renewed, then the one that renews it.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from accounts.models import User
from collab_portal.lib import dates
from collab_portal.lib.http import require
from collab_portal.lib.verbs import creates, put, touch, verb
from organizations.models import AgreementItem, AgreementParty, Committee, FrameworkAgreement
from organizations.notices import agreements as notices

Status = FrameworkAgreement.Status
OPEN_RENEWAL = (Status.PROPOSED, Status.ACTIVE, Status.RENEWED, Status.ENDED)


@creates(FrameworkAgreement, "organizations.propose_agreement")
def propose(
    *,
    actor: User,
    submission: UUID,
    now: datetime,
    committees: Sequence[Committee],
    items: Sequence[str],
    renews: FrameworkAgreement | None = None,
    **facts: Any,
) -> FrameworkAgreement:
    """发起 and sign for the actor's committee. With outside partners alone it is in force at once.

    What it ``renews`` comes to rest by it only if every committee of that one is a party again.
    The same submission again gives the same agreement.
    """
    ours = actor.committee_id or 0
    if renews is not None:
        renews = _renewable(renews, actor)
    others = [one.pk for one in committees if one.pk != ours]
    if not others and not facts.get("outside", "").strip():
        raise ValidationError({"committees": "协议至少两方：请选择其他工委，或填写其他签约方。"})
    if renews is not None and left_behind(renews, {ours, *others}):
        renews = None  # it runs on for whoever did not join, so this one stands beside it
    if renews is not None:
        _check_renewal(renews, facts, dates.today(now))
    agreement = FrameworkAgreement(
        committee_id=ours, submission=submission, renews=renews, proposed_by=actor, proposed_at=now, **facts
    )
    put(agreement)
    for position, text in enumerate(items, start=1):
        put(AgreementItem(agreement=agreement, position=position, text=text))
    for committee in sorted({ours, *others}):
        put(AgreementParty(agreement=agreement, committee_id=committee))
    agreement.parties.get(committee=ours).sign(actor=actor, now=now)
    notices.asked(agreement, others)
    _start_if_signed(agreement, actor, now)
    touch(renews)
    return agreement


def _renewable(renews: FrameworkAgreement, actor: User) -> FrameworkAgreement:
    rows = FrameworkAgreement.objects.select_for_update(of=("self",)).select_related("committee")
    renews = rows.get(pk=renews.pk)
    require("organizations.end_agreement", actor, renews)
    return renews


def _check_renewal(renews: FrameworkAgreement, facts: dict[str, Any], today: date) -> None:
    if renews.status != Status.ACTIVE:
        raise ValidationError("只有执行中的协议可以续签。")
    if renews.renewals.filter(status__in=OPEN_RENEWAL).exists():
        raise ValidationError("该协议已有一份续签。")
    until = facts.get("expires_on")
    if renews.expires_on and until and until <= renews.expires_on:
        raise ValidationError({"expires_on": "新的到期日期须晚于现协议。"})
    if until and until < today:
        raise ValidationError({"expires_on": "新的到期日期不能早于今天。"})


def left_behind(renews: FrameworkAgreement, committees: set[int]) -> list[Committee]:
    """Parties of the agreement in force that the next one leaves out: nobody ends theirs without them."""
    parties = renews.parties.exclude(committee__in=committees).values("committee")
    return list(Committee.objects.filter(pk__in=parties).order_by("position"))


def _start_if_signed(agreement: FrameworkAgreement, actor: User, now: datetime) -> None:
    """The last signature puts it in force and, if it renews another, lets that one rest."""
    if agreement.parties.unsigned().exists():
        return
    agreement.move("start", started_on=dates.today(now))
    put(agreement)
    replaced = ""
    old = FrameworkAgreement.objects.filter(pk=agreement.renews_id or 0).first()
    if old and not left_behind(old, set(agreement.parties.values_list("committee", flat=True))):
        _rest(old, now)
        replaced = f"原协议《{old.title}》由它接替，自今日起不再执行，仍可查阅。"
    notices.told(agreement, "started", "框架协议生效", replaced, but=actor.committee_id)


def _rest(old: FrameworkAgreement, now: datetime) -> None:
    """Its parties are all among those of the new one, and hear of it with that."""
    old.move("renew", ended_on=dates.today(now))
    put(old)
    touch(old)


@verb("organizations.sign_agreement")
def answer(
    agreement: FrameworkAgreement, *, actor: User, now: datetime, agree: bool, reason: str = ""
) -> FrameworkAgreement:
    """会签 or 谢绝 for the actor's committee; one that declines, with a reason, ends the proposal."""
    party = agreement.parties.select_related("committee").filter(committee=actor.committee_id).first()
    if agreement.status != Status.PROPOSED or party is None or not party.is_owing:
        raise ValidationError("该协议没有等待本工委的会签。")
    if agree and agreement.renews is not None and agreement.renews.status != Status.ACTIVE:
        raise ValidationError("所续签的协议已不在执行中。")
    if agree:
        party.sign(actor=actor, now=now)
    else:
        party.object_to(actor=actor, reason=reason, now=now)
        agreement.move("decline")
        put(agreement)
    notices.answered(agreement, party)
    if agree:
        _start_if_signed(agreement, actor, now)
    touch(agreement.renews)
    return agreement


@verb("organizations.keep_agreement")
def withdraw(agreement: FrameworkAgreement, *, actor: User, now: datetime) -> FrameworkAgreement:
    """撤回 by the proposer, while not everybody has signed."""
    agreement.move("withdraw")
    put(agreement)
    touch(agreement.renews)
    return agreement


@verb("organizations.end_agreement")
def end(agreement: FrameworkAgreement, *, actor: User, now: datetime, reason: str) -> FrameworkAgreement:
    """结束 by any party, with a reason. A renewal that is still being signed goes with it."""
    agreement.move("end", ended_on=dates.today(now), ended_by=actor, end_reason=reason)
    put(agreement)
    for renewal in agreement.renewals.select_for_update().filter(status=Status.PROPOSED):
        renewal.move("withdraw")
        put(renewal)
        touch(renewal)
    notices.told(agreement, "ended", "框架协议已结束", f"原因：{reason}", but=actor.committee_id)
    return agreement
