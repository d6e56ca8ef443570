"""The whole issue as one file."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from collab_portal.lib.dates import today
from collab_portal.lib.gongwen.download import FORMATS, download
from experience import documents
from experience.models import Bulletin
from experience.views.access import column_page


@column_page
@require_safe
def bulletin_file(request: HttpRequest, pk: int, file_format: str) -> HttpResponse:
    """Made while the reader waits: forty pieces take well under a second."""
    if file_format not in FORMATS:
        raise Http404
    bulletin, now = get_object_or_404(Bulletin.objects.out(today()), pk=pk), timezone.now()
    layout = documents.booklet(bulletin, now).layout()
    return download(layout, f"{bulletin.title}-第{bulletin.number}期", file_format, now)
