"""Pictures of a piece: sent by the editor's script, shown to whoever may read the piece."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_POST, require_safe

from collab_portal.lib.attempts import outcome
from collab_portal.lib.http import PortalRequest, require, takes_files
from experience import operations
from experience.models import Article, Picture
from experience.views.access import column_page
from organizations.operations import files

KEPT = 600  # seconds that readers' browsers show a published picture without asking again


@takes_files
@require_POST
def add(request: PortalRequest, submission: uuid.UUID) -> HttpResponse:
    """One picture for the piece that this form writes: where it is found now, or what was wrong with it."""
    now = timezone.now()
    article = Article.objects.visible_to(request.user, now).filter(submission=submission).first()
    if article is None and Article.objects.filter(submission=submission).exists():
        raise Http404
    require(
        *("experience.illustrate", request.user, article) if article else ("experience.write", request.user)
    )
    sent = request.FILES.get("picture")
    if sent is None:
        return _refused("没有收到图片，请重新选择。")
    made, problem = outcome(
        lambda: operations.add_picture(
            sent, actor=request.user, now=now, submission=submission, article=article
        )
    )
    if made is None:
        return _refused(problem)
    return JsonResponse({"src": made.get_absolute_url(), "width": made.width, "height": made.height})


def _refused(problem: str) -> JsonResponse:
    return JsonResponse({"problem": problem}, status=422)


@column_page
@require_safe
def show(request: HttpRequest, token: uuid.UUID) -> HttpResponseBase:
    """Once it is public browsers keep it for a while; until then they ask every time."""
    now = timezone.now()
    rows = Picture.objects.visible_to(request.user, now).select_related("file", "article")
    picture = get_object_or_404(rows.defer("article__body"), token=token)
    etag = f'"{picture.file.sha256}"'
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    response = response or files.deliver(request, picture.file, shown=True)
    if response.status_code in {200, 304}:
        response["ETag"] = etag
        published = picture.article is not None and picture.article.is_published(now)
        patch_cache_control(response, private=True, max_age=KEPT if published else 0)
    return response
