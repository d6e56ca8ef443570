"""Log, edit, discard: the host's side of a record."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from activities import operations
from activities.forms import ActivityForm, OutcomeFormSet
from activities.models import Activity
from activities.partners import deserted, find
from activities.starting import starting_point
from activities.views.sheets import Sheet, stored_sheet
from collab_portal.lib.attempts import attempt, by, outcome, perform
from collab_portal.lib.http import PortalRequest, large_body, require
from todos.nudging import nobody_there


@large_body
@require_http_methods(["GET", "HEAD", "POST"])
def log(request: PortalRequest) -> HttpResponse:
    require("activities.log", request.user)
    if request.method != "POST":
        sheet = Sheet(
            ActivityForm(user=request.user, initial=starting_point(request.GET, request.user)),
            OutcomeFormSet(),
        )
        return _form_page(request, sheet)
    draft = "draft" in request.POST
    sheet = Sheet(ActivityForm(request.POST, user=request.user, draft=draft), OutcomeFormSet(request.POST))
    if known := _already_logged(request):
        messages.info(request, "这条记录先前已经登记，没有重复。")
        return redirect(known)
    return perform(
        request,
        sheet,
        lambda: operations.log(
            **by(request), submission=sheet.form.submission_key, publish=not draft, **sheet.content()
        ),
        done=lambda made: _praise(made[0]) if made[1] else "这条记录先前已经登记，没有重复。",
        also=lambda made: _warn_of_nobody(request, made[0]),
        to=lambda made: made[0],
        page=lambda: _form_page(request, sheet),
    )


@large_body
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PortalRequest, pk: int) -> HttpResponse:
    activity = get_object_or_404(Activity.objects.visible_to(request.user).for_page(), pk=pk)
    require("activities.edit", request.user, activity)
    if not activity.is_open:
        messages.error(request, "记录已经确认或取消，不能再修改。")
        return redirect(activity)
    if request.method != "POST":
        return _form_page(request, stored_sheet(request, activity), activity)
    mine = Activity.objects.get(pk=pk)  # the form writes what was typed onto its own copy
    publish = "publish" in request.POST
    draft = activity.status == Activity.Status.DRAFT and not publish
    sheet = Sheet(
        ActivityForm(request.POST, user=request.user, instance=mine, draft=draft),
        OutcomeFormSet(request.POST),
    )
    return perform(
        request,
        sheet,
        lambda: operations.edit(
            activity, **by(request), version=sheet.form.opened_version, publish=publish, **sheet.content()
        ),
        done=lambda saved: "".join(say(activity, saved) for say in (_changed, _left_out, _asked_anew)),
        also=lambda saved: _warn_of_nobody(request, saved),
        page=lambda: _form_page(request, sheet, activity),
        stored=lambda current: stored_sheet(request, Activity.objects.for_page().get(pk=current.pk)),
    )


@require_POST
def discard(request: PortalRequest, pk: int) -> HttpResponse:
    activity = get_object_or_404(Activity.objects.visible_to(request.user), pk=pk)
    require("activities.edit", request.user, activity)
    do = partial(operations.discard, activity, actor=request.user)
    gone = attempt(request, f"草稿《{activity}》已丢弃。", do)
    return redirect("activities:list") if gone else redirect(activity)


@require_safe
def partners(request: HttpRequest) -> JsonResponse:
    """What the search-as-you-type field asks."""
    return JsonResponse({"results": find(request.GET.get("q", ""))})


def _form_page(request: PortalRequest, sheet: Sheet, activity: Activity | None = None) -> HttpResponse:
    signed = [party for party in activity.partners if party.is_signed] if activity else []
    context = {"sheet": sheet, "form": sheet.form, "activity": activity, "signed": signed}
    return TemplateResponse(request, "activities/form.html", context)


def _already_logged(request: PortalRequest) -> Activity | None:
    """The back button, a second tab: the same submission from the same committee."""
    field = ActivityForm.base_fields["submission"]
    submission, problem = outcome(lambda: field.clean(request.POST.get("submission")))
    if problem or submission is None:
        return None
    return Activity.objects.filter(submission=submission, host=request.user.committee_id).first()


def _changed(before: Activity, saved: Activity) -> str:
    known = before.status == saved.status == Activity.Status.ANNOUNCED
    return "修改已保存。" if known else _praise(saved)


def _asked_anew(before: Activity, saved: Activity) -> str:
    """Whose consent to another time, or to fewer people, fell with this change."""
    uses = saved.uses.waiting().filter(asked__gt=1, asked_at__gt=before.updated_at).select_related("resource")
    names = "、".join(str(use.resource) for use in uses)
    return f"时间或人数有改动，已请提供方重新答复：{names}。" if names else ""


def _left_out(before: Activity, saved: Activity) -> str:
    """Who declined the invitation and is therefore no party of the record."""
    gone = [
        party.committee.short_name
        for party in before.partners
        if party.reply == "decline" and party.committee_id not in saved.committee_ids
    ]
    return f"回执不参加的{'、'.join(gone)}不列为参与方。" if gone else ""


def _warn_of_nobody(request: PortalRequest, activity: Activity) -> None:
    """Who is asked and has nobody to answer: the host has to know, or it waits for ever."""
    if activity.status in {Activity.Status.ANNOUNCED, Activity.Status.HELD}:
        away = deserted(pk for pk in activity.committee_ids if pk != activity.host_id)
        if away:
            messages.warning(request, nobody_there(away))


def _praise(activity: Activity) -> str:
    """What happened, and what happens next."""
    return {
        Activity.Status.DRAFT: "草稿已保存，只有本工委看得到。",
        Activity.Status.ANNOUNCED: "已发布预告，举行后请回来登记结果。",
        Activity.Status.HELD: "已登记，已请各合作工委确认。",
        Activity.Status.CONFIRMED: "已登记并确认，计入统计。",
    }[Activity.Status(activity.status)]
