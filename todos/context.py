"""What every page asks at its top: what waits, what is unread, whether reminders are late. One query."""

from collections import Counter
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from collab_portal.lib import portal
from collab_portal.lib.awaiting import AwaitingSource
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
    """Each counted to a hundred at most. ``to_do``: just as many as 我的工作 lists."""
    now = timezone.now()
    rows: list[Any] = [Todo.objects.open(now).of(user)]
    rows += [one for source in portal.every(AwaitingSource) for one in source.count(user, now)]
    to_do = {f"to_do_{number}": one for number, one in enumerate(rows)}
    parts: dict[str, Any] = {
        **to_do,
        "unread": Notification.objects.visible_to(user).unread().filter(asks=""),
    }
    if user.is_rotation_admin or user.platform_role == user.Platform.SYSTEM:
        parts["late"] = Delivery.objects.overdue()
    found = tally(CAP, **parts)
    found["to_do"] = sum(found.pop(name, 0) for name in to_do)
    return found
