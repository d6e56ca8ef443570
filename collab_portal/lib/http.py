"""The request as our views see it, how much it may hold, the two ways to say no, and the way back."""

import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import unquote, urlsplit, urlunsplit

import rules
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from collab_portal.lib import bounds

if TYPE_CHECKING:
    from accounts.models import User

NEXT_LIMIT = bounds.NEXT
READING = ("GET", "HEAD")
View = TypeVar("View", bound=Callable[..., Any])


class PortalRequest(HttpRequest):
    """A signed-in request. What one may not see is a 404 (``visible_to``); what one may not do, a 403."""

    user: "User"  # type: ignore[assignment]
    htmx: HtmxDetails


def require(rule: str, user: "User", obj: Any = None) -> None:
    """Raise PermissionDenied (403) unless ``rules.py`` allows ``rule`` to ``user`` on ``obj``."""
    if not rules.test_rule(rule, user, obj):
        raise PermissionDenied


def here(request: HttpRequest, obj: Any = None) -> str:
    """The page that a form stands on, for its hidden ``next``; a refused form's is that of ``obj``."""
    if request.method in READING:
        return request.get_full_path()
    return obj.get_absolute_url() if obj else ""


def back(request: HttpRequest, otherwise: Any) -> HttpResponseRedirect:
    """To the page of this site that the form stood on (its hidden ``next``), else to ``otherwise``."""
    page = request.POST.get("next", "")
    ours = page.startswith("/") and url_has_allowed_host_and_scheme(page, None) and len(page) <= NEXT_LIMIT
    return HttpResponseRedirect(page) if ours and _is_read(page) else redirect(otherwise)


def _is_read(page: str) -> bool:
    """Whether an address of ours answers to GET, as far as Django's own check of the method says."""
    try:
        view: Any = resolve(unquote(urlsplit(page).path)).func
    except (Resolver404, ValueError):
        return False
    while inspect.isfunction(view):
        allowed = inspect.getclosurevars(view).nonlocals.get("request_method_list", READING)
        if not set(READING) & set(allowed):
            return False
        view = getattr(view, "__wrapped__", None)
    return True


def large_body(view: View) -> View:
    """Mark a view whose form holds a long text (``BodyLimits`` lets it through)."""
    view.largest_body = lambda: bounds.BODY  # type: ignore[attr-defined]
    return view


def takes_files(view: View) -> View:
    """Mark a view that takes files: together at most the largest single one, and what stands around them."""
    view.largest_body = lambda: settings.UPLOAD_LIMIT + bounds.ENVELOPE  # type: ignore[attr-defined]
    return view


def largest_body(view: Callable[..., Any]) -> int:
    """How many bytes a signed-in person may send to this view."""
    most: Callable[[], int] = getattr(view, "largest_body", lambda: bounds.SMALL_BODY)
    return most()


def body_length(request: HttpRequest) -> int:
    """Bytes of the body as its header says them; 0 where it says nothing that can be read."""
    written = request.META.get("CONTENT_LENGTH") or ""
    return int(written[:20]) if written.isascii() and written.isdecimal() else 0  # more is too much as well


def own_path(address: str) -> str:
    """The path of an address of this very site, copied from the browser; anything else as it came."""
    try:
        parts = urlsplit(address.strip())
        named = {parts.netloc.lower(), parts.hostname}
    except ValueError:
        return address
    own = {urlsplit(settings.SITE_URL).netloc.lower(), *(host.lower() for host in settings.ALLOWED_HOSTS)}
    if parts.scheme not in {"http", "https"} or not named & own:
        return address
    return urlunsplit(("", "", parts.path or "/", parts.query, parts.fragment))
