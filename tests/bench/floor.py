"""The floor: bare Django pages of the same rows, which the portal's pages are measured against.

Django's own eight middlewares, one template, no access rules; the rows that a list or a page needs in one
query. ``manage.py`` and the portal know nothing of them.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.test.client import ClientHandler
from django.test.utils import override_settings
from django.urls import path, reverse
from django.utils import timezone

from activities.models import Activity
from experience.models import Article

SIZE = 20
ENGINE = Engine(
    dirs=[str(Path(__file__).parent / "templates")],
    loaders=[("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])],
)
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "tests.bench.floor.Here",
]


class Here:
    """Middleware: addresses are those of this file."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.urlconf = "tests.bench.floor"
        return self.get_response(request)


def handler() -> ClientHandler:
    """Answers requests by these pages, beside the portal's own in the same process."""
    with override_settings(MIDDLEWARE=MIDDLEWARE):
        found = ClientHandler(enforce_csrf_checks=False)
        found.load_middleware()
    return found


def _page(request: HttpRequest, template: str, person: Any = None, **context: Any) -> HttpResponse:
    return HttpResponse(ENGINE.get_template(template).render(Context({"person": person, **context})))


def _articles() -> Any:
    rows = Article.objects.filter(status="issued", published_at__lte=timezone.now())
    return rows.select_related("committee", "created_by")


def article_list(request: HttpRequest) -> HttpResponse:
    rows = _articles().order_by("-published_at", "-pk").defer("body")[:SIZE]
    lines = [(row, reverse("article", args=[row.pk])) for row in rows]
    return _page(request, "list.html", _person(request), rows=lines)


def activity_list(request: HttpRequest) -> HttpResponse:
    rows = Activity.objects.filter(status="confirmed").select_related("host", "created_by")
    lines = [(row, reverse("activity", args=[row.pk])) for row in rows.order_by("-held_on", "-pk")[:SIZE]]
    return _page(request, "list.html", _person(request), rows=lines)


def article(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, "detail.html", _person(request), row=_articles().get(pk=pk))


def activity(request: HttpRequest, pk: int) -> HttpResponse:
    row = Activity.objects.select_related("host", "created_by").get(pk=pk)
    return _page(request, "detail.html", _person(request), row=row)


def _person(request: HttpRequest) -> Any:
    return request.user if request.user.is_authenticated else None


urlpatterns = [
    path("articles/", article_list, name="articles"),
    path("articles/<int:pk>/", article, name="article"),
    path("activities/", activity_list, name="activities"),
    path("activities/<int:pk>/", activity, name="activity"),
]
