"""One use of a resource: its page, and the owner's answer."""

from functools import partial

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe
from rules import test_rule

from accounts.views.exports import answer
from activities import exports, operations
from activities.forms import UseReasonForm
from activities.models import Activity, ResourceUse
from activities.use_panels import load_of
from collab_portal.lib.attempts import attempt, by, perform
from collab_portal.lib.history import changes_of
from collab_portal.lib.http import PortalRequest, back, require


def _visible(request: PortalRequest, pk: int, rule: str = "") -> ResourceUse:
    use = get_object_or_404(ResourceUse.objects.visible_to(request.user).for_list(), pk=pk)
    if rule:
        require(rule, request.user, use)
    return use


@require_safe
def use(request: PortalRequest, pk: int) -> HttpResponse:
    return _page(request, _visible(request, pk))


def _page(request: PortalRequest, use: ResourceUse, form: UseReasonForm | None = None) -> HttpResponse:
    """What is asked, who else wants that time, and the answer."""
    owner = test_rule("activities.answer_use", request.user, use)
    activity, ahead = use.activity, use.activity.status == Activity.Status.ANNOUNCED
    seen = Activity.objects.visible_to(request.user).filter(pk=activity.pk).exists()
    load = load_of(use) if owner and ahead else None
    context = {
        "use": use,
        "activity": activity,
        "sees_activity": seen,
        "load": load,
        "taken": load.taken if load else None,
        "can_answer": owner and use.is_waiting,
        "can_withdraw": owner and ahead and use.answer == ResourceUse.Answer.GRANTED and not use.is_own,
        "can_ask": test_rule("activities.ask_use", request.user, use)
        and ahead
        and use.answer in {ResourceUse.Answer.DECLINED, ResourceUse.Answer.WITHDRAWN},
        "form": form or UseReasonForm(initial={"asked": use.asked}),
        "changes": changes_of(use) if owner or use.activity.host_id == request.user.committee_id else [],
    }
    return TemplateResponse(request, "activities/use.html", context)


@require_POST
def grant(request: PortalRequest, pk: int) -> HttpResponse:
    """同意使用, on its page or in one click of one's work."""
    found = _visible(request, pk, "activities.answer_use")
    number = request.POST.get("asked", "")
    asked = int(number) if number.isascii() and number.isdecimal() and len(number) < 6 else 0
    do = partial(operations.grant, found, **by(request), asked=asked)
    done = attempt(request, f"已同意使用：{found.resource}。", do)
    return back(request, found) if done else redirect(found)


@require_POST
def decline(request: PortalRequest, pk: int) -> HttpResponse:
    return _refuse(request, pk, operations.decline, "已答复暂不能提供，理由已告知主办方。")


@require_POST
def withdraw(request: PortalRequest, pk: int) -> HttpResponse:
    return _refuse(request, pk, operations.withdraw, "已收回，理由已告知主办方。")


def _refuse(request: PortalRequest, pk: int, operation: "operations.Refusal", done: str) -> HttpResponse:
    found = _visible(request, pk, "activities.answer_use")
    form = UseReasonForm(request.POST)
    return perform(
        request,
        form,
        lambda: operation(found, **by(request), asked=form.asked_for, reason=form.cleaned_data["reason"]),
        done=done,
        to=found,
        page=lambda: _page(request, _visible(request, pk), form),
        aside=True,
    )


@require_POST
def ask_again(request: PortalRequest, pk: int) -> HttpResponse:
    found = _visible(request, pk, "activities.ask_use")
    attempt(request, "已再次申请。", partial(operations.ask_again, found, **by(request)))
    return redirect(found)


@require_safe
def usage_export(request: PortalRequest) -> HttpResponse | FileResponse:
    """How often the listed resources were used, by year and committee."""
    return answer(request, exports.USAGE)
