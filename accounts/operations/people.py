"""Opening, closing and editing accounts, and giving them rights: two persons' work on purpose."""

from copy import copy
from datetime import datetime, timedelta
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from accounts import letters, spoken, trail
from accounts.listeners import end_links, loses, tell
from accounts.models import Letter, SecurityEvent, Ticket, User
from accounts.models.event import Kind
from accounts.models.user import FLAGS, RIGHTS
from accounts.operations.rights import require_now
from accounts.operations.tickets import end_tickets
from accounts.sessions import end_sessions
from collab_portal.lib.dates import today
from collab_portal.lib.verbs import verb
from collab_portal.lib.versions import check_version

IDENTITY = ("display_name", "post", "office_phone", "email", "committee", "branch")
GUARDED = {User.Platform.SYSTEM, User.Platform.SECURITY, User.Platform.AUDITOR}
AGAIN = timedelta(minutes=10)
RIGHTS_LAST = timedelta(days=90)  # a closed account comes back without rights after that


@verb
def create_person(*, actor: User, username: str, **fields: Any) -> User:
    """Open an account without rights and without a password (``invite_person`` gives out the link for one).

    Safe to repeat: the same form sent twice opens one account. One that was closed since is not it.
    """
    require_now("accounts.create_person", actor, fields.get("committee"))
    twins = User.objects.active().filter(username=username, date_joined__gt=timezone.now() - AGAIN, **fields)
    twin: User | None = twins.first()
    if twin:
        return twin
    person = User(username=username, **fields)
    person.set_unusable_password()
    person.full_clean()
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError:  # somebody was quicker: the same click, or another person
        twin = twins.all().first()
        if twin is None:
            raise ValidationError("该用户名或邮箱已被使用。", code="username") from None
        return twin
    trail.record(Kind.PERSON_CREATED, person=actor, target=person)
    return person


@verb
def edit_person(person: User, *, actor: User, version: int | None = None, **fields: Any) -> User:
    """Change who somebody is. Committee and e-mail of an account that holds rights stay as they are.

    Args:
        version: what a form was opened with.
    """
    person = _locked(person)
    require_now("accounts.edit_person", actor, person)
    _check(person, version)
    anchors = {name: fields[name] for name in ("committee", "email") if name in fields}
    moved = {name for name, value in anchors.items() if getattr(person, name) != value}
    if moved and person.duties:
        raise ValidationError("该账号持有权限：邮箱只能由本人更改，更换工委须先由安全管理员收回权限。")
    if "committee" in moved:
        require_now("accounts.create_person", actor, fields["committee"])
    if "email" in moved:
        fields |= _start_anew(person, fields["email"], actor)
        end_tickets(person, now=timezone.now(), reason="邮箱已更改")
    changed = [name for name in IDENTITY if name in fields and getattr(person, name) != fields[name]]
    names = (*IDENTITY, "email_confirmed_at", "settled_at")
    _write(person, {name: fields[name] for name in names if name in fields})
    loses(person, moved & {"committee"})
    words = [str(User._meta.get_field(name).verbose_name) for name in changed]  # type: ignore[union-attr]
    trail.record(Kind.PERSON_EDITED, person=actor, target=person, fields=words)
    return person


def _start_anew(person: User, address: str, actor: User) -> dict[str, Any]:
    """Another mailbox answers from now on: the old one is told, and the account has to be started again."""
    if person.email_confirmed_at is None:
        return {}
    told: dict[str, Any] = {"new": letters.masked(address), "changed_by": str(actor)}
    letters.write(Letter.Kind.ADDRESS_TYPED, person, person.email, now=timezone.now(), **told)
    return {"email_confirmed_at": None, "settled_at": None}


@verb
def edit_profile(person: User, *, version: int | None = None, **fields: Any) -> User:
    """What a person changes about the own account: how colleagues reach them."""
    person = _locked(person)
    _check(person, version)
    names = ("display_name", "post", "office_phone")
    return _write(person, {name: fields[name] for name in names if name in fields})


def _locked(person: User) -> User:
    row: User = User.objects.select_for_update().get(pk=person.pk)
    return row


def _check(person: User, version: int | None) -> None:
    """Refuse a form opened before somebody else saved; None: no form, the caller names all that changes.

    Raises StaleError.
    """
    if version is not None:
        check_version(person, version)


def _set(person: User, fields: dict[str, Any]) -> User:
    for name, value in fields.items():
        setattr(person, name, value)
    return person


def _write(person: User, fields: dict[str, Any]) -> User:
    _set(person, fields).full_clean(exclude=["password"])
    person.save(update_fields=list(fields))
    return person


def raise_epoch(person: User) -> None:
    """End whatever was given out for the account: sessions, reset links, device cookies."""
    person.epoch = F("epoch") + 1
    person.save(update_fields=["epoch"])
    person.refresh_from_db(fields=["epoch"])
    end_sessions(person)


def grant_duties(
    person: User, *, actor: User, version: int | None = None, code: str = "", reason: str = "", **fields: Any
) -> User:
    """Give or withdraw rights. The last holder of each platform duty keeps it.

    Args:
        version: what a form was opened with.
        code: the spoken code, read out by the person (``spoken.is_asked_for`` says when).
        reason: why, compulsory where the person's address lies outside the committee's mail domains.

    Raises:
        ValidationError: the account is not started or its address not confirmed; the code is wrong.
    """
    try:
        return _grant(person, actor=actor, version=version, code=code, reason=reason, **fields)
    except spoken.Wrong as error:
        trail.record(
            Kind.DUTIES_CHANGED, person=actor, target=person, outcome=trail.Outcome.REFUSED, why="code"
        )
        raise ValidationError(error.message, code="code") from None


@verb
def _grant(person: User, *, actor: User, version: int | None, code: str, reason: str, **fields: Any) -> User:
    now = timezone.now()
    guards = _guards()
    person = _locked(person)
    require_now("accounts.grant", actor, person)
    _check(person, version)
    if person.platform_role and fields.get("platform_role", person.platform_role) != person.platform_role:
        _keep_one(person, guards)
    before, worked = set(person.duties), person.is_staff_member
    wanted = {name: fields[name] for name in RIGHTS if name in fields}
    after = set(User(**{name: wanted.get(name, getattr(person, name)) for name in RIGHTS}).duties)
    given, taken = sorted(after - before), sorted(before - after)
    _set(copy(person), wanted).full_clean(exclude=["password"])  # before anybody is asked for a code
    if given:
        _may_be_given(person, wanted, code=code, reason=reason, now=now)
    flags = [name for name, value in wanted.items() if value is False and getattr(person, name)]
    _write(person, wanted | _second_step_due(person, wanted, now))
    loses(person, [*flags, *(["role"] if worked and not person.is_staff_member else [])])
    end_tickets(person, now=now, reason="权限已变更", kinds=list(Ticket.Kind) if given else None)
    if taken:
        raise_epoch(person)
    if given or taken:
        trail.record(
            Kind.DUTIES_CHANGED, person=actor, target=person, given=given, taken=taken, reason=reason
        )
        words = [f"新增：{'、'.join(given)}。"] if given else []
        words += [f"收回：{'、'.join(taken)}。"] if taken else []
        tell(person, title="您的权限已变更", body="".join(words))
    return person


def _may_be_given(person: User, wanted: dict[str, Any], *, code: str, reason: str, now: datetime) -> None:
    """Rights go to accounts that their owner has started and answers for.

    Raises:
        ValidationError: what is missing, in words; ``spoken.Wrong`` for a wrong code.
    """
    if person.settled_at is None:
        raise ValidationError("账号尚未由本人启用，不能授权。")
    if person.email_confirmed_at is None and settings.MAIL_RELAY:
        raise ValidationError("本人尚未确认邮箱，不能授权。")
    if spoken.is_asked_for(person, wanted) or not person.is_started_from_address:
        spoken.check(person, code, now)
    if wanted.get("platform_role") and not settings.DEMO_MODE and not has_second_step(person):
        raise ValidationError("授予平台职责前，须由本人先启用两步验证。", code="platform_role")
    if is_outside(person) and not reason.strip():
        raise ValidationError("此人邮箱不在其工委的邮箱域名之内，请写明理由。", code="reason")


def is_outside(person: User) -> bool:
    """Whether the person's address lies outside the domains that the committee names (none named: no)."""
    domains = (getattr(person.committee, "mail_domains", "") or "").split()
    domain = person.email.rpartition("@")[2]
    return bool(domains) and not any(domain == item or domain.endswith(f".{item}") for item in domains)


def has_second_step(person: User) -> bool:
    return bool(Authenticator.objects.filter(user_id=person.pk, type=Authenticator.Type.TOTP).exists())


def needs_second_step(duties: dict[str, Any]) -> bool:
    """Whether rights like these ask for a second step at sign-in (a committee's everyday work does not)."""
    wide = any(duties.get(flag) for flag in (*FLAGS, "platform_role"))
    return wide or duties.get("role") == User.Role.ADMIN


def _second_step_due(person: User, wanted: dict[str, Any], now: datetime) -> dict[str, Any]:
    """When the second step must be on: in MFA_GRACE_DAYS after the first right that asks for it."""
    held = {name: wanted.get(name, getattr(person, name)) for name in RIGHTS}
    if settings.DEMO_MODE or not needs_second_step(held) or has_second_step(person):
        return {"mfa_due_on": None}
    return {"mfa_due_on": person.mfa_due_on or today(now) + timedelta(days=settings.MFA_GRACE_DAYS)}


@verb
def disable_person(person: User, *, actor: User, why: str = "") -> User:
    """Close an account: its sessions and links end at once, its work and name stay."""
    guards = _guards()
    person = _locked(person)
    require_now("accounts.disable_person", actor, person)
    _keep_one(person, guards)
    return close(person, actor=actor, why=why)


@verb
def close(person: User, *, actor: User | None, why: str = "") -> User:
    """Close the locked account, whoever decided it (None: the nightly closing of unused ones)."""
    _write(person, {"is_active": False})
    end_tickets(person, now=timezone.now(), reason="账号已停用")
    raise_epoch(person)
    end_links(person)
    trail.record(Kind.PERSON_DISABLED, person=actor, target=person, why=why)
    return person


@verb
def enable_person(person: User, *, actor: User) -> User:
    """Open a closed account again; with the rights it had, if it was closed for no more than 90 days."""
    person = _locked(person)
    require_now("accounts.enable_person", actor, person)
    closed = SecurityEvent.objects.filter(kind=Kind.PERSON_DISABLED, target=f"person:{person.pk}")
    recently = closed.filter(at__gt=timezone.now() - RIGHTS_LAST).exists()
    rights: dict[str, Any] = {} if recently else dict.fromkeys(RIGHTS, False)
    if rights:
        rights |= {"role": User.Role.MEMBER, "platform_role": "", "mfa_due_on": None}
    kept = recently and bool(person.duties)
    _write(person, {"is_active": True, **rights})
    raise_epoch(person)
    trail.record(Kind.PERSON_ENABLED, person=actor, target=person, rights=kept)
    return person


def _guards() -> list[User]:
    """Whoever holds a platform duty, locked: two who disable the last two wait for each other."""
    return list(User.objects.active().filter(platform_role__in=GUARDED).select_for_update().order_by("pk"))


def _keep_one(person: User, guards: list[User]) -> None:
    same = [guard for guard in guards if guard.platform_role == person.platform_role]
    if person.platform_role in GUARDED and [guard.pk for guard in same] == [person.pk]:
        raise ValidationError(f"这是最后一名{person.get_platform_role_display()}：先指定接任者。")


def sole_duties(person: User) -> list[str]:
    """Duties of business that nobody else holds: who closes the account should know what stops."""
    flags = [flag for flag in FLAGS if getattr(person, flag)]
    others = User.objects.active().exclude(pk=person.pk)
    alone = [flag for flag in flags if not others.filter(**{flag: True}).exists()]
    words = [str(User._meta.get_field(flag).verbose_name) for flag in alone]  # type: ignore[union-attr]
    if person.is_staff_member and not others.staff_of(person.committee_id or 0).exists():
        words.insert(0, f"{person.committee}的{person.get_role_display()}")
    return words
