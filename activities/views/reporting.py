"""The annual report of a committee."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from activities import documents
from activities.models.total import FIRST_YEAR, LAST_YEAR
from collab_portal.lib.gongwen.download import FORMATS, download
from collab_portal.lib.http import PortalRequest
from collab_portal.lib.leaving import open_to_readers
from organizations.models import Committee


@open_to_readers
@require_safe
def annual_report(request: PortalRequest, slug: str, year: int, file_format: str) -> HttpResponse:
    """For everybody who may sign in, as its figures are."""
    committee = get_object_or_404(Committee, slug=slug)
    if file_format not in FORMATS or not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    now = timezone.now()
    document = documents.annual_report(committee, year, request.user, now)
    return download(request, document.layout(), document.title, file_format, now)
