"""Honest forms of accounts: who somebody is, rights, and what two people decide."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from accounts.forms.seals import old_months
from accounts.models import Recovery
from collab_portal.lib.dates import today
from tests.accounts.helpers import with_second_step
from tests.factories import make_user
from tests.permissions.objects_accounts import proposed
from tests.permissions.world import World

Case = tuple[dict[str, Any], Any, dict[str, Any]]


def _recovery() -> Recovery:
    return Recovery.objects.create(
        person=make_user(),
        asked_by=make_user(role="admin"),
        asked_at=timezone.now(),
        reason="手机遗失",
        checked_how="in_person",
    )


OPENED = {"version": "1"}


def _profile() -> dict[str, Any]:
    return {"display_name": "李四", "email": "new@example.cn", "post": "处长", "office_phone": "1"}


CASES: dict[str, Callable[[World], Case]] = {
    "accounts:profile": lambda w: ({}, w.user("member"), _profile() | OPENED),
    "accounts:person-create": lambda w: ({}, w.user("system"), {**_profile(), "username": "lisi"}),
    "accounts:person-edit": lambda w: (
        {"pk": make_user(role="member").pk},
        w.user("system"),
        _profile() | OPENED,
    ),
    "accounts:person-duties": lambda w: (
        {"pk": make_user().pk},
        w.user("security"),
        {"role": "admin"} | OPENED,
    ),
    "accounts:address": lambda w: ({}, w.user("member"), {"address": "other@example.cn"}),
    "accounts:person-recovery": lambda w: (
        {"pk": with_second_step(make_user(role="member")).pk},
        w.user("system"),
        {"checked_how": "in_person", "reason": "手机遗失"},
    ),
    "accounts:recovery-decide": lambda w: (
        {"pk": _recovery().pk},
        w.user("security"),
        {"verdict": "granted"},
    ),
    "accounts:retire": lambda w: (
        {},
        w.user("security"),
        {"before": f"{old_months(today())[0]:%Y-%m}", "reason": "年度归档"},
    ),
    "accounts:retire-decide": lambda w: (
        {"pk": proposed(w.user("security")).pk},
        w.user("auditor"),
        {"verdict": "granted"},
    ),
}
