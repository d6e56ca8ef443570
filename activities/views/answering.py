"""Confirm, dispute, cancel: each a POST, each safe to repeat."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from activities import operations
from activities.forms import CancelForm, ConfirmForm, DisputeForm, HeadcountForm, ReplyForm
from activities.models import Activity, Participation
from activities.partners import deserted, nobody_there
from activities.views.browse import page_of
from collab_portal.lib.attempts import attempt
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
    do = partial(operations.confirm, activity, actor=request.user, now=timezone.now(), **form.cleaned_data)
    return back(request, activity) if attempt(request, _confirmed, do) else redirect(activity)


@require_POST
def headcount(request: PortalRequest, pk: int) -> HttpResponse:
    """人次 of one's own committee, until all have confirmed."""
    activity = _asked_of(request, pk, "activities.count")
    form = HeadcountForm(request.POST)
    if not form.is_valid():
        return page_of(request, activity, count=form)
    do = partial(operations.count, activity, actor=request.user, now=timezone.now(), **form.cleaned_data)
    attempt(request, "本工委人次已更新。", do)
    return redirect(activity)


def _confirmed(activity: Activity) -> str:
    done = activity.status == Activity.Status.CONFIRMED
    return f"{activity}：{'各方均已确认，计入统计。' if done else '已代表本工委确认。'}"


@require_POST
def reply(request: PortalRequest, pk: int) -> HttpResponse:
    activity = _asked_of(request, pk, "activities.reply")
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return page_of(request, activity, reply=form)
    answer = form.cleaned_data
    do = partial(
        operations.reply,
        activity,
        actor=request.user,
        reply=answer["reply"],
        expected=answer["expected"],
        note=answer["reply_note"],
        now=timezone.now(),
    )
    said = f"{activity}：已回执{Participation.Reply(answer['reply']).label}。"
    return back(request, activity) if attempt(request, said, do) else redirect(activity)


@require_POST
def nudge(request: PortalRequest, pk: int) -> HttpResponse:
    activity = _asked_of(request, pk, "activities.nudge")
    away = deserted(party.committee_id for party in activity.partners if party.owes(activity))
    attempt(request, partial(_nudged, away=away), partial(operations.nudge, activity, actor=request.user))
    return redirect(activity)


def _nudged(count: int, away: list[str]) -> str:
    done = f"已催办 {count} 家工委。" if count else "" if away else "尚未答复的工委本版已催办过，没有重复。"
    return done + nobody_there(away)


@require_POST
def dispute(request: PortalRequest, pk: int) -> HttpResponse:
    activity = _asked_of(request, pk, "activities.dispute")
    form = DisputeForm(request.POST)
    if not form.is_valid():
        return page_of(request, activity, dispute=form)
    do = partial(operations.dispute, activity, actor=request.user, now=timezone.now(), **form.cleaned_data)
    attempt(request, "异议已送达牵头方，对方修改后会再请您确认。", do)
    return redirect(activity)


@require_POST
def cancel(request: PortalRequest, pk: int) -> HttpResponse:
    activity = _asked_of(request, pk, "activities.cancel")
    form = CancelForm(request.POST)
    if not form.is_valid():
        return page_of(request, activity, cancel=form)
    do = partial(operations.cancel, activity, actor=request.user, now=timezone.now(), **form.cleaned_data)
    attempt(request, "活动已取消，各方已收到通知。", do)
    return redirect(activity)
