"""Writing: a new piece, its corrections, and sending it to the editor."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from rules import test_rule

from accounts.models import User
from collab_portal.lib.attempts import attempt, by, outcome, perform, posted
from collab_portal.lib.dates import today
from collab_portal.lib.http import PortalRequest, large_body, require
from collab_portal.lib.pages import paginate
from experience import operations, starting
from experience.forms import ArticleForm
from experience.models import Article, Correction
from experience.pictures import must_be_described


@large_body
@require_http_methods(["GET", "POST"])
def write(request: PortalRequest) -> HttpResponse:
    require("experience.write", request.user)
    author = {"author_name": request.user.display_name, "author_post": request.user.post}
    carried = starting.initial(request.GET, request.user)
    form = ArticleForm(posted(request), user=request.user, initial={**author, **carried})
    return perform(
        request,
        form,
        lambda: operations.write(actor=request.user, submission=form.submission_key, fields=form.facts()),
        go=lambda article: _next(request, article),
        page=lambda: TemplateResponse(request, "experience/form.html", {"form": form, "carried": carried}),
    )


def _next(request: PortalRequest, article: Article) -> HttpResponse:
    """「保存并送编」 goes one step further than 「保存草稿」."""
    if "submit" in request.POST and article.is_with_author:
        return _sent(request, article)
    messages.success(request, "已保存。")
    return redirect(article)


def _sent(request: PortalRequest, article: Article) -> HttpResponse:
    """A text that cannot go on yet is opened again, with what is missing beside it."""
    _, missing = outcome(partial(must_be_described, article.body))
    if missing:
        return redirect(f"{reverse('experience:edit', args=[article.pk])}?check=1")
    attempt(request, "已送编，编辑会收到通知。", partial(operations.submit, article, **by(request)))
    return redirect(article)


@large_body
@require_http_methods(["GET", "POST"])
def edit(request: PortalRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article.objects.visible_to(request.user, timezone.now()), pk=pk)
    require("experience.edit", request.user, article)
    form = ArticleForm(posted(request), user=request.user, instance=article)
    if request.method == "GET" and "check" in request.GET:
        return _edit_page(request, article, _checked(form, request.user, article))
    return perform(
        request,
        form,
        lambda: operations.edit(
            article, actor=request.user, version=form.opened_version, fields=form.facts()
        ),
        go=lambda saved: _next(request, saved),
        page=lambda: _edit_page(request, article, form),
        stored=lambda current: ArticleForm(user=request.user, instance=current),
    )


def _edit_page(request: PortalRequest, article: Article, form: ArticleForm) -> HttpResponse:
    return TemplateResponse(request, "experience/form.html", {"form": form, "article": article})


def _checked(form: ArticleForm, user: User, article: Article) -> ArticleForm:
    """The piece as it stands, with what keeps it from being sent on."""
    data = {field.html_name: field.value() for field in form if field.value() is not None}
    return ArticleForm({**data, "submit": "1"}, user=user, instance=article)


@require_POST
def submit(request: PortalRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article.objects.visible_to(request.user, timezone.now()), pk=pk)
    if test_rule("experience.take_back", request.user, article):  # pressed twice, or by two
        messages.info(request, "稿件已送编，不必再送。")
        return redirect(article)
    require("experience.submit", request.user, article)
    return _sent(request, article)


@require_POST
def take_back(request: PortalRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article.objects.visible_to(request.user, timezone.now()), pk=pk)
    require("experience.take_back", request.user, article)
    do = partial(operations.take_back_piece, article, actor=request.user)
    attempt(request, "已撤回送审，稿件回到草稿。", do)
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
