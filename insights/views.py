"""One page of figures, and the same as a workbook."""

from django.http import FileResponse, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from collab_portal.lib.dates import today
from collab_portal.lib.http import PortalRequest
from collab_portal.lib.leaving import open_to_readers
from insights import exports, figures, matrix, yearly
from insights.filters import InsightFilter


@require_safe
def overview(request: PortalRequest) -> HttpResponse:
    asked = InsightFilter(request.GET, today())
    part = request.htmx and not request.htmx.history_restore_request
    context = {
        "filter": asked,
        "chosen": asked.chosen,
        "figures": figures.gather(asked.chosen),
        "matrix": matrix.of(asked.chosen),
        "yearly": yearly.of(asked.chosen),
    }
    return TemplateResponse(request, "insights/_figures.html" if part else "insights/overview.html", context)


@open_to_readers
@require_safe
def export(request: PortalRequest) -> FileResponse:
    """The page's tables, one sheet each."""
    chosen = InsightFilter(request.GET, today()).chosen
    return exports.workbook(chosen, figures.gather(chosen), matrix.of(chosen))
