"""Pages that belong to no single app: home, my work, health, errors."""

import sys
from datetime import UTC, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseServerError, JsonResponse
from django.shortcuts import redirect
from django.template import loader
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from activities.models import Activity
from collab_portal import desk, figures
from collab_portal.busy import is_disk_full
from collab_portal.forms import SearchForm
from collab_portal.health import readiness
from collab_portal.lib import dates
from collab_portal.lib.addresses import asked_directly
from collab_portal.lib.http import PortalRequest
from collab_portal.lib.typed import typed
from collab_portal.search import kinds_for
from collab_portal.search import search as find
from experience.models import Article
from rotation.board import board

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """首页: the river, who leads, what is next, what is new."""
    now = timezone.now()
    user = request.user
    lead = board(now)
    readable = user.is_authenticated or settings.COLUMN_PUBLIC
    context = {
        "current_turn": lead.current,
        "next_turn": lead.next,
        "next_consultation": lead.consultation,
        "articles": Article.objects.published(now).for_list()[:5] if readable else (),
        "activities": (
            Activity.objects.visible_to(user).listed().in_brief()[:5] if user.is_authenticated else ()
        ),
    }
    return TemplateResponse(request, "home.html", context)


@require_safe
def my_work(request: PortalRequest) -> HttpResponse:
    """我的工作: everything that awaits the signed-in person."""
    return TemplateResponse(request, "my_work.html", {"groups": desk.awaiting(request.user, timezone.now())})


@login_not_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """One box over everything a person may see; strangers search the column, where it is public."""
    now = timezone.now()
    form = SearchForm(request.GET, kinds=kinds_for(request.user), this_year=dates.today(now).year)
    asked = form.asked()
    context = {"form": form, "asked": asked, "answer": find(asked, request.user, now)}
    return TemplateResponse(request, "search.html", context)


@login_not_required
@require_safe
def mark(request: HttpRequest, name: str) -> HttpResponse:
    """The portal's sign, for whoever asks without reading the page's own links."""
    return redirect(static(f"img/{name}"))


@login_not_required
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Whom to tell of a weakness (RFC 9116); 404 where nobody is named."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = (timezone.now() + timedelta(days=180)).replace(microsecond=0)
    facts = {
        "Contact": settings.SECURITY_CONTACT,
        "Expires": expires.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "Preferred-Languages": "zh, en",
        "Canonical": f"{settings.SITE_URL}{request.path}",
    }
    lines = "".join(f"{name}: {value}\n" for name, value in facts.items())
    return HttpResponse(lines, content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def change_password(request: HttpRequest) -> HttpResponse:
    """Where programs that keep passwords send their owner."""
    return redirect("account_change_password")


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process is alive."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Ready to serve: 503 while pages fail. What fails, and what is to be looked at, is for watchers."""
    found = readiness()
    facts: dict[str, Any] = {"ready": found.ready}
    if asked_directly(request):
        facts |= {"faults": found.faults, "warnings": found.warnings, "ticks": found.ticks}
    json = {"ensure_ascii": False}
    return JsonResponse(facts, status=200 if found.ready else 503, json_dumps_params=json)


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus figures, for watchers only."""
    if not asked_directly(request):
        raise Http404
    return HttpResponse(figures.page(), content_type=CONTENT_TYPE_LATEST)


def _error(request: HttpRequest, status: int) -> HttpResponse:
    return TemplateResponse(request, f"{status}.html", {"typed": typed(request)}, status=status).render()


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, 413 if isinstance(exception, TOO_MUCH) else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Needs nothing that may be what broke: no database, no session, no context. A full disk is named."""
    status = 507 if is_disk_full(sys.exc_info()[1]) else 500
    page = loader.get_template(f"{status}.html").render({"typed": typed(request)})
    return HttpResponseServerError(page, status=status)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's secret has gone stale (signed in again in another tab, cookies off)."""
    context: dict[str, Any] = {"csrf": True, "typed": typed(request)}
    return TemplateResponse(request, "403.html", context, status=403).render()
