"""What happens to accounts by itself, once a night; safe to repeat."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from accounts.listeners import tell
from accounts.models import Ticket, UsedCode, User
from accounts.models.user import NO_DUTY
from accounts.operations.people import GUARDED, close
from collab_portal.lib.dates import today

DUE_WORDS = (7, 3, 1)  # days before a second step is due
UNUSED_WORDS = (14, 3)  # days before an unused account is closed
TICKETS_KEPT = timedelta(days=90)


def look_after_accounts(now: datetime) -> None:
    """Remind, close what nobody uses, forget what is used up."""
    day = today(now)
    remind_second_step(day)
    if settings.UNUSED_DAYS:
        warn_unused(day)
        close_unused(now)
    UsedCode.objects.filter(at__lt=now - timedelta(days=1)).delete()
    Ticket.objects.filter(Q(used_at__lt=now - TICKETS_KEPT) | Q(expires_at__lt=now - TICKETS_KEPT)).delete()


def remind_second_step(day: date) -> None:
    """By letter 7, 3 and 1 days before; the line on 我的工作 stands all the time."""
    for days in DUE_WORDS:
        for person in User.objects.active().filter(mfa_due_on=day + timedelta(days=days)):
            body = f"您的权限要求两步验证，请在 {days} 天内启用；到期后须先启用才能继续使用。"
            key = f"second-step-{person.mfa_due_on}-{days}"
            tell(person, title=f"请启用两步验证（还有 {days} 天）", body=body, key=key)


def unused(day: date, days: int) -> "QuerySet[Any]":
    """Active accounts with a right that nobody has used for ``days`` days by ``day``.

    Members stay (they only read), and so do the platform duties: the last of each may not vanish by itself.
    """
    used = Coalesce(F("last_seen_on"), TruncDate("settled_at"), TruncDate("date_joined"))
    rows = User.objects.active().filter(kind=User.Kind.PERSON).exclude(platform_role__in=GUARDED)
    found: QuerySet[Any] = rows.exclude(role=User.Role.MEMBER, **NO_DUTY).annotate(used=used)
    return found.filter(used__lte=day - timedelta(days=days))


def warn_unused(day: date) -> None:
    """The person and the committee's admins are told 14 and 3 days before an account is closed."""
    for days in UNUSED_WORDS:
        reached = settings.UNUSED_DAYS - days
        for person in unused(day, reached).filter(used=day - timedelta(days=reached)):
            admins = User.objects.admins_of(person.committee_id or 0).exclude(pk=person.pk)
            body = f"账号 {person.username} 已久未使用，{days} 天后将自动停用；登录一次即可保留。"
            key = f"unused-{person.pk}-{day}-{days}"
            tell(person, *admins, title=f"账号将在 {days} 天后停用", body=body, key=key)


def close_unused(now: datetime) -> None:
    for pk in unused(today(now), settings.UNUSED_DAYS).values_list("pk", flat=True):
        with transaction.atomic():
            person = User.objects.select_for_update().get(pk=pk)
            if person.is_active:
                close(person, actor=None, why=f"超过 {settings.UNUSED_DAYS} 天未使用")
