"""The directory of branches: search, tree, one branch, and what its own committee's staff may change."""

from functools import partial
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import FileResponse, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from rules import test_rule

from accounts.models import User
from accounts.views.exports import answer
from collab_portal.lib import dates
from collab_portal.lib.attempts import attempt, by, perform
from collab_portal.lib.history import changes_of
from collab_portal.lib.http import PortalRequest, require
from collab_portal.lib.pages import paginate
from organizations import contacts, exports
from organizations.forms.branches import BranchFilter, BranchForm, CloseBranchForm, RestoreForm
from organizations.liaison import liaison_of
from organizations.models import Branch, BranchChange, Committee, Pairing
from organizations.operations.branches import add_branch, edit_branch
from organizations.operations.ending import close_branch, restore_branch
from organizations.operations.hanging import hanging
from organizations.panels import panels
from organizations.tables import BRANCHES

OPTIONS, CHILDREN, SUGGESTIONS = 20, 100, 5


@require_safe
def branch_list(request: PortalRequest) -> HttpResponse:
    """党组织名录."""
    chosen = BranchFilter(request.user, request.GET)
    today = dates.today()
    page = paginate(request, chosen.apply(Branch.objects.visible_to(request.user).for_list(), today))
    for row in page.rows:
        row.term = row.term_state(today)  # type: ignore[attr-defined]
    template = "organizations/_branches.html" if request.htmx else "organizations/branches.html"
    return TemplateResponse(request, template, {"page": page, "filter": chosen})


@require_safe
def branch_export(request: PortalRequest) -> HttpResponse | FileResponse:
    return answer(request, exports.BRANCHES)


@require_safe
def branch_tree(request: PortalRequest) -> HttpResponse:
    """One committee's tree, level by level: ``?committee=``, else one's own, else the first."""
    slug = request.GET.get("committee", "")
    committees = list(Committee.objects.all())
    own = [one for one in committees if one.pk == request.user.committee_id]
    committee = next((one for one in committees if one.slug == slug), (own or committees)[0])
    roots = committee.branches.active(dates.today()).roots().with_children_flag().for_list()  # type: ignore[attr-defined]
    context = {"committee": committee, "committees": committees, **_level(roots)}
    return TemplateResponse(request, "organizations/tree.html", context)


def _level(rows: Any) -> dict[str, Any]:
    """One level of the tree, cut where it would be a list rather than a tree."""
    found = list(rows[: CHILDREN + 1])
    return {"branches": found[:CHILDREN], "more": len(found) > CHILDREN}


@require_safe
def branch_children(request: PortalRequest, pk: int) -> HttpResponse:
    """The next level under one branch, for the tree; opened by itself it is the branch's page."""
    branch = get_object_or_404(Branch.objects.visible_to(request.user), pk=pk)
    if not request.htmx:
        return redirect(branch)
    children = branch.children.active(dates.today()).with_children_flag().for_list()  # type: ignore[attr-defined]
    return TemplateResponse(request, "organizations/_level.html", {"parent": branch, **_level(children)})


@require_safe
def branch_options(request: PortalRequest) -> JsonResponse:
    """What a picker offers for ``?q=``: active branches, all or (``scope=own``) of one's own committee."""
    rows = find_branches(request.user, request.GET.get("q", ""), own=request.GET.get("scope") == "own")
    results = [{"value": str(one.pk), "text": one.name, "detail": one.committee.short_name} for one in rows]
    return JsonResponse({"results": results})


def find_branches(user: User, query: str, *, own: bool) -> list[Branch]:
    """At most twenty active branches whose name or code holds ``query``."""
    query = query.replace("\0", "").strip()[:60]
    rows = Branch.objects.visible_to(user).active(dates.today())
    if own:
        rows = rows.filter(committee=user.committee_id)
    return list(rows.matching(query, contacts=False).for_list()[:OPTIONS]) if query else []


@require_safe
def branch_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """One branch: where it stands in the tree, its own branches, its pairings."""
    rows = Branch.objects.visible_to(request.user).select_related("committee")
    branch = get_object_or_404(rows.with_seats(), pk=pk)
    today = dates.today()
    may_edit = test_rule("organizations.edit_branch", request.user, branch)
    pairings = list(Pairing.objects.visible_to(request.user).of_branch(branch.pk).for_list()[:OPTIONS])
    active, ancestors = branch.is_active(today), branch.ancestors()
    contacts.tell_branch(request.user, branch)
    context = {
        "branch": branch,
        "active": active,
        "term": branch.term_state(today),
        "ancestors": ancestors,
        **_level(branch.children.with_children_flag().for_list()),  # type: ignore[attr-defined]
        "pairings": pairings,
        "facts": BRANCHES.facts(branch, request.user),
        "suggestions": _counterparts(branch) if may_edit and active and not pairings else [],
        "panels": panels("branch", branch, request.user, timezone.now()),
        "life": BranchChange.objects.concerning(branch.pk),
        "liaison": liaison_of(branch, ancestors, request.user),
        "changes": changes_of(branch) if may_edit else [],
    }
    return TemplateResponse(request, "organizations/branch.html", context)


def _counterparts(branch: Branch) -> list[Branch]:
    return list(Branch.objects.counterparts_of(branch, dates.today()).for_list()[:SUGGESTIONS])


@require_http_methods(["GET", "POST"])
def branch_new(request: PortalRequest) -> HttpResponse:
    """新增党组织 in one's own committee, perhaps under ``?parent=``."""
    require("organizations.add_branch", request.user)
    start = {"submission": uuid4(), "parent": request.GET.get("parent", "")}
    form = _branch_form(request, Branch(committee=request.user.committee), start)
    return perform(
        request,
        form,
        lambda: add_branch(**by(request), **form.facts(), submission=form.submission_key),
        done="党组织已加入名录。",
        page=lambda: TemplateResponse(request, "organizations/branch_form.html", {"form": form}),
    )


@require_http_methods(["GET", "POST"])
def branch_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """修改: the form carries the version it was opened with."""
    branch = get_object_or_404(Branch.objects.visible_to(request.user), pk=pk)
    require("organizations.edit_branch", request.user, branch)
    form = _branch_form(request, branch, {"version": branch.version})
    context = {"form": form, "branch": branch}
    return perform(
        request,
        form,
        lambda: edit_branch(branch, **by(request), version=form.opened_version, **form.facts()),
        done="修改已保存。",
        page=lambda: TemplateResponse(request, "organizations/branch_form.html", context),
        stored=lambda current: BranchForm(request.user, instance=current),
    )


def _branch_form(request: PortalRequest, branch: Branch, initial: dict[str, Any]) -> BranchForm:
    """Bound once it is sent; while 查找 looks for a superior, what was typed stands and nothing is saved."""
    if request.method != "POST":
        return BranchForm(request.user, instance=branch, initial=initial)
    if "find" in request.POST:
        found = find_branches(request.user, request.POST.get("find_parent", ""), own=True)
        return BranchForm(request.user, instance=branch, initial=request.POST.dict(), found=found)
    return BranchForm(request.user, request.POST, instance=branch)


@require_http_methods(["GET", "POST"])
def branch_close(request: PortalRequest, pk: int) -> HttpResponse:
    """撤销或并入: first what hangs on it, then the choice."""
    branch = get_object_or_404(Branch.objects.visible_to(request.user).select_related("parent"), pk=pk)
    require("organizations.edit_branch", request.user, branch)
    form = _close_form(request, branch)
    return perform(
        request,
        form,
        lambda: close_branch(branch, **by(request), **form.facts()),
        done="已办理，记录仍可查阅。",
        to=branch,
        page=lambda: _close_page(request, branch, form),
    )


def _close_page(request: PortalRequest, branch: Branch, form: CloseBranchForm) -> HttpResponse:
    today = dates.today()
    found, active = hanging(branch, today), branch.is_active(today)
    context = {"form": form, "branch": branch, "active": active, "hanging": found}
    return TemplateResponse(request, "organizations/branch_close.html", context)


def _close_form(request: PortalRequest, branch: Branch) -> CloseBranchForm:
    today = dates.today()
    if request.method == "POST" and "find" not in request.POST:
        return CloseBranchForm(branch, request.POST, today=today)
    given = {"ends_on": today, **request.POST.dict()}
    found = None
    if "find" in request.POST:
        found = find_branches(request.user, request.POST.get("find_into", ""), own=True)
    return CloseBranchForm(branch, initial=given, today=today, found=found)


@require_POST
def branch_restore(request: PortalRequest, pk: int) -> HttpResponse:
    """恢复, with a reason."""
    branch = get_object_or_404(Branch.objects.visible_to(request.user), pk=pk)
    require("organizations.edit_branch", request.user, branch)
    form = RestoreForm(request.POST)
    if not form.is_valid():
        messages.error(request, "请说明恢复的原因（200 字以内）。")
        return redirect(branch)
    do = partial(restore_branch, branch, actor=request.user, now=timezone.now(), **form.cleaned_data)
    attempt(request, "已恢复，重新列入名录；此前结束的结对和席位不随之恢复。", do)
    return redirect(branch)
