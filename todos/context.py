"""The two numbers of every page: what waits, and what is unread. One query, when the template looks."""

from collections import Counter
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.models import User
from collab_portal.lib.tally import tally
from notifications.models import Notification
from todos.models import Todo

CAP = 100  # shown as 99+


def counts(request: HttpRequest) -> dict[str, Any]:
    """``waiting.to_do`` and ``waiting.unread``; a request for a to-do counts as that, not as a message."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"waiting": Counter[str]()}
    return {"waiting": SimpleLazyObject(lambda: waiting(user))}


def waiting(user: User) -> Counter[str]:
    """Each counted to a hundred at most."""
    unread = Notification.objects.visible_to(user).unread().filter(asks="")
    return tally(CAP, to_do=Todo.objects.open(timezone.now()).of(user), unread=unread)
