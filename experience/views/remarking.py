"""批注 beside a passage, and versions side by side."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from collab_portal.lib.attempts import by, perform
from collab_portal.lib.http import PortalRequest, require
from experience import comparing, operations
from experience.forms import PassageForm
from experience.models import Article, Remark
from experience.views.reading import page_of


def _piece(request: PortalRequest, pk: int) -> Article:
    return get_object_or_404(Article.objects.visible_to(request.user, timezone.now()), pk=pk)


def _remark(request: PortalRequest, pk: int) -> Remark:
    pieces = Article.objects.visible_to(request.user, timezone.now())
    return get_object_or_404(Remark.objects.select_related("article"), pk=pk, article__in=pieces)


@require_POST
def remark(request: PortalRequest, pk: int) -> HttpResponse:
    article = _piece(request, pk)
    require("experience.return", request.user, article)
    form = PassageForm(request.POST, prefix="passage")
    return perform(
        request,
        form,
        lambda: operations.remark(article, **by(request), **form.cleaned_data),
        to=lambda made: f"{article.get_absolute_url()}#remark-{made.pk}",
        page=lambda: TemplateResponse(
            request, "experience/detail.html", page_of(request, pk, passage_form=form, wrong=form)
        ),
    )


@require_POST
def settle(request: PortalRequest, pk: int) -> HttpResponse:
    made = _remark(request, pk)
    require("experience.settle_remark", request.user, made)
    operations.settle_remark(made, actor=request.user, now=timezone.now())
    return redirect(f"{made.article.get_absolute_url()}#remark-{made.pk}")


@require_POST
def drop(request: PortalRequest, pk: int) -> HttpResponse:
    made = _remark(request, pk)
    require("experience.drop_remark", request.user, made)
    operations.drop_remark(made, actor=request.user)
    messages.success(request, "批注已撤回。")
    return redirect(made.article)


@require_safe
def versions(request: PortalRequest, pk: int) -> HttpResponse:
    """Two versions side by side; without a choice the last two."""
    article = _piece(request, pk)
    require("experience.history", request.user, article)
    found = comparing.versions(article, request.user)
    numbers = [version.number for version in found]
    new = _asked(request, "new", numbers, 0)
    old = _asked(request, "old", numbers, min(numbers.index(new) + 1, len(numbers) - 1) if numbers else 0)
    texts = comparing.text_of(article, old), comparing.text_of(article, new)
    rows = comparing.compare(texts[0], texts[1]) if texts[0] and texts[1] else []
    context = {"article": article, "versions": found, "old": old, "new": new, "rows": rows}
    return TemplateResponse(request, "experience/versions.html", context)


def _asked(request: PortalRequest, name: str, numbers: list[int], otherwise: int) -> int:
    """The version asked for if there is one of this number, else the one at this place of the list."""
    said = request.GET.get(name, "")
    number = int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0
    if number in numbers:
        return number
    return numbers[otherwise] if numbers else 0
