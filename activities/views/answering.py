"""Confirm, dispute, cancel: each a POST, each safe to repeat."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from activities import operations
from activities.forms import CancelForm, ConfirmForm, DisputeForm, HeadcountForm, ReplyForm
from activities.models import Activity
from activities.operations.placing import standing
from activities.views.browse import page_of
from collab_portal.lib.attempts import attempt, by, perform
from collab_portal.lib.http import PortalRequest, require


def _asked_of(request: PortalRequest, pk: int, rule: str) -> Activity:
    activity: Activity = get_object_or_404(Activity.objects.visible_to(request.user).for_page(), pk=pk)
    require(rule, request.user, activity)
    return activity


@require_POST
def confirm(request: PortalRequest, pk: int) -> HttpResponse:
    activity = _asked_of(request, pk, "activities.confirm")
    form = ConfirmForm(request.POST)
    return perform(
        request,
        form,
        lambda: operations.confirm(
            activity,
            **by(request),
            headcount=form.cleaned_data["headcount"],
            version=form.opened_version or None,  # a line of one's work names none
        ),
        done=_confirmed,
        to=activity,
        page=lambda: page_of(request, _asked_of(request, pk, "activities.confirm"), confirm=form),
        aside=True,
    )


@require_POST
def headcount(request: PortalRequest, pk: int) -> HttpResponse:
    """人次 of one's own committee, until all have confirmed."""
    activity = _asked_of(request, pk, "activities.count")
    form = HeadcountForm(request.POST)
    if not form.is_valid():
        return page_of(request, activity, count=form)
    do = partial(operations.count, activity, **by(request), **form.cleaned_data)
    attempt(request, "本工委人次已更新。", do)
    return redirect(activity)


def _confirmed(activity: Activity) -> str:
    done = activity.status == Activity.Status.CONFIRMED
    return f"{activity}：{'各方均已确认，计入统计。' if done else '已代表本工委确认。'}"


@require_POST
def reply(request: PortalRequest, pk: int) -> HttpResponse:
    activity = _asked_of(request, pk, "activities.reply")
    form = ReplyForm(request.POST, places=activity.places)
    return perform(
        request,
        form,
        lambda: operations.reply(
            activity, **by(request), **form.facts(), version=form.opened_version or None
        ),
        done=lambda saved: _replied(saved, request.user.committee_id),
        to=activity,
        page=lambda: page_of(request, activity, reply=form),
        aside=True,
    )


def _replied(activity: Activity, committee: int | None) -> str:
    """What was said, and where places are few what it gave."""
    party = activity.participations.get(committee=committee)
    turn = standing(activity).get(committee or 0)
    place = party.in_places(turn) if activity.places is not None and party.expected else ""
    return f"{activity}：已回执{party.get_reply_display()}。{place}{'。' if place else ''}"


@require_POST
def dispute(request: PortalRequest, pk: int) -> HttpResponse:
    activity = _asked_of(request, pk, "activities.dispute")
    form = DisputeForm(request.POST)
    return perform(
        request,
        form,
        lambda: operations.dispute(
            activity, **by(request), reason=form.cleaned_data["reason"], version=form.opened_version
        ),
        done="异议已送达牵头方，对方修改后会再请您确认。",
        to=activity,
        page=lambda: page_of(request, _asked_of(request, pk, "activities.dispute"), dispute=form),
        aside=True,
    )


@require_POST
def cancel(request: PortalRequest, pk: int) -> HttpResponse:
    activity = _asked_of(request, pk, "activities.cancel")
    form = CancelForm(request.POST)
    return perform(
        request,
        form,
        lambda: operations.cancel(activity, **by(request), **form.cleaned_data),
        done="活动已取消，各方已收到通知。",
        to=activity,
        page=lambda: page_of(request, activity, cancel=form),
        aside=True,
    )
