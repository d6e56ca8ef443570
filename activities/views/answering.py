"""Confirm, dispute, cancel: each a POST, each safe to repeat."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from activities import operations
from activities.forms import CancelForm, ConfirmForm, DisputeForm, ReplyForm
from activities.models import Activity
from activities.views.browse import page_of
from collab_portal.lib.http import PortalRequest, back, require


def _asked_of(request: PortalRequest, pk: int, rule: str) -> Activity:
    activity: Activity = get_object_or_404(Activity.objects.visible_to(request.user).for_page(), pk=pk)
    require(rule, request.user, activity)
    return activity


@require_POST
def confirm(request: PortalRequest, pk: int) -> HttpResponse:
    activity = _asked_of(request, pk, "activities.confirm")
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return page_of(request, activity, confirm=form)
    try:
        activity = operations.confirm(activity, actor=request.user, now=timezone.now(), **form.cleaned_data)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(activity)
    done = activity.status == Activity.Status.CONFIRMED
    said = "各方均已确认，计入统计。" if done else "已代表本工委确认。"
    messages.success(request, f"{activity}：{said}")
    return back(request, activity)


@require_POST
def reply(request: PortalRequest, pk: int) -> HttpResponse:
    activity = _asked_of(request, pk, "activities.reply")
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return page_of(request, activity, reply=form)
    answer = form.cleaned_data
    try:
        operations.reply(
            activity,
            actor=request.user,
            reply=answer["reply"],
            expected=answer["expected"],
            note=answer["reply_note"],
            now=timezone.now(),
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect(activity)
    messages.success(request, f"{activity}：已回执{dict(form.fields['reply'].choices)[answer['reply']]}。")  # type: ignore[attr-defined]
    return back(request, activity)


@require_POST
def nudge(request: PortalRequest, pk: int) -> HttpResponse:
    activity = _asked_of(request, pk, "activities.nudge")
    count = operations.nudge(activity, actor=request.user)
    messages.success(
        request, f"已催办 {count} 家工委。" if count else "尚未答复的工委本版已催办过，没有重复。"
    )
    return redirect(activity)


@require_POST
def dispute(request: PortalRequest, pk: int) -> HttpResponse:
    activity = _asked_of(request, pk, "activities.dispute")
    form = DisputeForm(request.POST)
    if form.is_valid():
        try:
            operations.dispute(activity, actor=request.user, now=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, "异议已送达牵头方，对方修改后会再请您确认。")
        return redirect(activity)
    return page_of(request, activity, dispute=form)


@require_POST
def cancel(request: PortalRequest, pk: int) -> HttpResponse:
    activity = _asked_of(request, pk, "activities.cancel")
    form = CancelForm(request.POST)
    if form.is_valid():
        try:
            operations.cancel(activity, actor=request.user, now=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, "活动已取消，各方已收到通知。")
        return redirect(activity)
    return page_of(request, activity, cancel=form)
