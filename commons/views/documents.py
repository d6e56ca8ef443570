"""文件: the list, one of them, and what its committee's staff may change."""

from functools import partial
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from rules import test_rule

from accounts.views.exports import answer
from collab_portal.lib import dates
from collab_portal.lib.attempts import attempt, by, outcome, perform
from collab_portal.lib.history import changes_of
from collab_portal.lib.http import PortalRequest, require, takes_files
from collab_portal.lib.leaving import open_answer
from collab_portal.lib.pages import paginate
from commons import exports
from commons.forms.documents import AbolishForm, DocumentFilter, DocumentForm
from commons.models import Document, DocumentFile
from commons.operations import documents as operations
from commons.tables import DOCUMENTS
from organizations.operations import files


@require_safe
def document_list(request: PortalRequest) -> HttpResponse:
    chosen, today = DocumentFilter(request.GET), dates.today()
    page = paginate(request, chosen.apply(Document.objects.visible_to(request.user), today).for_list())
    for row in page.rows:
        row.badge = row.state(today, replaced=row.is_replaced)  # type: ignore[attr-defined]
    template = "commons/_documents.html" if request.htmx else "commons/documents.html"
    return TemplateResponse(request, template, {"page": page, "filter": chosen})


@require_safe
def document_export(request: PortalRequest) -> HttpResponse | FileResponse:
    return answer(request, exports.DOCUMENTS)


def visible(request: PortalRequest, pk: int) -> Document:
    rows = Document.objects.visible_to(request.user).for_list().select_related("supersedes", "successor")
    return get_object_or_404(rows, pk=pk)


@require_safe
def document_detail(request: PortalRequest, pk: int) -> HttpResponse:
    return _page(request, visible(request, pk))


def _page(request: PortalRequest, document: Document, abolish: AbolishForm | None = None) -> HttpResponse:
    """One document: what it is, what it replaces and what replaces it, as far as the reader may see."""
    may_edit = test_rule("commons.edit_document", request.user, document)
    successor = getattr(document, "successor", None)
    context = {
        "document": document,
        "badge": document.state(dates.today(), replaced=successor is not None),
        "before": _seen(request, document.supersedes),
        "after": _seen(request, successor),
        "facts": DOCUMENTS.facts(document, request.user),
        "files": DocumentFile.objects.filter(document=document).select_related("file__committee"),
        "upload_limit": settings.UPLOAD_LIMIT,
        "abolish_form": abolish or AbolishForm(),
        "changes": changes_of(document) if may_edit else [],
    }
    return TemplateResponse(request, "commons/document.html", context)


def _seen(request: PortalRequest, document: Document | None) -> Document | None:
    """One of the same chain may be its committee's own."""
    own = document is not None and document.committee_id == request.user.committee_id
    return document if document and (own or document.scope == Document.Scope.BASIN) else None


@require_http_methods(["GET", "POST"])
def document_new(request: PortalRequest) -> HttpResponse:
    """登记, perhaps as what replaces ``?supersedes=``."""
    require("commons.file_document", request.user)
    form = _form(request, Document(), _from(request))
    return perform(
        request,
        form,
        lambda: operations.file_document(**by(request), **form.facts(), submission=form.submission_key),
        done="文件已登记，可在页面上传附件。",
        page=lambda: TemplateResponse(request, "commons/document_form.html", {"form": form}),
    )


def _from(request: PortalRequest) -> dict[str, Any]:
    """What replaces another begins with what that is called."""
    start: dict[str, Any] = {"submission": uuid4()}
    number = request.GET.get("supersedes", "")
    if number.isascii() and number.isdecimal() and len(number) < 19:
        old = Document.objects.filter(committee=request.user.committee_id, pk=int(number)).first()
        if old is not None:
            start |= {name: getattr(old, name) for name in ("title", "issuer", "kind", "scope")}
            start["supersedes"] = old.pk
    return start


def _form(request: PortalRequest, document: Document, initial: dict[str, Any]) -> DocumentForm:
    if request.method != "POST":
        return DocumentForm(request.user, instance=document, initial=initial)
    return DocumentForm(request.user, request.POST, instance=document)


@require_http_methods(["GET", "POST"])
def document_edit(request: PortalRequest, pk: int) -> HttpResponse:
    """修改: the form carries the version it was opened with."""
    document = visible(request, pk)
    require("commons.edit_document", request.user, document)
    form = _form(request, Document.objects.get(pk=pk), {})
    context = {"form": form, "document": document}
    return perform(
        request,
        form,
        lambda: operations.edit_document(
            document, **by(request), version=form.opened_version, **form.facts()
        ),
        done="修改已保存。",
        page=lambda: TemplateResponse(request, "commons/document_form.html", context),
        stored=lambda current: DocumentForm(request.user, instance=current),
    )


@require_POST
def document_abolish(request: PortalRequest, pk: int) -> HttpResponse:
    document = visible(request, pk)
    require("commons.edit_document", request.user, document)
    form = AbolishForm(request.POST)
    return perform(
        request,
        form,
        lambda: operations.abolish(document, **by(request), **form.cleaned_data),
        done="已登记废止，文件仍可查阅。",
        to=document,
        page=lambda: _page(request, document, form),
        aside=True,
    )


@takes_files
@require_POST
def document_attach(request: PortalRequest, pk: int) -> HttpResponse:
    """Any number of files; what is refused is named with its reason, the others are kept."""
    document = visible(request, pk)
    require("commons.edit_document", request.user, document)
    sent = request.FILES.getlist("files")
    problems = [] if sent else ["请先选择文件。"]
    for upload in sent:
        _, problem = outcome(partial(operations.attach, document, upload, actor=request.user))
        if problem:
            problems.append(f"{upload.name}：{problem}")
    if request.htmx:
        rows = DocumentFile.objects.filter(document=document).select_related("file__committee")
        context = {"document": document, "files": rows, "problems": problems}
        return TemplateResponse(request, "commons/_files.html", context)
    for problem in problems:
        messages.error(request, problem)
    if len(sent) > len(problems):
        messages.success(request, "附件已上传。")
    return redirect(f"{document.get_absolute_url()}#files")


def _paper(request: PortalRequest, pk: int, number: int) -> DocumentFile:
    rows = DocumentFile.objects.select_related("file", "document")
    seen = Document.objects.visible_to(request.user).filter(pk=pk)
    return get_object_or_404(rows, pk=number, document__in=seen)


@require_safe
def document_file(request: PortalRequest, pk: int, number: int) -> HttpResponseBase:
    """A download; what is for the basin is every reader's."""
    paper = _paper(request, pk, number)
    return open_answer(files.deliver(request, paper.file), if_=paper.document.scope == Document.Scope.BASIN)


@require_POST
def document_detach(request: PortalRequest, pk: int, number: int) -> HttpResponse:
    paper = _paper(request, pk, number)
    require("commons.edit_document", request.user, paper.document)
    attempt(request, f"附件“{paper}”已删除。", partial(operations.detach, paper, actor=request.user))
    return redirect(f"{paper.document.get_absolute_url()}#files")
