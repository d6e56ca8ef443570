"""The red bar of every page: asked only when the template looks."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from notifications.health import punctuality


def punctual(request: HttpRequest) -> dict[str, Any]:
    """``reminders_late`` for those who look after the outbox; one query."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"reminders_late": False}
    watches = user.is_rotation_admin or user.platform_role == user.Platform.SYSTEM
    return {"reminders_late": SimpleLazyObject(lambda: punctuality().late) if watches else False}
