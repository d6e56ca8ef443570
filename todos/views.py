"""催办, from whichever page."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from collab_portal.lib.http import PortalRequest, back
from todos import nudging
from todos.subjects import of_topic


@require_POST
def nudge(request: PortalRequest, prefix: str, pk: int) -> HttpResponse:
    """Only of what the reader waits for; anything else is not there."""
    try:
        subject = of_topic(prefix)
    except LookupError:
        raise Http404 from None
    obj = get_object_or_404(subject.live(), pk=pk)
    found = nudging.nudge(subject, obj, actor=request.user, now=timezone.now())
    if found is None:
        raise Http404
    messages.success(request, nudging.said(found))
    return back(request, obj)
