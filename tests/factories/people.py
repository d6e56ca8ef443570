"""A person, a committee, a branch: what every other row hangs on."""

import itertools
from typing import Any

from django.utils import timezone

from accounts.models import User
from organizations.models import Branch, Committee

counter = itertools.count(1)


def committee(slug: str = "jiangsu") -> Committee:
    """One of the nineteen (they are there by migration)."""
    return Committee.objects.get(slug=slug)


def make_user(slug: str | None = "jiangsu", role: str = "staff", **fields: Any) -> User:
    """A person of the committee ``slug``; signed in with ``client.force_login``."""
    number = next(counter)
    defaults: dict[str, Any] = {
        "username": f"user{number}",
        "display_name": f"用户{number}",
        "email": f"user{number}@example.cn",
        "role": role,
        "committee": committee(slug) if slug else None,
        "password": "!",
        **dict.fromkeys(["settled_at", "email_confirmed_at", "password_set_at"], timezone.now()),
    }
    return User.objects.create(**{**defaults, **fields})


def make_branch(slug: str = "jiangsu", **fields: Any) -> Branch:
    number = next(counter)
    defaults: dict[str, Any] = {
        "committee": committee(slug),
        "code": f"B{number:05}",
        "name": f"第{number}党支部",
        "kind": "branch",
        "line": "tax",
    }
    return Branch.objects.create(**{**defaults, **fields})
