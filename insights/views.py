"""One page of figures, and the same as a workbook."""

from django.http import FileResponse, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from accounts.views.exports import answer
from collab_portal.lib.dates import today
from collab_portal.lib.http import PortalRequest
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


@require_safe
def export(request: PortalRequest) -> HttpResponse | FileResponse:
    """The page's tables, one sheet each."""
    return answer(request, exports.FIGURES)
