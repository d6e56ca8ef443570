"""What of accounts awaits a person: a second step that is due, recoveries and retirements to decide."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, Q, QuerySet, Window
from django.urls import reverse

from accounts.models import Recovery, Retirement, User
from accounts.models.user import FLAGS, NO_DUTY
from accounts.sealing.retiring import PAIR
from collab_portal.lib.awaiting import Awaiting, first_of
from collab_portal.lib.dates import today

SHOWN = 50
Committee = User._meta.get_field("committee").related_model  # organizations stands above: never imported here


def awaiting(user: User, now: datetime) -> list[Awaiting]:
    """No query but for who keeps the platform: they open accounts, and decide what others ask for."""
    lines = []
    if user.mfa_due_on:
        left = max((user.mfa_due_on - today(now)).days, 0)
        title = f"请启用两步验证（还有 {left} 天）" if left else "请启用两步验证"
        lines.append(Awaiting("安全", title, reverse("mfa_activate_totp"), user.mfa_due_on))
    if user.platform_role == User.Platform.SYSTEM:
        lines += _unattended()
    if user.platform_role == User.Platform.SECURITY:
        lines += _to_decide(user)
    if user.platform_role in PAIR:
        for retirement in _retirements(user):
            title = f"请确认：{retirement}的安全日志"
            lines.append(Awaiting("归档", title, reverse("accounts:retire"), detail=retirement.reason))
    if user.platform_role == User.Platform.SECURITY:
        lines += _to_grant(now)
    return lines


def counted(user: User, now: datetime) -> Iterator[QuerySet[Any]]:
    """The same lines as rows."""
    if user.mfa_due_on:
        yield User.objects.filter(pk=user.pk)
    if user.platform_role == User.Platform.SYSTEM:
        held = (Exists(User.objects.active().filter(**{flag: True})) for flag in FLAGS)
        yield from (first_of(_deserted()), User.objects.filter(pk=user.pk).exclude(*held))
    if user.platform_role == User.Platform.SECURITY:
        yield from (_recoveries(user), first_of(_started(now)))
    if user.platform_role in PAIR:
        yield _retirements(user)


def _recoveries(user: User) -> QuerySet[Recovery]:
    """Those that he may decide."""
    return Recovery.objects.filter(decided_at=None).exclude(person=user).exclude(asked_by=user)


def _to_decide(user: User) -> list[Awaiting]:
    """The longest asked for first; all beyond the limit in one line, so that the number on top is true."""
    place = reverse("accounts:recoveries")
    total = Window(Count("pk"))
    rows = list(_recoveries(user).select_related("person").annotate(total=total).order_by("asked_at")[:SHOWN])
    lines = [Awaiting("找回", f"请决定找回：{row.person}", place, detail=row.reason) for row in rows]
    if rows and (rest := rows[0].total - SHOWN) > 0:
        lines.append(Awaiting("找回", f"还有 {rest} 项", place, stands_for=rest))
    return lines


def _retirements(user: User) -> QuerySet[Retirement]:
    """Those that the other duty proposed."""
    return Retirement.objects.filter(verdict="").exclude(proposed_by__platform_role=user.platform_role)


def _deserted() -> QuerySet[Any]:
    """Committees that nobody is left to work for."""
    staffed = User.objects.active().filter(role__in=(User.Role.STAFF, User.Role.ADMIN))
    return Committee._default_manager.exclude(pk__in=staffed.exclude(committee=None).values("committee"))


def _unattended() -> list[Awaiting]:
    """Committees and duties of business that nobody is left to work for: what is asked of them waits."""
    deserted = list(_deserted().order_by("position").values_list("short_name", flat=True))
    held = {flag: Count("pk", filter=Q(**{flag: True})) for flag in FLAGS}
    vacant = [flag for flag, many in User.objects.active().aggregate(**held).items() if not many]
    lines = []
    if deserted:
        title = f"{len(deserted)} 家工委没有在岗人员"
        lines.append(Awaiting("空缺", title, reverse("accounts:people"), detail="、".join(deserted)))
    if vacant:
        names = "、".join(str(User._meta.get_field(flag).verbose_name) for flag in vacant)  # type: ignore[union-attr]
        detail = "送到这一环节的事项无人办理"
        lines.append(Awaiting("空缺", f"{names}无人担任", reverse("accounts:people"), detail=detail))
    return lines


NEW = timedelta(days=30)


def _started(now: datetime) -> QuerySet[User]:
    """Accounts that their owner has started and that hold no right yet; most readers never need one."""
    rows = User.objects.active().filter(settled_at__gt=now - NEW, role=User.Role.MEMBER, platform_role="")
    found: QuerySet[User] = rows.filter(**NO_DUTY)
    return found


def _to_grant(now: datetime) -> list[Awaiting]:
    people = list(_started(now).order_by("settled_at")[:51])
    if not people:
        return []
    title = f"{'50+' if len(people) > 50 else len(people)} 个新启用的账号还没有权限"
    url = (
        reverse("accounts:person-duties", args=[people[0].pk])
        if len(people) == 1
        else reverse("accounts:people")
    )
    return [Awaiting("授权", title, url, detail="需要权限的请授予；只浏览的不必办理，30 天后不再提示。")]
