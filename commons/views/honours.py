"""荣誉: one list with its figures; a line is entered, edited, deleted by its committee's staff."""

from functools import partial
from typing import Any
from uuid import uuid4

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.exports import answer
from collab_portal.lib import dates
from collab_portal.lib.attempts import attempt, by, perform
from collab_portal.lib.http import PortalRequest, require
from collab_portal.lib.pages import paginate
from commons import exports
from commons.forms.honours import HonourFilter, HonourForm
from commons.honours import table_of, tell_pieces
from commons.models import Honour
from commons.operations import honours as operations
from organizations.levels import Level
from organizations.views.branches import find_branches

FIGURED = ("year", "level", "subject", "after", "before")


@require_safe
def honour_list(request: PortalRequest) -> HttpResponse:
    """The lines, and above them the sums of what was asked for, each opening its lines."""
    chosen, rows = HonourFilter(request.GET), Honour.objects.visible_to(request.user)
    query = request.GET.copy()
    for name in FIGURED:
        query.pop(name, None)
    page = paginate(request, chosen.apply(rows).for_list())
    tell_pieces(page.rows, timezone.now())
    context = {
        "page": page,
        "filter": chosen,
        "years": table_of(chosen.apply(rows, figures=True), query.urlencode()),
        "levels": [str(level.label) for level in Level],
    }
    template = "commons/_honours.html" if request.htmx else "commons/honours.html"
    return TemplateResponse(request, template, context)


@require_safe
def honour_export(request: PortalRequest) -> HttpResponse | FileResponse:
    return answer(request, exports.HONOURS)


def _visible(request: PortalRequest, pk: int) -> Honour:
    found = get_object_or_404(Honour.objects.visible_to(request.user).for_list(), pk=pk)
    require("commons.edit_honour", request.user, found)
    return found


@require_http_methods(["GET", "POST"])
def honour_new(request: PortalRequest) -> HttpResponse:
    require("commons.enter_honour", request.user)
    start = {"submission": uuid4(), "year": dates.today().year}
    form = _form(request, Honour(committee=request.user.committee), start)
    return perform(
        request,
        form,
        lambda: operations.enter_honour(**by(request), **form.facts(), submission=form.submission_key),
        done="荣誉已登记。",
        page=lambda: TemplateResponse(request, "commons/honour_form.html", {"form": form}),
    )


@require_http_methods(["GET", "POST"])
def honour_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """修改: the form carries the version it was opened with."""
    honour = _visible(request, pk)
    form = _form(request, Honour.objects.select_related("committee").get(pk=pk), {})
    context = {"form": form, "honour": honour}
    return perform(
        request,
        form,
        lambda: operations.edit_honour(honour, **by(request), version=form.opened_version, **form.facts()),
        done="修改已保存。",
        page=lambda: TemplateResponse(request, "commons/honour_form.html", context),
        stored=lambda current: HonourForm(request.user, instance=current),
    )


def _form(request: PortalRequest, honour: Honour, initial: dict[str, Any]) -> HonourForm:
    """Bound once it is sent; while 查找 looks for a branch, what was typed stands and nothing is saved."""
    if request.method != "POST":
        return HonourForm(request.user, instance=honour, initial=initial)
    if "find" in request.POST:
        found = find_branches(request.user, request.POST.get("find_branch", ""), own=True)
        return HonourForm(request.user, instance=honour, initial=request.POST.dict(), found=found)
    return HonourForm(request.user, request.POST, instance=honour)


@require_POST
def honour_delete(request: PortalRequest, pk: int) -> HttpResponse:
    honour = _visible(request, pk)
    attempt(request, f"“{honour}”已删除。", partial(operations.delete_honour, honour, actor=request.user))
    return redirect("commons:honours")
