"""Writing: a new piece, its corrections, and sending it to the editor."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from collab_portal.lib.dates import today
from collab_portal.lib.http import PortalRequest, large_body, require
from collab_portal.lib.pages import paginate
from experience import operations, starting
from experience.forms import ArticleForm, refuse
from experience.models import Article, Correction


@large_body
@require_http_methods(["GET", "POST"])
def write(request: PortalRequest) -> HttpResponse:
    require("experience.write", request.user)
    author = {"author_name": request.user.display_name, "author_post": request.user.post}
    carried = starting.initial(request.GET, request.user)
    form = ArticleForm(request.POST or None, user=request.user, initial={**author, **carried})
    if request.method == "POST" and form.is_valid():
        article = _stored(form, request)
        if article:
            return _next(request, article)
    return TemplateResponse(request, "experience/form.html", {"form": form, "carried": carried})


def _stored(form: ArticleForm, request: PortalRequest) -> Article | None:
    submission = form.cleaned_data["submission"] or form.initial["submission"]
    try:
        return operations.write(actor=request.user, submission=submission, fields=form.texts())
    except ValidationError as error:
        refuse(form, error)
    return None


def _next(request: PortalRequest, article: Article) -> HttpResponse:
    """「保存并送编」 goes one step further than 「保存草稿」."""
    if "submit" in request.POST and article.is_with_author:
        return _sent(request, article)
    messages.success(request, "已保存。")
    return redirect(article)


def _sent(request: PortalRequest, article: Article) -> HttpResponse:
    try:
        operations.submit(article, actor=request.user, now=timezone.now())
    except ValidationError as error:
        if hasattr(error, "error_dict"):  # about the text: said beside it
            return redirect(f"{reverse('experience:edit', args=[article.pk])}?check=1")
        messages.error(request, "；".join(error.messages))
    else:
        messages.success(request, "已送编，编辑会收到通知。")
    return redirect(article)


@large_body
@require_http_methods(["GET", "POST"])
def edit(request: PortalRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article.objects.visible_to(request.user, timezone.now()), pk=pk)
    require("experience.edit", request.user, article)
    form = ArticleForm(request.POST or None, user=request.user, instance=article)
    if request.method == "GET" and "check" in request.GET:
        form = _checked(form, request.user, article)
    context: dict[str, Any] = {"form": form, "article": article}
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            saved = operations.edit(article, actor=request.user, version=version, fields=form.texts())
        except operations.ChangedError as error:
            form.add_error(None, error)
            context["theirs"] = _take_over(form, article)
        except ValidationError as error:
            refuse(form, error)
        else:
            return _next(request, saved)
    return TemplateResponse(request, "experience/form.html", context)


def _checked(form: ArticleForm, user: User, article: Article) -> ArticleForm:
    """The piece as it stands, with what keeps it from being sent on."""
    data = {field.html_name: field.value() for field in form if field.value() is not None}
    return ArticleForm({**data, "submit": "1"}, user=user, instance=article)


def _take_over(form: ArticleForm, article: Article) -> Article:
    """What others saved meanwhile, to compare with; the next save is made in knowledge of it."""
    theirs = Article.objects.get(pk=article.pk)
    form.data = {**dict(form.data.items()), "version": str(theirs.version)}
    return theirs


@require_POST
def submit(request: PortalRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article.objects.visible_to(request.user, timezone.now()), pk=pk)
    require("experience.submit", request.user, article)
    return _sent(request, article)


@require_POST
def take_back(request: PortalRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article.objects.visible_to(request.user, timezone.now()), pk=pk)
    require("experience.take_back", request.user, article)
    try:
        operations.take_back_piece(article, actor=request.user)
    except ValidationError as error:
        messages.error(request, "；".join(error.messages))
    else:
        messages.success(request, "已撤回送审，稿件回到草稿。")
    return redirect(article)


@require_safe
def queue(request: PortalRequest) -> HttpResponse:
    """稿件办理: what awaits my signature, by due date; then every piece on its way."""
    require("experience.queue", request.user)
    now = timezone.now()
    mine = Article.objects.awaiting_signature(request.user).for_queue()[:50]
    moving = Article.objects.visible_to(request.user, now).exclude(
        status=Article.Status.ISSUED, published_at__lte=now
    )
    page = paginate(request, moving.for_queue().order_by("-updated_at", "-pk"))
    corrections = Correction.objects.awaiting_signature(request.user).for_list()[:50]
    context = {"mine": mine, "corrections": corrections, "page": page, "now": now, "today": today(now)}
    return TemplateResponse(request, "experience/queue.html", context)
