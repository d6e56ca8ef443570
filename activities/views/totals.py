"""历年汇总数: what committees report for the years before, by itself."""

from django.http import FileResponse, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from activities import exports
from activities.models import YearlyTotal
from activities.models.total import YearlyTotalQuerySet
from collab_portal.lib.dates import today
from collab_portal.lib.http import PortalRequest
from collab_portal.lib.leaving import open_to_readers
from collab_portal.lib.pages import paginate
from organizations import network

MOST_SUMS = 60
SLUGS = {member.slug: member.short_name for member in network.MEMBERS}


@require_safe
def totals(request: PortalRequest) -> HttpResponse:
    """The list; the page of a committee asks by htmx for its own years alone."""
    if request.htmx:
        return _years(request)
    page = paginate(request, _chosen(request).for_list(), size=50)
    slug = request.GET.get("committee", "")
    context = {"page": page, "slug": slug if slug in SLUGS else "", "committees": SLUGS.items()}
    return TemplateResponse(request, "activities/totals.html", context)


def _years(request: PortalRequest) -> HttpResponse:
    years: dict[int, list[str]] = {}
    for row in _chosen(request).for_list()[:MOST_SUMS]:
        what = row.get_kind_display() or "各类合计"
        years.setdefault(row.year, []).append(f"{what} {row.plain_value} {row.get_unit_display()}")
    context = {"years": list(years.items()), "slug": request.GET.get("committee", "")}
    return TemplateResponse(request, "activities/_totals.html", context)


@open_to_readers
@require_safe
def export(request: PortalRequest) -> FileResponse:
    """Exactly what the page shows; it can be imported again."""
    return exports.totals(_chosen(request).for_list(), today())


def _chosen(request: PortalRequest) -> YearlyTotalQuerySet:
    """``?committee=`` narrows; a word nobody offers does not."""
    rows = YearlyTotal.objects.all()
    slug = request.GET.get("committee", "")
    return rows.filter(committee__slug=slug) if slug in SLUGS else rows
