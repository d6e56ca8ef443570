"""议定事项: the tab of one consultation, the list over all, one resolution, the opening report."""

from functools import partial
from typing import Any

import rules
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.exports import answer
from collab_portal.lib import dates
from collab_portal.lib.attempts import by, perform, posted
from collab_portal.lib.history import changes_of
from collab_portal.lib.http import PortalRequest, require
from collab_portal.lib.pages import paginate
from rotation import exports, later, operations
from rotation.audience import members_of
from rotation.models import Resolution
from rotation.operations.resolutions import refuse_decisions
from rotation.report import opening_report
from rotation.signing import closing
from rotation.views.frame import act, closed, consultation_of, page
from rotation.work_forms import ProgressForm, ResolutionFilter, ResolutionForm, SettleForm


def _resolution(request: PortalRequest, pk: int) -> Resolution:
    rows = Resolution.objects.visible_to(request.user).for_list()
    found = rows.prefetch_related(later.prefetch()).annotate(sent=later.sent())
    return get_object_or_404(found.select_related("consultation__turn__committee"), pk=pk)


@require_safe
def decisions(request: PortalRequest, pk: int) -> HttpResponse:
    consultation, today = consultation_of(request, pk), dates.today()
    found = consultation.resolutions.for_list().prefetch_related(later.prefetch()).annotate(sent=later.sent())
    rows = [(row, row.is_overdue(today)) for row in found.order_by("number")]
    changed = [(row, words) for row, _ in rows if (words := later.in_words(row))]
    context = {"rows": rows, "changed": changed, "closing": closing(consultation, today)}
    return page(request, consultation, "decisions", context)


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: PortalRequest, pk: int) -> HttpResponse:
    consultation = consultation_of(request, pk)
    require("rotation.convene", request.user, consultation)
    if over := closed(request, consultation, "decisions", lambda: refuse_decisions(consultation)):
        return over
    form = ResolutionForm(posted(request), members=members_of(consultation))
    return perform(
        request,
        form,
        lambda: operations.record_resolution(
            consultation, **by(request), submission=form.submission_key, **form.facts()
        ),
        done=lambda made: f"已登记第{made.number}项，责任工委已收到通知。",
        to=reverse("rotation:decisions", args=[consultation.pk]),
        page=lambda: page(
            request, consultation, "decisions", {"form": form}, "rotation/resolution_form.html"
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: PortalRequest, pk: int) -> HttpResponse:
    resolution = _resolution(request, pk)
    consultation = consultation_of(request, resolution.consultation_id)
    require("rotation.follow_up", request.user, resolution)
    members = [*members_of(consultation), *(row.committee_id for row in resolution.owners.all())]
    sheet = partial(ResolutionForm, members=members)
    form = sheet(posted(request), initial=ResolutionForm.initial_of(resolution))
    context = {"form": form, "resolution": resolution}
    return perform(
        request,
        form,
        lambda: operations.revise_resolution(
            resolution,
            **by(request),
            version=form.opened_version,
            reason=form.cleaned_data["reason"],
            **form.facts(),
        ),
        to=resolution,
        page=lambda: page(request, consultation, "decisions", context, "rotation/resolution_form.html"),
        stored=lambda _: sheet(initial=ResolutionForm.initial_of(_resolution(request, pk))),
    )


@require_safe
def resolution_list(request: PortalRequest) -> HttpResponse:
    """Every decision of every consultation, the most urgent first."""
    form, today = ResolutionFilter(request.GET), dates.today()
    rows = form.apply(Resolution.objects.visible_to(request.user), today)
    found = paginate(request, rows.for_list())
    shown = [(row, row.is_overdue(today)) for row in found.rows]
    context = {"page": found, "form": form, "rows": shown, "query": form.understood}
    template = "rotation/_resolutions.html" if request.htmx else "rotation/resolutions.html"
    return TemplateResponse(request, template, context)


@require_safe
def export(request: PortalRequest) -> HttpResponse | FileResponse:
    return answer(request, exports.RESOLUTIONS)


@require_safe
def resolution(request: PortalRequest, pk: int) -> HttpResponse:
    return _page(request, _resolution(request, pk))


def _page(request: PortalRequest, found: Resolution, **forms: Any) -> HttpResponse:
    context = {
        "resolution": found,
        "later": later.in_words(found),
        "in_minutes": found.in_minutes[0] if found.in_minutes else None,  # type: ignore[attr-defined]
        "overdue": found.is_overdue(dates.today()),
        "reports": list(found.reports.select_related("committee", "reported_by")),
        "may_report": rules.test_rule("rotation.report", request.user, found),
        "may_follow_up": rules.test_rule("rotation.follow_up", request.user, found),
        "form": ProgressForm(),
        "changes": changes_of(found, limit=20),
        **forms,
    }
    return TemplateResponse(request, "rotation/resolution.html", context)


@require_POST
def report(request: PortalRequest, pk: int) -> HttpResponse:
    found = _resolution(request, pk)
    require("rotation.report", request.user, found)
    form = ProgressForm(request.POST)
    return perform(
        request,
        form,
        lambda: operations.report_progress(
            found, **by(request), submission=form.submission_key, **form.facts()
        ),
        done="进展已登记。",
        to=found,
        page=lambda: _page(request, found, form=form),
        aside=True,
    )


@require_POST
def settle(request: PortalRequest, pk: int) -> HttpResponse:
    """Done, suspended or taken up again."""
    found = _resolution(request, pk)
    require("rotation.follow_up", request.user, found)
    form = SettleForm(request.POST)
    return perform(
        request,
        form,
        lambda: operations.settle_resolution(found, **by(request), **form.cleaned_data),
        done="已更新。",
        to=found,
        page=lambda: _page(request, found, settle_form=form),
        aside=True,
    )


@require_POST
def close(request: PortalRequest, pk: int) -> HttpResponse:
    consultation = consultation_of(request, pk)
    require("rotation.convene", request.user, consultation)
    return act(
        request,
        lambda: operations.close_consultation(consultation, actor=request.user, now=timezone.now()),
        "会商已办结，未完事项转入下次会商的进展通报。",
        reverse("rotation:decisions", args=[consultation.pk]),
    )


@require_safe
def opening(request: PortalRequest, pk: int) -> HttpResponse:
    """进展情况通报 as it stands now."""
    consultation = consultation_of(request, pk)
    return page(request, consultation, "report", {"report": opening_report(consultation, dates.today())})
