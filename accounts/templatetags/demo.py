"""The demo accounts, for the sign-in page of a demo."""

from typing import Any

from django import template
from django.conf import settings

from accounts.models import User
from accounts.sample import DUTIES, ROLES, Committee

register = template.Library()
PUBLIC_PASSWORD = "Changjiang-2026!"  # noqa: S105  # printed in README; a password of one's own is never shown


@register.simple_tag
def demo_accounts() -> dict[str, Any]:
    """Which demo accounts exist: one row for each committee, and the duties. Empty without ``seed_demo``."""
    people = User.objects.active().filter(email__endswith="@example.cn")
    names = set(people.values_list("username", flat=True))
    rows = [
        (committee.short_name, [(f"{committee.slug}-{role}", title) for role, title in ROLES])
        for committee in Committee._default_manager.all()
        if f"{committee.slug}-staff" in names
    ]
    duties = [(username, title) for username, title, _, _ in DUTIES if username in names]
    shown = settings.DEMO_PASSWORD if settings.DEMO_PASSWORD == PUBLIC_PASSWORD else ""
    return {"rows": rows, "duties": duties, "password": shown}
