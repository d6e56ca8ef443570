"""The whole issue as one file: written once for each state of its words, whoever asks how often."""

import hashlib
from datetime import datetime

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from collab_portal.lib import bounds, demo
from collab_portal.lib.gongwen.download import FORMATS, answer, too_long, without_glyphs, write
from collab_portal.lib.gongwen.measuring import TooLongError
from collab_portal.lib.leaving import open_answer
from experience import documents
from experience.models import Bulletin
from experience.views.access import column_page

KEPT = 7 * 86_400


@column_page
@require_safe
def bulletin_file(request: HttpRequest, pk: int, file_format: str) -> HttpResponse:
    """Laid out while the first reader waits; the key is a digest of every word, so it is never stale."""
    if file_format not in FORMATS:
        raise Http404
    bulletin, now = get_object_or_404(Bulletin.objects.visible_to(request.user), pk=pk), timezone.now()
    try:
        return _issue_file(request, bulletin, file_format, now)
    except TooLongError:
        return too_long(request)


def _issue_file(request: HttpRequest, bulletin: Bulletin, file_format: str, now: datetime) -> HttpResponse:
    booklet = documents.booklet(bulletin, now)
    words = f"{booklet!r}{demo.mark()}"
    key = f"issue-file:{file_format}:{hashlib.sha256(words.encode()).hexdigest()}"
    etag = f'"{key}"'
    unchanged = get_conditional_response(request, etag=etag)
    if isinstance(unchanged, HttpResponse):
        return unchanged
    content = cache.get(key)
    layout = booklet.layout()
    if refusal := without_glyphs(request, layout, file_format):
        return refusal
    if content is None:
        content = write(layout, file_format, bulletin.released_at or now, bounds.LAYOUT_AT_ONCE)
        cache.set(key, content, KEPT)
    response = answer(content, f"{bulletin.title}-第{bulletin.number}期", file_format)
    response["ETag"] = etag
    return open_answer(response, if_=bulletin.released_at is not None)
