"""How a list leaves: at once where it is short, else as a file that is made meanwhile and waits here."""

from tempfile import TemporaryFile
from typing import IO

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.models import ExportJob
from accounts.models.exportjob import KEPT_FOR
from accounts.operations import exports as operations
from collab_portal.lib import leaving, uploads
from collab_portal.lib.attempts import outcome
from collab_portal.lib.exports import MEDIA, Choice, Export, export_of, too_many
from collab_portal.lib.http import PortalRequest, require
from collab_portal.lib.pages import paginate
from collab_portal.lib.patience import export_time


def answer(request: PortalRequest, export: Export, file_format: str = "xlsx") -> HttpResponse | FileResponse:
    """Exactly what the filter shows, never a part of it and never more; or the page that offers to make it.

    What its list's filter does not know or does not understand is refused by name (422).
    """
    if export.right:
        require(export.right, request.user)
    choice = Choice(request.user, request.GET, timezone.now(), file_format)
    if errors := export.problems(choice):
        context = {"export": export, "errors": errors, "list_url": reverse(export.list_url)}
        return TemplateResponse(request, "accounts/export_refused.html", context, status=422)
    rows, problem = outcome(lambda: export.rows(choice))
    if rows is None:
        messages.error(request, problem)
        return redirect(_list_of(export, request.GET))
    if too_many(rows):
        context = {
            "export": export,
            "choice": choice,
            "query": request.GET.urlencode(),
            "number": rows.order_by().count(),
            "days": KEPT_FOR.days,
            "list_url": _list_of(export, request.GET),
        }
        return TemplateResponse(request, "accounts/export_offer.html", context)
    export.told(choice, rows)
    file: IO[bytes] = TemporaryFile()  # noqa: SIM115 - FileResponse closes it
    with export_time():
        export.write(file, choice, rows)
    file.seek(0)
    response = FileResponse(
        file, as_attachment=True, filename=export.file_name(choice), content_type=MEDIA[file_format]
    )
    return leaving.open_answer(response, if_=bool(export.is_open(request.user)))


def _list_of(export: Export, query: QueryDict) -> str:
    return f"{reverse(export.list_url)}?{query.urlencode()}"


@require_safe
def exports(request: PortalRequest) -> HttpResponse:
    """The files one had made."""
    page = paginate(request, ExportJob.objects.visible_to(request.user).for_list())
    context = {"page": page, "days": KEPT_FOR.days, "most": operations.MOST_KEPT}
    return TemplateResponse(request, "accounts/exports.html", context)


@require_POST
def export_new(request: PortalRequest) -> HttpResponse:
    """Have it made; pressed twice it is made once."""
    export = export_of(request.POST.get("list", ""))
    if export is None:
        raise Http404
    query = request.POST.get("query", "")
    job, problem = outcome(
        lambda: operations.ask_export(
            export,
            actor=request.user,
            query=query,
            file_format=request.POST.get("format", ""),
            now=timezone.now(),
        )
    )
    if job is None:
        messages.error(request, problem)
        return redirect("accounts:exports")
    return redirect(job)


@require_safe
def export(request: PortalRequest, pk: int) -> HttpResponse:
    """How far it is; htmx asks for the progress alone."""
    job, now = _job(request, pk), timezone.now()
    operations.look_again(job, now=now)
    context = {"job": job, "stuck": operations.is_stuck(job, now=now), "days": KEPT_FOR.days}
    if request.htmx:
        if not job.is_waiting:
            return HttpResponse(headers={"HX-Refresh": "true"})
        return TemplateResponse(request, "accounts/_export_progress.html", context)
    if job.export is not None:
        context["list_url"] = _list_of(job.export, job.choice.query)
    return TemplateResponse(request, "accounts/export.html", context)


@require_safe
def export_file(request: PortalRequest, pk: int) -> HttpResponse | FileResponse:
    """The file, traced as if it had been made for this very answer."""
    job = _job(request, pk)
    if not job.is_ready:
        return redirect(job)
    response = uploads.deliver(
        request,
        key=job.key,
        name=job.file_name,
        media_type=MEDIA[job.file_format],
        sha256=job.sha256,
    )
    found = job.export
    page = found.page(job.file_format) if found else job.list_name
    leaving.exported(response, page, job.choice.query)
    return leaving.open_answer(response, if_=found is not None and bool(found.is_open(request.user)))


def _job(request: PortalRequest, pk: int) -> ExportJob:
    rows = ExportJob.objects.visible_to(request.user).select_related("asked_by")
    return get_object_or_404(rows, pk=pk)
