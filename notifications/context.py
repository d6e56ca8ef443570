"""The inbox bell and the red bar of every page: asked only when the template looks."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from notifications.health import punctuality
from notifications.models import Notification

CAP = 100  # shown as 99+


def inbox(request: HttpRequest) -> dict[str, Any]:
    """``inbox_count`` (one query); for those who look after the outbox also ``reminders_late`` (one more)."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"inbox_count": 0, "reminders_late": False}
    watches = user.is_rotation_admin or user.platform_role == user.Platform.SYSTEM
    return {
        "inbox_count": SimpleLazyObject(lambda: Notification.objects.visible_to(user).unread()[:CAP].count()),
        "reminders_late": SimpleLazyObject(lambda: punctuality().late) if watches else False,
    }
