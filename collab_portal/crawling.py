"""What search engines are told: where they may read, and what there is. Both say what a stranger may see."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import Sitemap, views
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from experience.sitemaps import Issues, Pieces


class Pages(Sitemap):  # type: ignore[type-arg]
    """The pages that lead to all others."""

    def items(self) -> list[str]:
        return ["home", "experience:list", "experience:bulletins"]

    def location(self, item: str) -> str:
        return reverse(item)


SITEMAPS = {"pages": Pages, "pieces": Pieces, "issues": Issues}
# Lists narrowed or turned are without number; the sitemap names all that they lead to.
OPEN = """Allow: /$
Allow: /static/
Allow: /favicon.ico$
Allow: /apple-touch-icon.png$
Allow: /sitemap
Allow: /experience/
Disallow: /experience/*?
"""


@login_not_required
@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """The home page and the column, where it is public; nothing at all elsewhere."""
    allowed = OPEN if settings.COLUMN_PUBLIC else ""
    where = f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}\n" if settings.COLUMN_PUBLIC else ""
    return HttpResponse(f"User-agent: *\n{allowed}Disallow: /\n{where}", content_type="text/plain")


def _where_public(view: Callable[..., Any], request: HttpRequest, **options: Any) -> HttpResponseBase:
    if not settings.COLUMN_PUBLIC:
        raise Http404
    answer: HttpResponseBase = view(request, SITEMAPS, **options)
    return answer


@login_not_required
@require_safe
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """The parts, and the pages of each."""
    return _where_public(views.index, request, sitemap_url_name="sitemap-part")


@login_not_required
@require_safe
def sitemap_part(request: HttpRequest, section: str) -> HttpResponseBase:
    """``?p=`` turns its pages; 404 for a part or page that is none."""
    return _where_public(views.sitemap, request, section=section)
