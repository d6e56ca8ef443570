"""催办, from whichever page."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.models import User
from collab_portal.lib.http import PortalRequest, back
from collab_portal.lib.todos import Subject
from todos import nudging
from todos.subjects import of_topic


@require_POST
def nudge(request: PortalRequest, prefix: str, pk: int) -> HttpResponse:
    """Only of what the reader waits for, or waited for as long as it was owed; anything else is not there."""
    try:
        subject = of_topic(prefix)
    except LookupError:
        raise Http404 from None
    now, obj = timezone.now(), subject.live().filter(pk=pk).first()
    found = nudging.nudge(subject, obj, actor=request.user, now=now) if obj else None
    if found is None:
        obj = get_object_or_404(_still_seen(subject, request.user), pk=pk)
        if nudging.is_owed(subject, obj, now):
            raise Http404
        messages.info(request, "已没有待答复的工委。")
        return redirect(obj)
    messages.success(request, nudging.said(found))
    return back(request, obj)


def _still_seen(subject: Subject[Any], user: User) -> QuerySet[Any]:
    """What of it a committee's staff may see, whatever became of it."""
    rows: Any = subject.model._default_manager.all()
    can_wait = any(kind.may_be_nudged for kind in subject.kinds.values()) and user.is_staff_member
    found: QuerySet[Any] = rows.visible_to(user) if can_wait else rows.none()
    return found
