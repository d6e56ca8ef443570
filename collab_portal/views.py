"""Pages that belong to no single app: home, my work, health, errors."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe
from django_prometheus.exports import ExportToDjangoView

from collab_portal.lib.http import PortalRequest


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """首页: the river, who leads, what is next, what is new."""
    return TemplateResponse(request, "home.html", {})


@require_safe
def my_work(request: PortalRequest) -> HttpResponse:
    """我的工作: everything that awaits the signed-in person."""
    return TemplateResponse(request, "my_work.html", {})


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
    return TemplateResponse(request, f"{status}.html", status=status).render()


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return _error(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's secret has gone stale (signed in again in another tab, cookies off)."""
    context: dict[str, Any] = {"csrf": True}
    return TemplateResponse(request, "403.html", context, status=403).render()
