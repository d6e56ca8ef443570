"""Papers made of records: the annual report of a committee, the invitation to what is ahead."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from activities import documents
from activities.invitation import invitation as invitation_of
from activities.models import Activity
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


@require_safe
def invitation(request: PortalRequest, pk: int, file_format: str) -> HttpResponse:
    """For the parties of what is ahead."""
    rows = Activity.objects.visible_to(request.user).filter(status=Activity.Status.ANNOUNCED)
    activity = get_object_or_404(rows.for_page(), pk=pk)
    if file_format not in FORMATS or activity.party_of(request.user.committee_id) is None:
        raise Http404
    document = invitation_of(activity)
    return download(request, document.layout(), document.title, file_format, timezone.now())
