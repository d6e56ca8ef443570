"""约稿: what was asked of whom, and who owes what."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from collab_portal.lib.attempts import by, perform, posted
from collab_portal.lib.dates import today
from collab_portal.lib.http import PortalRequest, require
from collab_portal.lib.pages import paginate
from experience import operations
from experience.forms import CallForm
from experience.models import Bulletin, Call


@require_safe
def call_list(request: PortalRequest) -> HttpResponse:
    require("experience.queue", request.user)
    page = paginate(request, Call.objects.visible_to(request.user).for_list())
    return TemplateResponse(request, "experience/calls.html", {"page": page, "today": today()})


@require_http_methods(["GET", "POST"])
def new(request: PortalRequest) -> HttpResponse:
    require("experience.plan_issues", request.user)
    begin = {"due_on": today() + timedelta(days=14), "bulletin": _issue(request)}
    form = CallForm(posted(request), initial=begin)
    return perform(
        request,
        form,
        lambda: operations.call_for_pieces(
            **by(request),
            submission=form.submission_key,
            fields=form.facts(),
            committees=form.cleaned_data["committees"],
        ),
        done=lambda _: f"已向{len(form.cleaned_data['committees'])}家工委约稿，对方会收到通知。",
        page=lambda: TemplateResponse(request, "experience/call_form.html", {"form": form}),
    )


def _issue(request: PortalRequest) -> Bulletin | None:
    """The issue that the link to the form named."""
    said = request.GET.get("bulletin", "")
    valid = said.isascii() and said.isdecimal() and len(said) < 19
    return Bulletin.objects.planned().filter(pk=int(said)).first() if valid else None


@require_safe
def call_detail(request: PortalRequest, pk: int) -> HttpResponse:
    call = _call(request, pk)
    asks = list(call.asks.for_page())
    ours = request.user.committee_id
    seen = asks if request.user.is_editor else [ask for ask in asks if ask.committee_id == ours]
    context = {"call": call, "asks": seen, "today": today(), "owing": sum(not a.has_answer for a in asks)}
    return TemplateResponse(request, "experience/call.html", context)


def _call(request: PortalRequest, pk: int) -> Call:
    rows = Call.objects.visible_to(request.user).select_related("bulletin", "created_by")
    return get_object_or_404(rows, pk=pk)


@require_POST
def close(request: PortalRequest, pk: int) -> HttpResponse:
    call = _call(request, pk)
    require("experience.change_call", request.user, call)
    operations.close_call(call, actor=request.user, now=timezone.now())
    messages.success(request, "约稿已结束。")
    return redirect(call)
