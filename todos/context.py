"""What every page asks at its top: what waits, what is unread, whether reminders are late. One query."""

from collections import Counter
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from collab_portal.lib.tally import tally
from notifications.models import Delivery, Notification
from todos.models import Todo

CAP = 100  # shown as 99+


def counts(request: HttpRequest) -> dict[str, Any]:
    """``waiting.to_do``, ``waiting.unread`` and ``waiting.late``, asked when the template looks.

    A request for a to-do counts as that, not as a message; who looks after the outbox sees when it is late.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"waiting": Counter[str]()}
    return {"waiting": SimpleLazyObject(lambda: waiting(user))}


def waiting(user: User) -> Counter[str]:
    """Each counted to a hundred at most."""
    parts: dict[str, Any] = {
        "to_do": Todo.objects.open(timezone.now()).of(user),
        "unread": Notification.objects.visible_to(user).unread().filter(asks=""),
    }
    if user.is_rotation_admin or user.platform_role == user.Platform.SYSTEM:
        parts["late"] = Delivery.objects.overdue()
    return tally(CAP, **parts)
