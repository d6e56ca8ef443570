"""Demo accounts: three for each committee, the flow-wide duties and the three platform duties."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, TypeVar

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.db.models import Count

from accounts import sample_trail
from accounts.models import User
from collab_portal.lib.history import acting

Committee: Any = User._meta.get_field("committee").related_model  # stands above: not imported
T = TypeVar("T")
STARTED = (
    "date_joined",
    "settled_at",
    "email_confirmed_at",
    "password_set_at",
)  # by their owners
ROLES = (("member", "党员"), ("staff", "工委干部"), ("admin", "工委管理员"))
# Where the flow-wide duties sit is invented: the secretariat with 湖北, the column's desks with three others.
DUTIES: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("secretary", "轮值管理员", "hubei", {"role": "staff", "is_rotation_admin": True}),
    ("editor", "专栏编辑", "shanghai", {"role": "staff", "is_editor": True}),
    ("reviewer", "专栏审核", "chongqing", {"role": "staff", "is_reviewer": True}),
    ("issuer", "专栏签发", "sichuan", {"role": "staff", "is_issuer": True}),
    ("sysadmin", "系统管理员", "", {"platform_role": "system"}),
    ("secadmin", "安全管理员", "", {"platform_role": "security"}),
    ("auditor", "审计员", "", {"platform_role": "auditor"}),
)


def seed(now: datetime) -> None:
    """Make the accounts that are missing; those that are there stay as they are."""
    _follow_password()
    wanted = list(_accounts())
    there = set(
        User.objects.filter(username__in=[fields["username"] for fields in wanted]).values_list(
            "username", flat=True
        )
    )
    missing = [fields for fields in wanted if fields["username"] not in there]
    if missing:
        password = make_password(settings.DEMO_PASSWORD)
        started = dict.fromkeys(STARTED, now)
        User.objects.bulk_create([User(password=password, **started, **fields) for fields in missing])
    sample_trail.seed(now)


def by(operation: Callable[..., T], *args: Any, actor: User, **facts: Any) -> T:
    """An operation of a sample person, in whose name the history has it."""
    with as_person(actor):
        return operation(*args, actor=actor, **facts)


def as_person(person: User) -> AbstractContextManager[None]:
    """What the sample writes inside is history by that person."""
    return acting(person, "示例数据")


def _accounts() -> list[dict[str, Any]]:
    committees = {committee.slug: committee for committee in Committee._default_manager.all()}
    found = [
        {
            "username": f"{slug}-{role}",
            "email": f"{slug}-{role}@example.cn",
            "display_name": f"{committee.short_name}{title}（示例）",
            "committee": committee,
            "role": role,
        }
        for slug, committee in committees.items()
        for role, title in ROLES
    ]
    found += [
        {
            "username": username,
            "email": f"{username}@example.cn",
            "display_name": f"{title}（示例）",
            "committee": committees.get(slug),
            **rights,
        }
        for username, title, slug, rights in DUTIES
    ]
    return found


def _follow_password() -> None:
    """When DEMO_PASSWORD has changed, accounts that still share the old seeded hash get the new one."""
    demo = User.objects.filter(username__in=[fields["username"] for fields in _accounts()])
    shared = demo.values("password").annotate(many=Count("pk")).filter(many__gt=1)
    for row in shared:
        if not check_password(settings.DEMO_PASSWORD, row["password"]):
            demo.filter(password=row["password"]).update(password=make_password(settings.DEMO_PASSWORD))
