"""联合命名: apply, propose a batch, its list as a workbook, take a plaque down."""

from functools import partial
from uuid import uuid4

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from collab_portal.lib import xlsx
from collab_portal.lib.attempts import attempt, by, perform, posted
from collab_portal.lib.http import PortalRequest, require
from collab_portal.lib.leaving import open_to_readers
from commons.forms.namings import OFFERED, NamingForm, RevokeForm
from commons.models import Plaque, Resource
from commons.operations import namings as operations
from commons.views.resources import visible
from organizations.models import FrameworkAgreement

COLUMNS = (
    *(("编号", 10), ("名称", 34), ("类别", 14), ("所属工委", 10), ("管理单位", 24), ("地点", 24)),
    *(("状态", 10), ("摘牌日期", 12), ("摘牌原因", 30)),
)


@require_POST
def nominate(request: PortalRequest, pk: int) -> HttpResponse:
    return _nominate(request, pk, applies=True, said="已申报，发起联合命名的工委可以把它列入。")


@require_POST
def withdraw(request: PortalRequest, pk: int) -> HttpResponse:
    return _nominate(request, pk, applies=False, said="申报已撤回。")


def _nominate(request: PortalRequest, pk: int, *, applies: bool, said: str) -> HttpResponse:
    resource = visible(request, pk)
    require("commons.edit_resource", request.user, resource)
    attempt(request, said, partial(operations.nominate, resource, **by(request), applies=applies))
    return redirect(resource)


@require_http_methods(["GET", "POST"])
def naming_new(request: PortalRequest) -> HttpResponse:
    """发起联合命名 of what was applied for."""
    require("organizations.propose_agreement", request.user)
    rows = Resource.objects.visible_to(request.user).nominated().for_list()
    resources = list(rows.order_by("committee__position", "pk")[:OFFERED])
    form = NamingForm(request.user, resources, posted(request), initial={"submission": uuid4()})
    return perform(
        request,
        form,
        lambda: operations.propose_naming(**by(request), **form.facts()),
        done=lambda made: "已发起，等待各方会签。" if made.status == "proposed" else "联合命名已生效。",
        page=lambda: TemplateResponse(request, "commons/naming_form.html", {"form": form}),
    )


@open_to_readers
@require_safe
def plaque_export(request: PortalRequest, pk: int) -> FileResponse:
    """The list of one naming, once it is everybody's to read."""
    rows = FrameworkAgreement.objects.filter(status__in=FrameworkAgreement.AGREED)
    naming = get_object_or_404(rows, pk=pk, kind=FrameworkAgreement.Kind.NAMING)
    plaques = Plaque.objects.filter(agreement=naming).select_related("resource__branch").for_list()
    return xlsx.download(
        f"联合命名-{naming.pk}.xlsx", xlsx.Sheet("联合命名", list(COLUMNS), map(_line, plaques))
    )


def _line(plaque: Plaque) -> list[object]:
    resource = plaque.resource
    state = "已摘牌" if plaque.revoked_on else plaque.agreement.get_status_display()
    return [
        *(plaque.number, resource.title, resource.get_kind_display(), resource.committee.short_name),
        *(resource.kept_by, resource.place, state, plaque.revoked_on, plaque.revoked_reason),
    ]


@require_http_methods(["GET", "POST"])
def plaque_revoke(request: PortalRequest, pk: int) -> HttpResponse:
    """摘牌, with a reason."""
    plaque = get_object_or_404(Plaque.objects.visible_to(request.user).for_list(), pk=pk)
    require("commons.revoke_plaque", request.user, plaque)
    form = RevokeForm(posted(request))
    return perform(
        request,
        form,
        lambda: operations.revoke_plaque(plaque, **by(request), **form.cleaned_data),
        done="已摘牌，各签约工委已收到通知。",
        to=plaque.agreement,
        page=lambda: TemplateResponse(
            request, "commons/plaque_revoke.html", {"form": form, "plaque": plaque}
        ),
    )
