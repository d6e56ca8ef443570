"""更正 of a confirmed record: propose it, answer it, take it back."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST

from activities.forms import ConfirmForm, CorrectionForm, DisputeForm, OutcomeFormSet
from activities.models import Activity, Correction
from activities.operations import corrections
from activities.views.browse import page_of
from activities.views.sheets import Sheet, stored_sheet
from collab_portal.lib.attempts import attempt, by, perform
from collab_portal.lib.http import PortalRequest, large_body, require


@large_body
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: PortalRequest, pk: int) -> HttpResponse:
    """The form of the record, filled in with the open correction if there is one."""
    activity = record_of(request, pk)
    if refusal := refusal_of(request, activity):
        return refusal
    if request.method != "POST":
        return _form_page(request, activity, _stored(request, activity))
    mine = Activity.objects.get(pk=pk)  # the form writes what was typed onto its own copy
    form = CorrectionForm(request.POST, user=request.user, instance=mine)
    sheet = Sheet(form, OutcomeFormSet(request.POST))
    return perform(
        request,
        sheet,
        lambda: corrections.propose(
            activity,
            **by(request),
            version=form.opened_version,
            reason=form.cleaned_data["reason"],
            **sheet.content(),
        ),
        done=praise,
        to=activity,
        page=lambda: _form_page(request, activity, sheet),
        stored=lambda _: _stored(request, Activity.objects.for_page().get(pk=pk)),
    )


def record_of(request: PortalRequest, pk: int) -> Activity:
    activity: Activity = get_object_or_404(Activity.objects.visible_to(request.user).for_page(), pk=pk)
    require("activities.correct", request.user, activity)
    return activity


def pending_of(activity: Activity) -> Correction | None:
    rows = activity.corrections.open().select_related("committee", "proposed_by", "duplicate_of")
    return rows.first()


def refusal_of(request: PortalRequest, activity: Activity) -> HttpResponse | None:
    """Why nothing may be proposed just now; said on the record's page."""
    pending = pending_of(activity)
    if activity.status != Activity.Status.CONFIRMED:
        messages.error(request, "只有各方都已确认的记录才能更正或撤销。")
    elif pending and not pending.is_replaceable_by(request.user):
        messages.error(request, pending.comes_first)
    else:
        return None
    return redirect(activity)


def praise(correction: Correction) -> str:
    if correction.status == Correction.Status.APPLIED:
        return f"{correction.noun}已生效。"
    return f"已请各方确认{correction.noun}；都确认前，原记录照旧有效。"


def _stored(request: PortalRequest, activity: Activity) -> Sheet:
    """What is to be corrected: the open correction as it was proposed, else the record in force."""
    return stored_sheet(request, activity, CorrectionForm, pending_of(activity))


def _form_page(request: PortalRequest, activity: Activity, sheet: Sheet) -> HttpResponse:
    context = {"sheet": sheet, "form": sheet.form, "activity": activity, "correcting": True}
    context["pending"] = pending_of(activity)
    return TemplateResponse(request, "activities/form.html", context)


def _asked_of(request: PortalRequest, pk: int, version: int, rule: str) -> Correction:
    rows = Correction.objects.visible_to(request.user).select_related(
        "activity__host", "committee", "duplicate_of"
    )
    correction = get_object_or_404(rows, activity=pk, version=version)
    require(rule, request.user, correction)
    return correction


def _praise_answer(said: str) -> Callable[[Correction], str]:
    def words(correction: Correction) -> str:
        applied = correction.status == Correction.Status.APPLIED
        return f"{correction.activity}：{f'各方均已确认，{correction.noun}生效。' if applied else said}"

    return words


def _page(request: PortalRequest, correction: Correction, **forms: Any) -> HttpResponse:
    activity = Activity.objects.visible_to(request.user).for_page().get(pk=correction.activity_id)
    return page_of(request, activity, **forms)


@require_POST
def agree(request: PortalRequest, pk: int, version: int) -> HttpResponse:
    correction = _asked_of(request, pk, version, "activities.answer_correction")
    form = ConfirmForm(request.POST)
    return perform(
        request,
        form,
        lambda: corrections.agree(correction, **by(request), headcount=form.cleaned_data["headcount"]),
        done=_praise_answer(f"已代表本工委同意{correction.noun}。"),
        to=correction.activity,
        page=lambda: _page(request, correction, agree=form),
        aside=True,
    )


@require_POST
def object_to(request: PortalRequest, pk: int, version: int) -> HttpResponse:
    correction = _asked_of(request, pk, version, "activities.answer_correction")
    form = DisputeForm(request.POST)
    return perform(
        request,
        form,
        lambda: corrections.object_to(correction, **by(request), reason=form.cleaned_data["reason"]),
        done="异议已送达提出方，原记录不变。",
        to=correction.activity,
        page=lambda: _page(request, correction, objection=form),
        aside=True,
    )


@require_POST
def withdraw(request: PortalRequest, pk: int, version: int) -> HttpResponse:
    correction = _asked_of(request, pk, version, "activities.keep_correction")
    do = partial(corrections.withdraw, correction, **by(request))
    attempt(request, f"{correction.noun}已撤回，记录不变。", do)
    return redirect(correction.activity)
