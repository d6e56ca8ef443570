"""Pages that belong to no single app: home, my work, health, errors."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseServerError, JsonResponse
from django.shortcuts import redirect
from django.template import loader
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_prometheus.exports import ExportToDjangoView

from activities.models import Activity
from collab_portal import desk
from collab_portal.forms import SearchForm
from collab_portal.lib import dates
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
            Activity.objects.visible_to(user).listed().newest_first()[:5] if user.is_authenticated else ()
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
def robots_txt(request: HttpRequest) -> HttpResponse:
    """What search engines may read: the home page and the column, where it is public."""
    open_to_all = "Allow: /$\nAllow: /static/\nAllow: /experience/\n" if settings.COLUMN_PUBLIC else ""
    return HttpResponse(f"User-agent: *\n{open_to_all}Disallow: /\n", content_type="text/plain")


@login_not_required
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """For whoever asks without reading the page's own link."""
    return redirect(static("img/mark.svg"))


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process is alive."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Ready to serve: the database answers. A missing cache degrades, it does not stop."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"database": "down"}, status=503)
    cache.set("readyz", 1, 5)
    return JsonResponse({"database": "up", "cache": "up" if cache.get("readyz") else "down"})


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus figures, for the machine itself only: a forwarded request comes from elsewhere."""
    if (
        request.META.get("REMOTE_ADDR") not in {"127.0.0.1", "::1", ""}
        or "HTTP_X_FORWARDED_FOR" in request.META
    ):
        raise Http404
    response: HttpResponse = ExportToDjangoView(request)
    return response


def _error(request: HttpRequest, status: int) -> HttpResponse:
    return TemplateResponse(request, f"{status}.html", {"typed": typed(request)}, status=status).render()


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, 413 if isinstance(exception, TOO_MUCH) else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Needs nothing that may be what broke: no database, no session, no context."""
    return HttpResponseServerError(loader.get_template("500.html").render({"typed": typed(request)}))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's secret has gone stale (signed in again in another tab, cookies off)."""
    context: dict[str, Any] = {"csrf": True, "typed": typed(request)}
    return TemplateResponse(request, "403.html", context, status=403).render()
