"""Photos and papers of a record: sent, fetched, taken away."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_POST, require_safe

from activities import operations
from activities.models import Activity, Attachment
from collab_portal.lib.attempts import outcome
from collab_portal.lib.http import PortalRequest, require, takes_files
from collab_portal.lib.leaving import open_answer
from organizations.operations import files


@takes_files
@require_POST
def attach(request: PortalRequest, pk: int) -> HttpResponse:
    """Any number of files; what is refused is named with its reason, the others are kept."""
    activity = get_object_or_404(Activity.objects.visible_to(request.user), pk=pk)
    require("activities.attach", request.user, activity)
    sent = request.FILES.getlist("files")
    problems = [] if sent else ["请先选择文件。"]
    for upload in sent:
        _, problem = outcome(partial(operations.attach, activity, upload, actor=request.user))
        if problem:
            problems.append(f"{upload.name}：{problem}")
    if request.htmx:
        return _list(request, pk, problems)
    for problem in problems:
        messages.error(request, problem)
    if len(sent) > len(problems):
        messages.success(request, "附件已上传。")
    return redirect(f"{activity.get_absolute_url()}#attachments")


@require_safe
def download(request: PortalRequest, pk: int, number: int) -> HttpResponseBase:
    attachment = _attachment(request, pk, number)
    return open_answer(files.deliver(request, attachment.file), if_=attachment.activity.is_public)


@require_POST
def detach(request: PortalRequest, pk: int, number: int) -> HttpResponse:
    attachment = _attachment(request, pk, number)
    require("activities.detach", request.user, attachment)
    operations.detach(attachment, actor=request.user)
    messages.success(request, f"附件“{attachment}”已删除。")
    return redirect(f"{attachment.activity.get_absolute_url()}#attachments")


def _attachment(request: PortalRequest, pk: int, number: int) -> Attachment:
    seen = Activity.objects.visible_to(request.user).filter(pk=pk)
    return get_object_or_404(
        Attachment.objects.select_related("file", "activity"), pk=number, activity__in=seen
    )


def _list(request: PortalRequest, pk: int, problems: list[str]) -> HttpResponse:
    activity = Activity.objects.visible_to(request.user).for_page().get(pk=pk)
    context = {"activity": activity, "problems": problems}
    return TemplateResponse(request, "activities/_attachments.html", context)
