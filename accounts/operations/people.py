"""What may be done with accounts. Opening one and giving it rights are two persons' work."""

from datetime import timedelta
from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.sessions import end_sessions
from collab_portal.lib.http import require

IDENTITY = ("display_name", "post", "office_phone", "email", "committee", "branch")
DUTIES = ("role", "is_rotation_admin", "is_editor", "is_reviewer", "is_issuer", "platform_role")
GUARDED = {User.Platform.SYSTEM, User.Platform.SECURITY}
AGAIN = timedelta(minutes=10)


@transaction.atomic
def create_person(*, actor: User, username: str, **fields: Any) -> User:
    """Open an account without rights and without a password (``invite_person`` makes the link for one).

    Safe to repeat: the same form sent twice opens one account.
    """
    require("accounts.create_person", actor)
    twins = User.objects.filter(username=username, date_joined__gt=timezone.now() - AGAIN, **fields)
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
            raise ValidationError({"username": "该用户名或邮箱已被使用。"}) from None
        return twin
    return person


@transaction.atomic
def edit_person(person: User, *, actor: User, **fields: Any) -> User:
    """Change who somebody is. Committee and e-mail of an account that holds rights stay as they are."""
    person = User.objects.select_for_update().get(pk=person.pk)
    require("accounts.edit_person", actor, person)
    anchors = {name: fields[name] for name in ("committee", "email") if name in fields}
    moved = any(getattr(person, name) != value for name, value in anchors.items())
    if moved and person.duties:
        raise ValidationError("该账号持有权限：先由安全管理员收回，再更换工委或邮箱。")
    return _write(person, {name: fields[name] for name in IDENTITY if name in fields})


@transaction.atomic
def edit_profile(person: User, **fields: Any) -> User:
    """What a person changes about himself: how colleagues reach him."""
    person = User.objects.select_for_update().get(pk=person.pk)
    names = ("display_name", "post", "office_phone", "email")
    return _write(person, {name: fields[name] for name in names if name in fields})


def _write(person: User, fields: dict[str, Any]) -> User:
    """Save the fields; an old e-mail address stops being a way in."""
    if "email" in fields and fields["email"] != person.email:
        EmailAddress.objects.filter(user_id=person.pk).delete()
    for name, value in fields.items():
        setattr(person, name, value)
    person.full_clean(exclude=["password"])
    person.save(update_fields=list(fields))
    return person


@transaction.atomic
def grant_duties(person: User, *, actor: User, **fields: Any) -> User:
    """Give or withdraw rights. The last system or security admin keeps the duty."""
    guards = list(User.objects.active().filter(platform_role__in=GUARDED).select_for_update().order_by("pk"))
    person = User.objects.select_for_update().get(pk=person.pk)
    require("accounts.grant", actor, person)
    if person.platform_role and fields.get("platform_role", person.platform_role) != person.platform_role:
        _keep_one(person, guards)
    return _write(person, {name: fields[name] for name in DUTIES if name in fields})


@transaction.atomic
def disable_person(person: User, *, actor: User) -> User:
    """Close an account: its sessions end at once, its work and name stay."""
    guards = list(User.objects.active().filter(platform_role__in=GUARDED).select_for_update().order_by("pk"))
    person = User.objects.select_for_update().get(pk=person.pk)
    require("accounts.disable_person", actor, person)
    _keep_one(person, guards)
    end_sessions(person)
    return _write(person, {"is_active": False})


@transaction.atomic
def enable_person(person: User, *, actor: User) -> User:
    """Open a closed account again, with the rights it had."""
    person = User.objects.select_for_update().get(pk=person.pk)
    require("accounts.enable_person", actor, person)
    return _write(person, {"is_active": True})


def _keep_one(person: User, guards: list[User]) -> None:
    same = [guard for guard in guards if guard.platform_role == person.platform_role]
    if person.platform_role in GUARDED and [guard.pk for guard in same] == [person.pk]:
        raise ValidationError(f"这是最后一名{person.get_platform_role_display()}：先指定接任者。")


def invite_person(person: User, *, actor: User) -> str:
    """The link by which somebody sets his own password; only for accounts that hold no rights yet."""
    require("accounts.invite_person", actor, person)
    key = default_token_generator.make_token(person)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), key])
    return f"{settings.SITE_URL}{path}"
