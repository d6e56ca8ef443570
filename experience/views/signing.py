"""Signing: pass on, send back, publish, withdraw. Each is a form on the article's page."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_POST
from rules import test_rule

from collab_portal.lib.attempts import by, perform
from collab_portal.lib.forms import PortalForm
from collab_portal.lib.html import strip_controls
from collab_portal.lib.http import PortalRequest, require
from experience import operations
from experience.forms import PublishForm, RemarkForm, ReturnForm, WithdrawForm
from experience.models import COLUMN, Article
from experience.operations.keeping import SIGNED
from experience.views.reading import page_of


def _decide(
    request: PortalRequest,
    pk: int,
    rule: str,
    name: str,
    form_class: type[PortalForm],
    do: Callable[[Article, PortalForm], str],
) -> HttpResponse:
    """One decision: the form is shown again on the page with what was wrong, or done and said."""
    article = Article.objects.visible_to(request.user, timezone.now()).filter(pk=pk).first()
    signs = bool(COLUMN.held_by(request.user))
    if article is None and signs and Article.objects.filter(pk=pk).exists():
        messages.error(request, "撰稿人已撤回这篇稿件，未签。")
        return redirect("experience:queue")
    if article is None:
        raise Http404
    given = {one.step for one in article.signed}
    late = any(link.step in given for link in COLUMN.held_by(request.user))
    if late and not test_rule(f"experience.{rule}", request.user, article):
        messages.error(request, SIGNED)
        return redirect(article)
    require(f"experience.{rule}", request.user, article)
    form = form_class(request.POST, prefix=name)
    shown = {"remark_form" if name == "sign" else f"{name}_form": form}
    return perform(
        request,
        form,
        lambda: do(article, form),
        done=str,
        to=article,
        page=lambda: TemplateResponse(
            request, "experience/detail.html", page_of(request, pk, **shown, wrong=form)
        ),
        aside=True,
    )


@require_POST
def sign(request: PortalRequest, pk: int) -> HttpResponse:
    def do(article: Article, form: PortalForm) -> str:
        remark = strip_controls(form.cleaned_data["remark"])
        signed = operations.sign(article, **by(request), remark=remark, version=form.opened_version)
        return f"已签，稿件转入“{signed.get_status_display()}”。"

    return _decide(request, pk, "sign", "sign", RemarkForm, do)


@require_POST
def send_back(request: PortalRequest, pk: int) -> HttpResponse:
    def do(article: Article, form: PortalForm) -> str:
        remark = strip_controls(form.cleaned_data["remark"])
        operations.send_back(article, **by(request), remark=remark, version=form.opened_version)
        return "已退回，撰稿人会收到通知。"

    return _decide(request, pk, "return", "return", ReturnForm, do)


@require_POST
def publish(request: PortalRequest, pk: int) -> HttpResponse:
    def do(article: Article, form: PortalForm) -> str:
        at, remark = form.cleaned_data["at"], strip_controls(form.cleaned_data["remark"])
        operations.publish(article, **by(request), at=at, remark=remark, version=form.opened_version)
        return "已签发，到时自动刊发。" if at else "已签发并刊发。"

    return _decide(request, pk, "publish", "publish", PublishForm, do)


@require_POST
def withdraw(request: PortalRequest, pk: int) -> HttpResponse:
    def do(article: Article, form: PortalForm) -> str:
        reason = strip_controls(form.cleaned_data["reason"])
        operations.withdraw(article, actor=request.user, now=timezone.now(), reason=reason)
        return "已撤稿，读者不再看到这篇稿件。"

    return _decide(request, pk, "withdraw", "withdraw", WithdrawForm, do)
