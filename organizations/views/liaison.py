"""党建联络员: a committee's own groups, their units and visits; for its own staff only."""

from functools import partial
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from collab_portal.lib import dates
from collab_portal.lib.attempts import attempt, by, perform
from collab_portal.lib.history import changes_of
from collab_portal.lib.http import PortalRequest, require
from collab_portal.lib.pages import paginate
from organizations.forms.liaison import GroupForm, SettleForm, VisitForm
from organizations.models import Branch, LiaisonGroup, LiaisonUnit, LiaisonVisit
from organizations.operations import liaison as operations
from organizations.views.branches import find_branches

UNASSIGNED_SHOWN, PROBLEMS_SHOWN = 20, 20


@require_safe
def liaison_list(request: PortalRequest) -> HttpResponse:
    """All groups at work with their load, the units nobody looks after, and what is still open."""
    require("organizations.keep_liaison", request.user)
    groups = list(LiaisonGroup.objects.visible_to(request.user).at_work().for_list())
    for group in groups:
        group.load_now = LiaisonGroup.load(len(group.units.all()))  # type: ignore[attr-defined]
    free = list(_unassigned(request)[: UNASSIGNED_SHOWN + 1])
    visits = LiaisonVisit.objects.visible_to(request.user).still_open().for_list().select_related("group")
    context = {
        "groups": groups,
        "unassigned": free[:UNASSIGNED_SHOWN],
        "more_unassigned": len(free) > UNASSIGNED_SHOWN,
        "problems": visits[:PROBLEMS_SHOWN],
    }
    return TemplateResponse(request, "organizations/liaison.html", context)


def _unassigned(request: PortalRequest) -> Any:
    """The committee's departments in being that no group is in touch with."""
    units = Branch.objects.filter(committee=request.user.committee_id, kind=Branch.Kind.UNIT)
    return units.active(dates.today()).exclude(pk__in=LiaisonUnit.objects.values("branch")).for_list()


def _group(request: PortalRequest, pk: int) -> LiaisonGroup:
    return get_object_or_404(LiaisonGroup.objects.visible_to(request.user).for_list(), pk=pk)


@require_safe
def liaison_group(request: PortalRequest, pk: int) -> HttpResponse:
    return _group_page(request, _group(request, pk))


def _group_page(request: PortalRequest, group: LiaisonGroup, visit: VisitForm | None = None) -> HttpResponse:
    """One group: people, units, visits page by page, and the form for the next visit."""
    today = dates.today()
    context = {
        "group": group,
        "load": LiaisonGroup.load(len(group.units.all())) if group.ended_on is None else "",
        "page": paginate(request, group.visits.for_list()),  # type: ignore[attr-defined]
        "visit_form": visit or VisitForm(group, initial={"visited_on": today, "submission": uuid4()}),
        "changes": changes_of(group),
    }
    return TemplateResponse(request, "organizations/liaison_group.html", context)


@require_http_methods(["GET", "POST"])
def liaison_new(request: PortalRequest) -> HttpResponse:
    """新建联络组, perhaps with ``?unit=``."""
    require("organizations.keep_liaison", request.user)
    return _edit(request, None, {"submission": uuid4(), "version": 1}, [request.GET.get("unit", "")])


@require_http_methods(["GET", "POST"])
def liaison_edit(request: PortalRequest, pk: int) -> HttpResponse:
    group = _group(request, pk)
    require("organizations.edit_liaison", request.user, group)
    return _edit(request, group, _given(group), _units(group))


def _given(group: LiaisonGroup) -> dict[str, Any]:
    people = "\n".join(f"{one.name} {one.office_phone}".strip() for one in group.people.all())
    facts = {name: getattr(group, name) for name in ("name", "note", "version", "submission")}
    return facts | {"people": people}


def _units(group: LiaisonGroup) -> list[int]:
    return [unit.branch_id for unit in group.units.all()]


def _stored_form(request: PortalRequest, group: LiaisonGroup) -> GroupForm:
    units = _units(group)
    initial = {**_given(group), "units": units}
    return GroupForm(request.user, initial=initial, today=dates.today(), chosen=units)


def _edit(
    request: PortalRequest, group: LiaisonGroup | None, given: dict[str, Any], units: list[Any]
) -> HttpResponse:
    form = _group_form(request, given, units)
    context = {"form": form, "group": group}
    return perform(
        request,
        form,
        lambda: operations.save_group(group, **by(request), **form.cleaned_data),
        done="联络组已保存。",
        page=lambda: TemplateResponse(request, "organizations/liaison_form.html", context),
        stored=lambda current: _stored_form(request, current),
    )


def _group_form(request: PortalRequest, given: dict[str, Any], units: list[Any]) -> GroupForm:
    """Bound once it is sent; while 查找 looks for a unit, what was typed stands and nothing is saved."""
    today = dates.today()
    if request.method != "POST":
        initial = {**given, "units": [unit for unit in units if unit]}
        free = _unassigned(request)[:UNASSIGNED_SHOWN]
        return GroupForm(request.user, initial=initial, today=today, chosen=units, offered=free)
    chosen = request.POST.getlist("units")
    if "find" in request.POST:
        found = find_branches(request.user, request.POST.get("find_units", ""), own=True)
        initial = {**given, **request.POST.dict(), "units": chosen}
        return GroupForm(request.user, initial=initial, today=today, chosen=chosen, offered=found)
    return GroupForm(request.user, request.POST, today=today, chosen=chosen)


@require_POST
def liaison_end(request: PortalRequest, pk: int) -> HttpResponse:
    """停用."""
    group = _group(request, pk)
    require("organizations.edit_liaison", request.user, group)
    attempt(request, "联络组已停用，走访记录仍可查阅。", partial(operations.end_group, group, **by(request)))
    return redirect(group)


@require_POST
def liaison_visit(request: PortalRequest, pk: int) -> HttpResponse:
    """登记走访."""
    group = _group(request, pk)
    require("organizations.edit_liaison", request.user, group)
    form = VisitForm(group, request.POST)
    return perform(
        request,
        form,
        lambda: operations.record_visit(group, **by(request), **form.cleaned_data),
        done="走访已登记。",
        to=group,
        page=lambda: _group_page(request, group, visit=form),
        aside=True,
    )


@require_POST
def liaison_settle(request: PortalRequest, pk: int) -> HttpResponse:
    """答复 a problem, and say whether it is solved."""
    visits = LiaisonVisit.objects.visible_to(request.user).select_related("group")
    visit = get_object_or_404(visits, pk=pk)
    require("organizations.edit_liaison", request.user, visit.group)
    form = SettleForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请写明答复（500 字以内）。")
        return redirect(visit.group)
    do = partial(operations.settle_visit, visit, **by(request), **form.cleaned_data)
    attempt(request, "答复已登记。", do)
    return redirect(visit.group)
