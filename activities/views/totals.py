"""历年汇总数: what committees report for the years before, by itself."""

from django.http import FileResponse, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accounts.views.exports import answer
from activities import exports
from activities.exports import SLUGS
from activities.models.total import YearlyTotalQuerySet
from collab_portal.lib.http import PortalRequest
from collab_portal.lib.pages import paginate

MOST_SUMS = 60


@require_safe
def totals(request: PortalRequest) -> HttpResponse:
    """The list; the page of a committee asks by htmx for its own years alone."""
    if request.htmx:
        return _years(request)
    page = paginate(request, _chosen(request), size=50)
    slug = request.GET.get("committee", "")
    context = {"page": page, "slug": slug if slug in SLUGS else "", "committees": SLUGS.items()}
    return TemplateResponse(request, "activities/totals.html", context)


def _years(request: PortalRequest) -> HttpResponse:
    years: dict[int, list[str]] = {}
    for row in _chosen(request)[:MOST_SUMS]:
        what = row.get_kind_display() or "各类合计"
        years.setdefault(row.year, []).append(f"{what} {row.plain_value} {row.get_unit_display()}")
    context = {"years": list(years.items()), "slug": request.GET.get("committee", "")}
    return TemplateResponse(request, "activities/_totals.html", context)


@require_safe
def export(request: PortalRequest) -> HttpResponse | FileResponse:
    return answer(request, exports.TOTALS)


def _chosen(request: PortalRequest) -> YearlyTotalQuerySet:
    return exports.yearly_totals(request.GET.get("committee", ""))
