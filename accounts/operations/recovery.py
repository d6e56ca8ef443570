"""找回: a lost phone is taken off an account by two people's word, never by one's."""

from datetime import datetime

import rules
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError

from accounts import trail
from accounts.listeners import tell
from accounts.models import Recovery, UsedCode, User
from accounts.models.event import Kind
from accounts.models.user import RIGHTS
from accounts.operations.people import needs_second_step, raise_epoch
from accounts.operations.rights import require_now
from accounts.operations.tickets import end_tickets
from collab_portal.lib.dates import today
from collab_portal.lib.verbs import verb


@verb
def ask_recovery(person: User, *, actor: User, reason: str, checked_how: str, now: datetime) -> Recovery:
    """Ask that the second step of ``person`` be taken off, saying how the person was recognised.

    Raises:
        ValidationError: one is open already, or there is no second step to take off.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    require_now("accounts.ask_recovery", actor, person)
    if not Authenticator.objects.filter(user_id=person.pk).exists():
        raise ValidationError("此人没有启用两步验证，不需要找回；忘记密码可用登录页的“忘记密码”。")
    recovery = Recovery(
        person=person,
        reason=reason,
        checked_how=checked_how,
        asked_by=actor,
        asked_at=now,
        epoch=person.epoch,
    )
    recovery.full_clean()
    recovery.save()
    trail.record(
        Kind.RECOVERY_ASKED,
        person=actor,
        target=person,
        reason=reason,
        checked_how=recovery.get_checked_how_display(),
    )
    tell(
        person,
        title="有人为您申请解除两步验证",
        body=f"申请人：{actor}。如非您本人要求，请立即联系安全管理员。",
    )
    return recovery


@verb
def decide_recovery(recovery: Recovery, *, actor: User, granted: bool, now: datetime) -> Recovery:
    """Decide it; when granted, the second step and its codes are gone and every session ends.

    Raises:
        ValidationError: somebody has decided it before.
    """
    recovery = (
        Recovery.objects.select_for_update(of=("self",))
        .select_related("person", "asked_by")
        .get(pk=recovery.pk)
    )
    person = User.objects.select_for_update().get(pk=recovery.person_id)
    require_now("accounts.decide_recovery", actor, recovery)
    if recovery.decided_at is not None:
        raise ValidationError(f"{recovery.decided_by}已作出决定：{recovery.get_verdict_display()}。")
    asks = recovery.asked_by.is_active and rules.test_rule("accounts.ask_recovery", recovery.asked_by, person)
    if granted and (recovery.epoch != person.epoch or not asks):
        raise ValidationError("申请之后账号或申请人有变更，请重新核实、重新申请；此申请只能决定为不同意。")
    verdict = Recovery.Verdict.GRANTED if granted else Recovery.Verdict.REFUSED
    recovery.verdict, recovery.decided_by, recovery.decided_at = verdict, actor, now
    recovery.full_clean()
    recovery.save()
    if granted:
        take_off(person, now=now)
    trail.record(Kind.RECOVERY_DECIDED, person=actor, target=person, verdict=verdict.label)
    words = "两步验证已解除，全部登录和日历订阅已结束，请登录后重新启用。"
    if not granted:
        words = "解除两步验证的申请未获同意。"
    tell(person, title="找回已决定", body=words)
    return recovery


def take_off(person: User, *, now: datetime) -> None:
    """Take the second step off the locked account; it is due again today where rights ask for it.

    Whoever has the phone keeps nothing of it: sessions, known devices, links for a new password and calendars
    end with the epoch, tickets here. Only an old mailbox keeps its word on a change of address (``stop``):
    that change may have been a thief's.
    """
    Authenticator.objects.filter(user_id=person.pk).delete()
    UsedCode.objects.filter(person=person).delete()
    due = needs_second_step({name: getattr(person, name) for name in RIGHTS}) and not settings.DEMO_MODE
    person.mfa_due_on = today(now) if due else None
    person.save(update_fields=["mfa_due_on"])
    end_tickets(person, now=now, reason="找回")
    raise_epoch(person)
