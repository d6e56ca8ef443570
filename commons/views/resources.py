"""共享资源: the list, one of them, and what its committee's staff may change."""

from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from django.db.models import Count
from django.http import FileResponse, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from rules import test_rule

from accounts.views.exports import answer
from collab_portal.lib import dates
from collab_portal.lib.attempts import attempt, by, perform
from collab_portal.lib.history import changes_of
from collab_portal.lib.http import PortalRequest, large_body, require
from collab_portal.lib.pages import paginate
from commons import contacts, exports
from commons.forms.resources import CloseForm, ClosureForm, ResourceFilter, ResourceForm
from commons.models import Closure, Resource
from commons.operations import resources as operations
from commons.strip import WEEKS, first_day, promised, weeks_of
from commons.tables import RESOURCES, notice_of
from organizations.network import MEMBERS
from organizations.panels import panels
from organizations.views.branches import find_branches

OPTIONS = 20
WEEKS_ON = timedelta(weeks=WEEKS)


@require_safe
def home(request: PortalRequest) -> HttpResponse:
    return redirect("commons:resources")


@require_safe
def resource_list(request: PortalRequest) -> HttpResponse:
    """Cards, and above them how many of what was asked for each committee has."""
    chosen = ResourceFilter(request.GET)
    rows, today = Resource.objects.visible_to(request.user), dates.today()
    page = paginate(request, chosen.apply(rows).with_plaque().for_list())
    for row in page.rows:
        row.badge, row.notice = row.state(today), notice_of(row)  # type: ignore[attr-defined]
    context = {"page": page, "filter": chosen, "along": _along(request, chosen)}
    template = "commons/_resources.html" if request.htmx else "commons/resources.html"
    return TemplateResponse(request, template, context)


def _along(request: PortalRequest, chosen: ResourceFilter) -> list[tuple[str, str, int, bool]]:
    """Short name, address, number and whether it is chosen, of each committee with any."""
    rows = chosen.apply(Resource.objects.visible_to(request.user), river=True).order_by()
    counts = dict(rows.values_list("committee__slug").annotate(Count("pk")))
    found = []
    for member in MEMBERS:
        if member.slug in counts:
            query = request.GET.copy()
            for name in ("after", "before"):
                query.pop(name, None)
            query["committee"] = member.slug
            here = request.GET.get("committee") == member.slug
            found.append((member.short_name, f"?{query.urlencode()}", counts[member.slug], here))
    return found


@require_safe
def resource_export(request: PortalRequest) -> HttpResponse | FileResponse:
    return answer(request, exports.RESOURCES)


@require_safe
def resource_options(request: PortalRequest) -> JsonResponse:
    """What a picker offers for ``?q=``: resources that may be asked for."""
    query = request.GET.get("q", "").replace("\0", "").strip()[:60]
    rows = Resource.objects.visible_to(request.user).open(dates.today())
    found = list(rows.matching(query).for_list()[:OPTIONS]) if query else []
    results = [
        {
            "value": str(one.pk),
            "text": one.title,
            "detail": f"{one.committee.short_name} · {one.get_kind_display()}",
        }
        for one in found
    ]
    return JsonResponse({"results": results})


def visible(request: PortalRequest, pk: int) -> Resource:
    return get_object_or_404(
        Resource.objects.visible_to(request.user).with_plaque().select_related("committee", "branch"), pk=pk
    )


@require_safe
def resource_detail(request: PortalRequest, pk: int) -> HttpResponse:
    return resource_page(request, visible(request, pk))


def resource_page(
    request: PortalRequest,
    resource: Resource,
    *,
    closure: ClosureForm | None = None,
    close: CloseForm | None = None,
) -> HttpResponse:
    """One resource: what it is, when it is free, who used it; its forms as new or as refused."""
    today = dates.today()
    may_edit = test_rule("commons.edit_resource", request.user, resource)
    first = first_day(request.GET.get("from", ""), today)
    contacts.tell_resource(request.user, resource)
    context = {
        "resource": resource,
        "badge": resource.state(today),
        "facts": RESOURCES.facts(resource, request.user),
        "weeks": weeks_of(resource, first, today, promised(resource, first)),
        "wanted": ResourceFilter(request.GET).day,
        "earlier": first - WEEKS_ON if first > today else None,
        "later": first + WEEKS_ON,
        "closures": Closure.objects.filter(resource=resource, last__gte=today) if may_edit else (),
        "can_ask": not resource.is_closed and test_rule("activities.log", request.user),
        "closure_form": closure or ClosureForm(),
        "close_form": close or CloseForm(),
        "panels": panels("resource", resource, request.user, timezone.now()),
        "changes": changes_of(resource) if may_edit else [],
    }
    return TemplateResponse(request, "commons/resource.html", context)


@large_body
@require_http_methods(["GET", "POST"])
def resource_new(request: PortalRequest) -> HttpResponse:
    require("commons.add_resource", request.user)
    form = _form(request, Resource(committee=request.user.committee), {"submission": uuid4()})
    return perform(
        request,
        form,
        lambda: operations.add_resource(**by(request), **form.facts(), submission=form.submission_key),
        done="资源已登记，各工委都能看到。",
        page=lambda: TemplateResponse(request, "commons/resource_form.html", {"form": form}),
    )


@large_body
@require_http_methods(["GET", "POST"])
def resource_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """修改: the form carries the version it was opened with."""
    resource = visible(request, pk)
    require("commons.edit_resource", request.user, resource)
    form = _form(request, Resource.objects.get(pk=pk), {})
    context = {"form": form, "resource": resource}
    return perform(
        request,
        form,
        lambda: operations.edit_resource(
            resource, **by(request), version=form.opened_version, **form.facts()
        ),
        done="修改已保存。",
        page=lambda: TemplateResponse(request, "commons/resource_form.html", context),
        stored=lambda current: ResourceForm(request.user, instance=current),
    )


def _form(request: PortalRequest, resource: Resource, initial: dict[str, Any]) -> ResourceForm:
    """Bound once it is sent; while 查找 looks for a branch, what was typed stands and nothing is saved."""
    if request.method != "POST":
        return ResourceForm(request.user, instance=resource, initial=initial)
    if "find" in request.POST:
        found = find_branches(request.user, request.POST.get("find_branch", ""), own=True)
        return ResourceForm(request.user, instance=resource, initial=request.POST.dict(), found=found)
    return ResourceForm(request.user, request.POST, instance=resource)


@require_POST
def resource_close(request: PortalRequest, pk: int) -> HttpResponse:
    resource = visible(request, pk)
    require("commons.edit_resource", request.user, resource)
    form = CloseForm(request.POST)
    return perform(
        request,
        form,
        lambda: operations.close_resource(resource, **by(request), **form.cleaned_data),
        done="已停止共享，记录仍可查阅。",
        to=resource,
        page=lambda: resource_page(request, resource, close=form),
        aside=True,
    )


@require_POST
def resource_reopen(request: PortalRequest, pk: int) -> HttpResponse:
    resource = visible(request, pk)
    require("commons.edit_resource", request.user, resource)
    attempt(request, "已恢复共享。", partial(operations.reopen_resource, resource, **by(request)))
    return redirect(resource)


@require_POST
def closure_add(request: PortalRequest, pk: int) -> HttpResponse:
    resource = visible(request, pk)
    require("commons.edit_resource", request.user, resource)
    form = ClosureForm(request.POST)
    return perform(
        request,
        form,
        lambda: operations.add_closure(resource, **by(request), **form.cleaned_data),
        done="关闭日已登记。",
        to=f"{resource.get_absolute_url()}#closures",
        page=lambda: resource_page(request, resource, closure=form),
        aside=True,
    )


@require_POST
def closure_remove(request: PortalRequest, pk: int) -> HttpResponse:
    closure = get_object_or_404(
        Closure.objects.filter(resource__in=Resource.objects.visible_to(request.user)).select_related(
            "resource"
        ),
        pk=pk,
    )
    require("commons.edit_resource", request.user, closure.resource)
    attempt(request, "关闭日已取消。", partial(operations.remove_closure, closure, actor=request.user))
    return redirect(f"{closure.resource.get_absolute_url()}#closures")
