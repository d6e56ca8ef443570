"""工委日历: the feed of one committee, and the link its people share."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from collab_portal.lib import feeds
from collab_portal.lib.http import PortalRequest, require
from organizations.calendars import events_of, name_of
from organizations.models import CalendarLink, Committee
from organizations.operations import calendar_links


@feeds.feed
def calendar_ics(request: HttpRequest, slug: str) -> HttpResponseBase:
    """With the committee's ``?token=``, or signed in as one of its people."""
    committee = Committee.objects.filter(slug=slug).first()
    if "token" in request.GET:
        links = CalendarLink.objects.matching(request.GET["token"])
        if committee is None or not links.filter(committee=committee).exists():
            return feeds.gone()
    elif not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path(), reverse(settings.LOGIN_URL))
    elif committee is None:
        raise Http404
    else:
        require("organizations.read_calendar", request.user, committee)
    return feeds.answer(request, name_of(committee), events_of(committee), f"{committee.slug}.ics")


@require_http_methods(["GET", "HEAD", "POST"])
def calendar_link(request: PortalRequest, slug: str) -> HttpResponse:
    """POST makes a link and shows it this once; the former one stops working."""
    committee = get_object_or_404(Committee, slug=slug)
    require("organizations.read_calendar", request.user, committee)
    link = ""
    if request.method == "POST":
        secret = calendar_links.make_link(committee, actor=request.user, now=timezone.now())
        link = f"{settings.SITE_URL}{reverse('organizations:calendar-ics', args=[slug])}?token={secret}"
    stored = CalendarLink.objects.filter(committee=committee).select_related("created_by").first()
    context = {"committee": committee, "stored": stored, "link": link}
    return TemplateResponse(request, "organizations/calendar_link.html", context)


@require_POST
def calendar_revoke(request: PortalRequest, slug: str) -> HttpResponse:
    committee = get_object_or_404(Committee, slug=slug)
    calendar_links.revoke_link(committee, actor=request.user)
    messages.success(request, "工委日历链接已撤销。")
    return redirect("organizations:calendar-link", slug)
