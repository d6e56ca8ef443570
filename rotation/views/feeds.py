"""The calendar feed, and the secret link calendar programs use."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from collab_portal.lib import ical
from collab_portal.lib.http import PortalRequest
from rotation import feeds, operations
from rotation.models import CalendarToken


@login_not_required
@require_safe
def calendar_ics(request: HttpRequest) -> HttpResponse:
    """Signed in, or with ``?token=``. Unchanged since the last look: 304, without building anything."""
    reader = feeds.reader(request)
    if reader is None and "token" in request.GET:
        raise Http404
    if reader is None:
        return redirect_to_login(request.get_full_path(), reverse(settings.LOGIN_URL))
    etag = feeds.etag(reader)
    headers = {"ETag": etag, "Cache-Control": "private, no-cache", "Vary": "Cookie"}
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(feeds.calendar(reader), content_type=ical.CONTENT_TYPE)
        response["Content-Disposition"] = 'inline; filename="rotation.ics"'
    for name, value in headers.items():
        response[name] = value
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def subscription(request: PortalRequest) -> HttpResponse:
    """POST makes a link and shows it this once; the former one stops working."""
    link = ""
    if request.method == "POST":
        secret = operations.make_token(actor=request.user, now=timezone.now())
        link = f"{settings.SITE_URL}{reverse('rotation:calendar-ics')}?token={secret}"
    token = CalendarToken.objects.filter(user=request.user).first()
    return TemplateResponse(request, "rotation/subscription.html", {"token": token, "link": link})


@require_POST
def revoke(request: PortalRequest) -> HttpResponse:
    operations.revoke_token(actor=request.user)
    messages.success(request, "订阅链接已撤销。")
    return redirect("rotation:subscription")
