"""交接: read by both sides, prepared, signed, returned."""

import rules
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from collab_portal.lib import dates
from collab_portal.lib.attempts import by, perform, posted
from collab_portal.lib.history import changes_of
from collab_portal.lib.http import PortalRequest, require
from organizations.contacts import tell_committees
from rotation import operations
from rotation.handover import protocol, side_of
from rotation.handover_forms import HandoverForm, ReasonForm
from rotation.models import Handover, Turn
from rotation.views.frame import act


def _turn(request: PortalRequest, pk: int) -> Turn:
    """The turn, for the two sides and the secretariat: for others its handover does not exist."""
    turns = Turn.objects.visible_to(request.user).for_list().select_related("rotation")
    turn = get_object_or_404(turns, pk=pk)
    if not rules.test_rule("rotation.see_handover", request.user, turn):
        raise Http404
    return turn


def _page(turn: Turn) -> str:
    return reverse("rotation:handover", args=[turn.pk])


@require_safe
def page(request: PortalRequest, pk: int) -> HttpResponse:
    turn, today = _turn(request, pk), dates.today()
    shown = protocol(turn, request.user, today)
    tell_committees(request.user, [place.turn.committee for place in shown.places if place.turn])
    context = {
        "turn": turn,
        "it": shown,
        "begun": turn.starts_on <= today,
        "reason_form": ReasonForm(),
        "changes": changes_of(shown.handover, limit=20) if shown.handover.pk else [],
    }
    return TemplateResponse(request, "rotation/handover.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: PortalRequest, pk: int) -> HttpResponse:
    """Contact and, for the outgoing side, the note."""
    turn = _turn(request, pk)
    require("rotation.sign_handover", request.user, turn)
    side = side_of(request.user, turn)
    handover = Handover.objects.filter(turn=turn).first() or Handover(turn=turn)
    form = HandoverForm(posted(request), handover=handover, side=side)
    context = {"turn": turn, "form": form}
    return perform(
        request,
        form,
        lambda: operations.write_handover(turn, **by(request), **form.cleaned_data),
        to=_page(turn),
        page=lambda: TemplateResponse(request, "rotation/handover_form.html", context),
        stored=lambda current: HandoverForm(handover=current, side=side),
    )


@require_POST
def sign(request: PortalRequest, pk: int) -> HttpResponse:
    turn = _turn(request, pk)
    require("rotation.sign_handover", request.user, turn)
    seen = request.POST.get("seen", "")
    return act(
        request,
        lambda: operations.sign_handover(turn, actor=request.user, seen=seen, now=timezone.now()),
        "已签字。",
        _page(turn),
    )


@require_POST
def reopen(request: PortalRequest, pk: int) -> HttpResponse:
    """Take one's own signature back, or return the other side's."""
    turn, form = _turn(request, pk), ReasonForm(request.POST)
    require("rotation.sign_handover", request.user, turn)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    return act(
        request,
        lambda: operations.reopen_handover(turn, actor=request.user, reason=reason, now=timezone.now()),
        "已退回，改好后双方重新签字。",
        _page(turn),
    )
