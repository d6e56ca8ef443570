"""The request as our views see it, the two ways to say no, and the way back."""

from typing import TYPE_CHECKING, Any

import rules
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

if TYPE_CHECKING:
    from accounts.models import User

NEXT_LIMIT = 500


class PortalRequest(HttpRequest):
    """A signed-in request. What one may not see is a 404 (``visible_to``); what one may not do, a 403."""

    user: "User"  # type: ignore[assignment]
    htmx: HtmxDetails


def require(rule: str, user: "User", obj: Any = None) -> None:
    """Raise PermissionDenied (403) unless ``rules.py`` allows ``rule`` to ``user`` on ``obj``."""
    if not rules.test_rule(rule, user, obj):
        raise PermissionDenied


def back(request: HttpRequest, otherwise: Any) -> HttpResponseRedirect:
    """To the page of this site that the form stood on (its hidden ``next``), else to ``otherwise``."""
    page = request.POST.get("next", "")
    if page.startswith("/") and url_has_allowed_host_and_scheme(page, None) and len(page) <= NEXT_LIMIT:
        return HttpResponseRedirect(page)
    return redirect(otherwise)
