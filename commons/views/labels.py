"""品牌与专项: the list, one of them with all that bears it, and what its keeper may change."""

from functools import partial
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from rules import test_rule

from collab_portal.lib.attempts import attempt, by, outcome, perform, posted
from collab_portal.lib.history import changes_of
from collab_portal.lib.http import PortalRequest, large_body, require, takes_files
from collab_portal.lib.pages import paginate
from commons.bearers import counted
from commons.forms.labels import LabelFilter, LabelForm, MergeForm
from commons.models import Label
from commons.operations import labels as operations
from commons.tables import LABELS
from organizations.operations import files
from organizations.panels import panels

OPTIONS = 20


@require_safe
def label_list(request: PortalRequest) -> HttpResponse:
    chosen = LabelFilter(request.GET)
    page = paginate(request, chosen.apply(Label.objects.visible_to(request.user)).for_list())
    for row in page.rows:
        row.badge = row.state()  # type: ignore[attr-defined]
    template = "commons/_labels.html" if request.htmx else "commons/labels.html"
    return TemplateResponse(request, template, {"page": page, "filter": chosen})


@require_safe
def label_options(request: PortalRequest) -> JsonResponse:
    """What a picker offers for ``?q=``."""
    query = request.GET.get("q", "").replace("\0", "").strip()[:60]
    rows = Label.objects.visible_to(request.user)
    found = list(rows.matching(query).for_list()[:OPTIONS]) if query else []
    results = [
        {"value": str(one.pk), "text": one.name, "detail": f"{one.get_kind_display()} · {one.owner}"}
        for one in found
    ]
    return JsonResponse({"results": results})


def visible(request: PortalRequest, pk: int) -> Label:
    return get_object_or_404(Label.objects.visible_to(request.user).select_related("committee"), pk=pk)


@require_safe
def label_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """One label; of one that was merged the address leads on."""
    rows = Label.objects.visible_to(request.user) | Label.objects.filter(merged_into__isnull=False)
    label = get_object_or_404(rows.select_related("committee", "merged_into"), pk=pk)
    if label.merged_into is not None:
        return redirect(label.merged_into)
    keeps = test_rule("commons.keep_label", request.user, label)
    context = {
        "label": label,
        "badge": label.state(),
        "facts": LABELS.facts(label, request.user),
        "panels": panels("label", label, request.user, timezone.now()),
        "changes": changes_of(label) if keeps else [],
    }
    return TemplateResponse(request, "commons/label.html", context)


@large_body
@require_http_methods(["GET", "POST"])
def label_new(request: PortalRequest) -> HttpResponse:
    require("commons.add_label", request.user)
    form = _form(request, Label(), {"submission": uuid4()})
    return perform(
        request,
        form,
        lambda: operations.add_label(
            **by(request), **form.facts(), common=form.is_common, submission=form.submission_key
        ),
        done="已新建，可在页面上传图片。",
        page=lambda: TemplateResponse(request, "commons/label_form.html", {"form": form}),
    )


def _form(request: PortalRequest, label: Label, initial: dict[str, Any]) -> LabelForm:
    return LabelForm(request.user, posted(request), instance=label, initial=initial)


@large_body
@require_http_methods(["GET", "POST"])
def label_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """修改: the form carries the version it was opened with."""
    label = visible(request, pk)
    require("commons.keep_label", request.user, label)
    form = _form(request, Label.objects.get(pk=pk), {})
    context = {"form": form, "label": label}
    return perform(
        request,
        form,
        lambda: operations.edit_label(label, **by(request), version=form.opened_version, **form.facts()),
        done="修改已保存。",
        page=lambda: TemplateResponse(request, "commons/label_form.html", context),
        stored=lambda current: LabelForm(request.user, instance=current),
    )


@require_POST
def label_end(request: PortalRequest, pk: int) -> HttpResponse:
    label = visible(request, pk)
    require("commons.keep_label", request.user, label)
    attempt(request, "已停用，以往的内容仍列在这里。", partial(operations.end_label, label, **by(request)))
    return redirect(label)


@require_POST
def label_resume(request: PortalRequest, pk: int) -> HttpResponse:
    label = visible(request, pk)
    require("commons.keep_label", request.user, label)
    attempt(request, "已恢复使用。", partial(operations.resume_label, label, actor=request.user))
    return redirect(label)


@require_http_methods(["GET", "POST"])
def label_merge(request: PortalRequest, pk: int) -> HttpResponse:
    """合并: how much passes over is shown before."""
    label = visible(request, pk)
    require("commons.merge_label", request.user, label)
    form = MergeForm(label, posted(request))
    context = {"label": label, "form": form, "counted": counted(label)}
    return perform(
        request,
        form,
        lambda: operations.merge_label(label, **by(request), **form.cleaned_data),
        done=f"“{label}”的内容已全部归入这里。",
        page=lambda: TemplateResponse(request, "commons/label_merge.html", context),
    )


@takes_files
@require_http_methods(["GET", "POST"])
def label_picture(request: PortalRequest, pk: int) -> HttpResponseBase:
    """The picture; by POST another one."""
    label = visible(request, pk)
    if request.method == "POST":
        return _take_picture(request, label)
    if label.picture is None:
        raise Http404
    return files.deliver(request, label.picture, shown=True)


def _take_picture(request: PortalRequest, label: Label) -> HttpResponse:
    require("commons.keep_label", request.user, label)
    upload = request.FILES.get("files")
    if upload is None:
        messages.error(request, "请先选择图片。")
        return redirect(label)
    _, problem = outcome(partial(operations.set_picture, label, upload, actor=request.user))
    if problem:
        messages.error(request, problem)
    else:
        messages.success(request, "图片已更换。")
    return redirect(label)
