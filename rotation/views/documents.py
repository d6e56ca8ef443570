"""公文 of a consultation: downloaded as docx or PDF, and numbered by the lead."""

import rules
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from collab_portal.lib.attempts import filled
from collab_portal.lib.gongwen.download import FORMATS, download
from collab_portal.lib.http import PortalRequest, require
from collab_portal.lib.leaving import open_answer
from rotation import documents, operations
from rotation.forms import DocumentNumberForm
from rotation.models import Consultation
from rotation.views.frame import consultation_of


@require_safe
def document(request: PortalRequest, pk: int, kind: str, file_format: str) -> HttpResponse:
    consultation = consultation_of(request, pk)
    leads = bool(rules.test_rule("rotation.convene", request.user, consultation))
    found = {paper.kind: paper for paper in documents.papers(consultation, leads=leads)}
    if kind not in found or file_format not in FORMATS:
        raise Http404
    paper, now = found[kind], timezone.now()
    layout = documents.compose(paper, consultation, now).layout()
    made_at = documents.made_at(paper, consultation, now)
    response = download(request, layout, f"{paper.label}-{consultation.title}", file_format, made_at)
    everybodys = {other.kind for other in documents.papers(consultation, leads=False)}
    return open_answer(response, if_=kind in everybodys)


@require_POST
def number(request: PortalRequest, pk: int) -> HttpResponse:
    """Fill in, change or clear the number of one document."""
    consultation = get_object_or_404(Consultation.objects.visible_to(request.user).for_page(), pk=pk)
    require("rotation.convene", request.user, consultation)
    form = DocumentNumberForm(request.POST)
    filled(form, lambda: operations.number_document(consultation, **form.cleaned_data))
    if form.errors:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    else:
        messages.success(request, "发文字号已保存，下载的公文即按此编号。")
    return redirect(consultation)
