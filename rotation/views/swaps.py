"""调换与顺延: proposed, answered, decided."""

from collections.abc import Callable
from functools import partial

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from rules import test_rule

from collab_portal.lib import dates
from collab_portal.lib.attempts import attempt, by, filled, perform, posted
from collab_portal.lib.history import changes_of
from collab_portal.lib.http import PortalRequest, require
from rotation import operations
from rotation.amendment_forms import AnswerForm, SkipForm, SwapForm
from rotation.models import Swap, Turn
from rotation.operations.swaps import turns_of
from rotation.rehearsal import rehearse


def _turn(request: PortalRequest, pk: int) -> Turn:
    return get_object_or_404(
        Turn.objects.visible_to(request.user).for_list().select_related("rotation"), pk=pk
    )


def _swap(request: PortalRequest, pk: int) -> Swap:
    return get_object_or_404(Swap.objects.visible_to(request.user).for_list(), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: PortalRequest, pk: int) -> HttpResponse:
    """The lead asks another lead; a rotation admin may decide at once."""
    turn = _turn(request, pk)
    may_ask, may_order = (test_rule(rule, request.user, turn) for rule in ("rotation.swap", "rotation.plan"))
    if not (may_ask or may_order):
        raise PermissionDenied
    form = SwapForm(posted(request), turn=turn, today=dates.today())
    previewing = request.POST.get("preview")  # a proposal that is only asked for changes nothing yet
    ordering = may_order and ("order" in request.POST or previewing == "order" or not may_ask)
    verb = operations.order_swap if ordering else operations.propose_swap
    done = "任期已调换，双方已收到通知。" if ordering else "已提出调换，等待对方答复。"

    def act() -> Swap:
        data = form.cleaned_data
        return verb(turn, data["other"], actor=request.user, reason=data["reason"], now=timezone.now())

    context = {"turn": turn, "form": form, "may_ask": may_ask, "may_order": may_order}
    return _submitted(request, form, act, done, "rotation/swap_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def skip(request: PortalRequest, pk: int) -> HttpResponse:
    """Pass the lead over once, with a reason."""
    turn = _turn(request, pk)
    require("rotation.plan", request.user)
    form = SkipForm(posted(request))

    def act() -> Turn:
        operations.skip_turn(turn, actor=request.user, reason=form.cleaned_data["reason"], now=timezone.now())
        return turn

    context = {"turn": turn, "form": form}
    return _submitted(request, form, act, "已顺延，相关工委已收到通知。", "rotation/skip.html", context)


@require_safe
def page(request: PortalRequest, pk: int) -> HttpResponse:
    return _page(request, _swap(request, pk), AnswerForm())


@require_POST
def answer(request: PortalRequest, pk: int) -> HttpResponse:
    """Agree or decline for the committee that was asked."""
    swap, form = _swap(request, pk), AnswerForm(request.POST)
    require("rotation.answer_swap", request.user, swap)
    return perform(
        request,
        form,
        lambda: operations.answer_swap(swap, **by(request), **form.facts()),
        done="已答复。",
        to=swap,
        page=lambda: _page(request, swap, form),
        aside=True,
    )


@require_POST
def withdraw(request: PortalRequest, pk: int) -> HttpResponse:
    swap = _swap(request, pk)
    require("rotation.withdraw_swap", request.user, swap)
    do = partial(operations.withdraw_swap, swap, **by(request))
    attempt(request, "调换已撤回。", do)
    return redirect(swap)


def _page(request: PortalRequest, swap: Swap, form: AnswerForm) -> HttpResponse:
    mine, theirs = turns_of(swap)
    context = {
        "swap": swap,
        "form": form,
        "mine": mine,
        "theirs": theirs,
        "changes": changes_of(swap, limit=20),
    }
    return TemplateResponse(request, "rotation/swap.html", context)


def _submitted(
    request: PortalRequest,
    form: SwapForm | SkipForm,
    act: Callable[[], Swap | Turn],
    done: str,
    template: str,
    context: dict[str, object],
) -> HttpResponse:
    """``preview`` shows what it would set off and stores nothing."""
    if "preview" in request.POST:
        told = filled(form, lambda: rehearse(act))
        return TemplateResponse(request, template, context | {"consequences": told})
    return perform(request, form, act, done=done, page=lambda: TemplateResponse(request, template, context))
