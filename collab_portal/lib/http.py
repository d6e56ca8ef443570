"""The request as our views see it, and the two ways to say no."""

from typing import TYPE_CHECKING, Any

import rules
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

if TYPE_CHECKING:
    from accounts.models import User


class PortalRequest(HttpRequest):
    """A signed-in request. What one may not see is a 404 (``visible_to``); what one may not do, a 403."""

    user: "User"  # type: ignore[assignment]
    htmx: HtmxDetails


def require(rule: str, user: "User", obj: Any = None) -> None:
    """Raise PermissionDenied (403) unless ``rules.py`` allows ``rule`` to ``user`` on ``obj``."""
    if not rules.test_rule(rule, user, obj):
        raise PermissionDenied
