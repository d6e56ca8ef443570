"""The calendar feed, and the secret link calendar programs use."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from collab_portal.lib.feeds import answer, feed, gone
from collab_portal.lib.http import PortalRequest
from rotation import feeds, operations
from rotation.models import CalendarToken


@feed
def calendar_ics(request: HttpRequest) -> HttpResponseBase:
    """Signed in, or with ``?token=``."""
    reader = feeds.reader(request)
    if reader is None and "token" in request.GET:
        return gone()
    if reader is None:
        return redirect_to_login(request.get_full_path(), reverse(settings.LOGIN_URL))
    return answer(request, feeds.NAME, feeds.events_for(reader), "rotation.ics")


@require_http_methods(["GET", "HEAD", "POST"])
def subscription(request: PortalRequest) -> HttpResponse:
    """POST makes a link and shows it this once; the former one stops working."""
    link = ""
    if request.method == "POST":
        secret = operations.make_token(actor=request.user, now=timezone.now())
        link = f"{settings.SITE_URL}{reverse('rotation:calendar-ics')}?token={secret}"
    token = CalendarToken.objects.filter(user=request.user).select_related("user").first()
    return TemplateResponse(request, "rotation/subscription.html", {"token": token, "link": link})


@require_POST
def revoke(request: PortalRequest) -> HttpResponse:
    operations.revoke_token(actor=request.user)
    messages.success(request, "订阅链接已撤销。")
    return redirect("rotation:subscription")
