"""What django-allauth only signals. The one place with signal receivers (CONTRIBUTING says why)."""

import time
from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import signals as auth
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from accounts import trail
from accounts.listeners import tell
from accounts.models import User
from accounts.models.event import Kind
from accounts.models.user import RIGHTS
from accounts.operations.people import needs_second_step, raise_epoch
from accounts.operations.tickets import end_tickets
from collab_portal.lib.dates import today


@receiver(auth.user_logged_in)
def begin_session(request: HttpRequest, user: User, **kwargs: Any) -> None:
    """Idle and absolute limits count from here; the day of use is kept, never the time."""
    request.session["began"] = request.session["seen"] = int(time.time())
    User.objects.filter(pk=user.pk).exclude(last_seen_on=today()).update(last_seen_on=today())


@receiver(auth.user_logged_out)
def end_session(request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if user is not None:
        trail.record(Kind.SIGNED_OUT, person=user)


@receiver([account.password_changed, account.password_set])
def password_changed(user: User, **kwargs: Any) -> None:
    end_tickets(user, now=timezone.now(), reason="密码已修改")
    tell(user, title="您的密码已修改", body="如非本人修改，请立即用“忘记密码”重设，并联系系统管理员。")


@receiver(account.password_reset)
def password_reset(user: User, **kwargs: Any) -> None:
    end_tickets(user, now=timezone.now(), reason="密码已重设")
    raise_epoch(user)
    tell(user, title="您的密码已重设", body="如非本人操作，请立即联系系统管理员。")


@receiver(post_save, sender=Authenticator)
def second_step_added(instance: Authenticator, created: bool, **kwargs: Any) -> None:
    """On record in the transaction that makes it: the library's own signal comes only after the commit."""
    if not created:
        return
    user = instance.user
    if instance.type == Authenticator.Type.RECOVERY_CODES:
        trail.record(Kind.CODES_MADE, person=user, target=user)
        return
    User.objects.filter(pk=user.pk).exclude(mfa_due_on=None).update(mfa_due_on=None)
    trail.record(Kind.SECOND_STEP_ON, person=user, target=user)
    tell(user, title="两步验证已启用", body="如非本人操作，请立即联系系统管理员。")


@receiver(mfa.authenticator_removed)
def second_step_removed(user: User, authenticator: Authenticator, **kwargs: Any) -> None:
    if authenticator.type != Authenticator.Type.TOTP:
        return
    if needs_second_step({name: getattr(user, name) for name in RIGHTS}) and not settings.DEMO_MODE:
        User.objects.filter(pk=user.pk).update(mfa_due_on=today())
    trail.record(Kind.SECOND_STEP_OFF, person=user, target=user, why="本人停用")
    tell(user, title="两步验证已停用", body="如非本人操作，请立即修改密码并联系系统管理员。")
