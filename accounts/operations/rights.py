"""Asking for a right under the lock: of the person as stored now, not as the request began."""

from typing import Any

from django.core.exceptions import PermissionDenied

from accounts.models import User
from collab_portal.lib.http import require


def require_now(right: str, actor: User, obj: Any = None) -> None:
    """Raise PermissionDenied unless ``actor`` is open and has the right now, in the transaction of the verb.

    Call it when the rows that the verb writes are locked: of two admins who close each other, one is late.
    """
    current = User.objects.active().filter(pk=actor.pk).first()
    if current is None:
        raise PermissionDenied
    require(right, current, obj)
