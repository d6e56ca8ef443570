"""批量导入: choose a kind, upload, watch, decide. The work is done in the background."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from collab_portal.lib.attempts import attempt, perform
from collab_portal.lib.http import PortalRequest, require, takes_files
from collab_portal.lib.leaving import open_to_readers
from collab_portal.lib.pages import paginate
from collab_portal.lib.xlsx import CONTENT_TYPE
from organizations import exports, progress
from organizations.forms.imports import CorrectForm, UploadForm
from organizations.imports.kinds import Kind, kind_of, kinds
from organizations.imports.template import template
from organizations.models import ImportJob, ImportRow
from organizations.operations import imports as operations

Outcome = ImportRow.Outcome


@require_safe
def import_list(request: PortalRequest) -> HttpResponse:
    """What can be imported, and what one's own committee has imported."""
    require("organizations.import_rows", request.user)
    page = paginate(request, ImportJob.objects.visible_to(request.user).for_list())
    for job in page.rows:
        job.kind_label = progress.label_of(job)  # type: ignore[attr-defined]
    return TemplateResponse(request, "organizations/imports.html", {"kinds": kinds(), "page": page})


@takes_files
@require_http_methods(["GET", "HEAD", "POST"])
def import_new(request: PortalRequest, kind: str) -> HttpResponse:
    """Upload a table of one kind."""
    found = _kind(kind)
    require("organizations.import_rows", request.user)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    context = {"form": form, "kind": found}
    return perform(
        request,
        form,
        lambda: operations.upload(
            actor=request.user,
            kind=found,
            filename=form.cleaned_data["file"].name,
            content=form.cleaned_data["file"].read(),
            submission=form.submission_key,
        ),
        page=lambda: TemplateResponse(request, "organizations/import_form.html", context),
    )


@open_to_readers
@require_safe
def import_template(request: PortalRequest, kind: str) -> HttpResponse:
    """The empty workbook of one kind."""
    found = _kind(kind)
    require("organizations.import_rows", request.user)
    response = HttpResponse(template(found), content_type=CONTENT_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{found.key}-template.xlsx"'
    return response


def _kind(key: str) -> Kind:
    found = kind_of(key)
    if found is None:
        raise Http404
    return found


@require_safe
def import_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """How far it is, what the check says row by row, what was done. htmx asks for the progress alone."""
    job = _job(request, pk)
    operations.look_again(job, now=timezone.now())
    if request.htmx:
        if not job.is_working:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return TemplateResponse(request, "organizations/_import_progress.html", {"job": job})
    return _page(request, job)


def _page(request: PortalRequest, job: ImportJob, correct: CorrectForm | None = None) -> HttpResponse:
    show = request.GET.get("show", "")
    if show not in Outcome.values and show != "kept":
        show = Outcome.FAILED if job.failed_rows else "kept" if job.kept_rows else ""
    rows = job.rows.order_by("number", "pk")  # type: ignore[attr-defined]
    if show:
        rows = rows.exclude(kept="") if show == "kept" else rows.filter(outcome=show)
    kind = kind_of(job.kind)
    context: dict[str, Any] = {
        "job": job,
        "kind": kind,
        "kind_label": progress.label_of(job),
        "steps": progress.steps(job),
        "facts": progress.facts(job),
        "tabs": progress.tabs(job, show),
        "page": None if job.is_working else paginate(request, rows, size=50),
        "can_undo": job.can_undo(timezone.now()),
        "correct_form": correct or CorrectForm(),
    }
    return TemplateResponse(request, "organizations/import.html", context)


def _job(request: PortalRequest, pk: int) -> ImportJob:
    rows = ImportJob.objects.visible_to(request.user).select_related("committee", "created_by", "asked_by")
    job = get_object_or_404(rows, pk=pk)
    require("organizations.run_import", request.user, job)
    return job


@require_safe
def import_failed(request: PortalRequest, pk: int) -> HttpResponse | FileResponse:
    """The failed rows as a workbook, with what is wrong beside each."""
    job = _job(request, pk)
    kind = kind_of(job.kind)
    if kind is None or not job.failed_rows or job.is_working:
        messages.info(request, "没有出错的行。")
        return redirect(job)
    return exports.failed_rows(job, kind)


@takes_files
@require_POST
def import_correct(request: PortalRequest, pk: int) -> HttpResponse:
    """补正: upload the corrected rows into the same import."""
    job = _job(request, pk)
    form = CorrectForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, job, form)
    return _do(
        request,
        job,
        lambda: operations.correct(job, actor=request.user, content=form.cleaned_data["file"].read()),
    )


@require_POST
def import_leave_out(request: PortalRequest, pk: int) -> HttpResponse:
    """去掉出错的行."""
    job = _job(request, pk)
    return _do(request, job, lambda: operations.leave_out(job, actor=request.user))


@require_POST
def import_commit(request: PortalRequest, pk: int) -> HttpResponse:
    """写入."""
    job = _job(request, pk)
    return _do(request, job, lambda: operations.commit(job, actor=request.user))


@require_POST
def import_undo(request: PortalRequest, pk: int) -> HttpResponse:
    """撤销."""
    job = _job(request, pk)
    return _do(request, job, lambda: operations.undo(job, actor=request.user, now=timezone.now()))


@require_POST
def import_drop(request: PortalRequest, pk: int) -> HttpResponse:
    """放弃."""
    job = _job(request, pk)
    attempt(request, "", lambda: operations.drop(job, actor=request.user))
    return redirect("organizations:imports")


def _do(request: PortalRequest, job: ImportJob, verb: Callable[[], Any]) -> HttpResponse:
    attempt(request, "", verb)
    return redirect(job)
