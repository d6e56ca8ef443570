"""What of accounts awaits a person: a second step that is due, and recoveries that wait for a decision."""

from datetime import datetime

from django.urls import reverse

from accounts.models import Recovery, User
from collab_portal.lib.awaiting import Awaiting
from collab_portal.lib.dates import today


def awaiting(user: User, now: datetime) -> list[Awaiting]:
    """No query but for security admins: they decide recoveries of others."""
    lines = []
    if user.mfa_due_on:
        left = max((user.mfa_due_on - today(now)).days, 0)
        title = f"请启用两步验证（还有 {left} 天）" if left else "请启用两步验证"
        lines.append(Awaiting("安全", title, reverse("mfa_activate_totp"), user.mfa_due_on))
    if user.platform_role == User.Platform.SECURITY:
        rows = Recovery.objects.filter(decided_at=None).exclude(person=user).exclude(asked_by=user)
        for recovery in rows.select_related("person").order_by("asked_at")[:50]:
            title = f"请决定找回：{recovery.person}"
            lines.append(Awaiting("找回", title, reverse("accounts:recoveries"), detail=recovery.reason))
    return lines
