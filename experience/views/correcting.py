"""更正: proposed on a form, looked at side by side, signed by three."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from collab_portal.lib.attempts import by, perform, posted
from collab_portal.lib.html import strip_controls
from collab_portal.lib.http import PortalRequest, large_body, require
from experience import operations, progress
from experience.comparing import Text, compare
from experience.forms import CorrectionForm, RemarkForm, ReturnForm
from experience.models import Article, Correction, SignOff

FORM = "experience/correction_form.html"


def _correction(request: PortalRequest, pk: int) -> Correction:
    rows = Correction.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("article__committee", "created_by"), pk=pk)


@large_body
@require_http_methods(["GET", "POST"])
def correct(request: PortalRequest, pk: int) -> HttpResponse:
    article = get_object_or_404(Article.objects.visible_to(request.user, timezone.now()), pk=pk)
    require("experience.correct", request.user, article)
    known = article.corrections.open().first()
    if known:
        return redirect(known)
    begin = {"title": article.title, "summary": article.summary, "body": article.body}
    form = CorrectionForm(posted(request), initial=begin, article=article)
    return perform(
        request,
        form,
        lambda: operations.correct(article, **by(request), fields=form.facts()),
        done="更正已送编，三审通过后刊出；在此之前读者看到的仍是原文。",
        page=lambda: TemplateResponse(request, FORM, {"form": form, "article": article}),
    )


@large_body
@require_http_methods(["GET", "POST"])
def revise(request: PortalRequest, pk: int) -> HttpResponse:
    made = _correction(request, pk)
    require("experience.revise", request.user, made)
    form = CorrectionForm(posted(request), instance=made, article=made.article)
    context = {"form": form, "article": made.article, "correction": made}
    return perform(
        request,
        form,
        lambda: operations.revise(made, **by(request), version=form.opened_version, fields=form.facts()),
        done="更正已重新送编。",
        to=made,
        page=lambda: TemplateResponse(request, FORM, context),
        stored=lambda current: CorrectionForm(instance=current, article=made.article),
    )


@require_safe
def correction(request: PortalRequest, pk: int) -> HttpResponse:
    return TemplateResponse(request, "experience/correction.html", _page(request, _correction(request, pk)))


def _page(request: PortalRequest, made: Correction, **forms: object) -> dict[str, object]:
    article = made.article
    signoffs = list(SignOff.objects.filter(article=article, round=made.round).select_related("person"))
    old = Text(article.title, article.summary, article.body)
    rows = compare(old, Text(made.title, made.summary, made.body))
    context = {
        "correction": made,
        "article": article,
        "rows": rows if made.status in Correction.OPEN else [],
        "steps": progress.correction_steps(made, signoffs),
        "signoffs": signoffs,
        "pass_form": RemarkForm(prefix="pass", initial={"version": made.version}),
        "return_form": ReturnForm(prefix="return", initial={"version": made.version}),
    }
    return context | forms


@require_POST
def decide(request: PortalRequest, pk: int) -> HttpResponse:
    """``decision``: pass or return; each brings its own form."""
    made = _correction(request, pk)
    require("experience.sign_correction", request.user, made)
    returns = request.POST.get("decision") == "return"
    form = ReturnForm(request.POST, prefix="return") if returns else RemarkForm(request.POST, prefix="pass")
    do = operations.return_correction if returns else operations.pass_correction
    shown = {"return_form" if returns else "pass_form": form}
    return perform(
        request,
        form,
        lambda: do(
            made,
            **by(request),
            remark=strip_controls(form.cleaned_data["remark"]),
            version=form.opened_version,
        ),
        done=lambda made: f"已办理，现在是“{made.get_status_display()}”。",
        to=lambda made: made.article if made.status == Correction.Status.ISSUED else made,
        page=lambda: TemplateResponse(
            request,
            "experience/correction.html",
            _page(request, _correction(request, pk), **shown, wrong=form),
        ),
    )


@require_POST
def drop(request: PortalRequest, pk: int) -> HttpResponse:
    made = _correction(request, pk)
    require("experience.drop_correction", request.user, made)
    operations.drop_correction(made, actor=request.user)
    messages.success(request, "已放弃更正，刊出的文字不变。")
    return redirect(made.article)
