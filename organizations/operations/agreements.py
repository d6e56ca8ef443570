"""协议: propose (perhaps as a renewal), sign or decline, withdraw, end.

Order of locks: the agreement that is renewed, then the one that renews it.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError

from accounts.models import User
from collab_portal.lib import dates
from collab_portal.lib.verbs import put, touch, verb
from organizations.models import AgreementItem, AgreementParty, Committee, FrameworkAgreement
from organizations.notices import agreements as notices
from organizations.operations.rights import check

Kind, Status = FrameworkAgreement.Kind, FrameworkAgreement.Status
OPEN_RENEWAL = (Status.PROPOSED, Status.ACTIVE, Status.RENEWED, Status.ENDED)


def _lock(pk: int) -> FrameworkAgreement:
    rows = FrameworkAgreement.objects.select_for_update(of=("self",)).select_related("committee")
    return rows.get(pk=pk)


def _locked(agreement: FrameworkAgreement) -> FrameworkAgreement:
    """The one it renews first, so that ending that one and signing this one wait for each other."""
    if agreement.renews_id is not None:
        _lock(agreement.renews_id)
    return _lock(agreement.pk)


@verb
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
    check("organizations.propose_agreement", actor, None)
    ours = actor.committee_id
    if ours is None:
        raise ValidationError("只有工委干部可以发起协议。")
    Committee.objects.select_for_update(no_key=True).get(pk=ours)
    if renews is not None:
        renews = _renewable(renews, actor)
    before = FrameworkAgreement.objects.filter(committee=ours, submission=submission).first()
    if before is not None:
        return before
    if facts.get("kind") == Kind.PLAN:
        committees = _plan(facts, actor, dates.today(now))
    others = [one.pk for one in committees if one.pk != ours]
    if not others and not facts.get("outside", "").strip():
        raise ValidationError({"committees": "协议至少两方：请选择其他工委，或填写其他签约方。"})
    if renews is not None and left_behind(renews, {ours, *others}):
        renews = None  # it runs on for whoever did not join, so this one stands beside it
    if renews is not None:
        _check_renewal(renews, facts, dates.today(now))
    if renews is not None and facts.get("kind", Kind.FRAMEWORK) != renews.kind:
        raise ValidationError("续签的协议须与原协议同类。")
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


def _plan(facts: dict[str, Any], actor: User, today: date) -> list[Committee]:
    """A plan is of the same parties as what it stands under, for one year of its time; returns the parties.

    ``facts`` gains the outside partners and the last day.
    """
    under = facts.get("under")
    if under is None:
        raise ValidationError("请从框架协议或工作机制的页面制定年度计划。")
    under = _lock(under.pk)
    check("organizations.end_agreement", actor, under)
    if under.status != Status.ACTIVE or under.kind not in FrameworkAgreement.PLANNED:
        raise ValidationError("只有执行中的框架协议和工作机制可以制定年度计划。")
    year = facts.get("year") or 0
    if not today.year <= year <= today.year + 1:
        raise ValidationError({"year": f"只能制定 {today.year} 年或 {today.year + 1} 年的计划。"})
    if under.expires_on and under.expires_on.year < year:
        raise ValidationError({"year": f"协议到 {under.expires_on.year} 年为止，请先续签。"})
    facts.update(outside=under.outside, expires_on=date(year, 12, 31))
    return list(Committee.objects.filter(pk__in=under.parties.values("committee")))


def _renewable(renews: FrameworkAgreement, actor: User) -> FrameworkAgreement:
    renews = _lock(renews.pk)
    check("organizations.end_agreement", actor, renews)
    return renews


def _check_renewal(renews: FrameworkAgreement, facts: dict[str, Any], today: date) -> None:
    if renews.status != Status.ACTIVE:
        raise ValidationError("只有执行中的协议可以续签。")
    if renews.kind == Kind.NAMING:
        raise ValidationError("联合命名不续签；新的一批请另行发起。")
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
    notices.told(
        agreement, "started", f"{agreement.get_kind_display()}生效", replaced, but=actor.committee_id
    )


def _rest(old: FrameworkAgreement, now: datetime) -> None:
    """Its parties are all among those of the new one, and hear of it with that."""
    old.move("renew", ended_on=dates.today(now))
    put(old)
    touch(old)


@verb
def answer(
    agreement: FrameworkAgreement, *, actor: User, now: datetime, agree: bool, reason: str = ""
) -> FrameworkAgreement:
    """会签 or 谢绝 for the actor's committee; one that declines, with a reason, ends the proposal."""
    agreement = _locked(agreement)
    check("organizations.sign_agreement", actor, agreement)
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
        words = f"{party.committee.short_name}已谢绝。理由：{reason}"
        _tell_signed(agreement, "declined", "框架协议未签成", words, but=agreement.committee_id)
    notices.answered(agreement, party)
    if agree:
        _start_if_signed(agreement, actor, now)
    touch(agreement.renews)
    return agreement


@verb
def withdraw(agreement: FrameworkAgreement, *, actor: User, now: datetime) -> FrameworkAgreement:
    """撤回 by the proposer, while not everybody has signed."""
    agreement = _locked(agreement)
    check("organizations.keep_agreement", actor, agreement)
    agreement.move("withdraw")
    put(agreement)
    _tell_signed(agreement, "withdrawn", "框架协议已撤回", "发起方已撤回。", but=agreement.committee_id)
    touch(agreement.renews)
    return agreement


def _tell_signed(agreement: FrameworkAgreement, step: str, title: str, body: str, *, but: int | None) -> None:
    """Whose signature comes to nothing hears of it."""
    notices.told(agreement, step, title, body, but=but, signed=True)


@verb
def end(agreement: FrameworkAgreement, *, actor: User, now: datetime, reason: str) -> FrameworkAgreement:
    """结束 by any party, with a reason. A renewal that is still being signed goes with it."""
    agreement = _locked(agreement)
    check("organizations.end_agreement", actor, agreement)
    agreement.move("end", ended_on=dates.today(now), ended_by=actor, end_reason=reason)
    put(agreement)
    for renewal in agreement.renewals.select_for_update().filter(status=Status.PROPOSED):
        renewal.move("withdraw")
        put(renewal)
        words = f"所续签的协议已结束。原因：{reason}"
        _tell_signed(renewal, "withdrawn", "框架协议已撤回", words, but=actor.committee_id)
        touch(renewal)
    notices.told(
        agreement, "ended", f"{agreement.get_kind_display()}已结束", f"原因：{reason}", but=actor.committee_id
    )
    return agreement
