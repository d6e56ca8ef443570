"""借鉴: taking up a piece, what came of it, and the flow between the nineteen."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from collab_portal.lib.attempts import by, perform, posted
from collab_portal.lib.history import changes_of
from collab_portal.lib.http import PortalRequest, require
from collab_portal.lib.pages import paginate
from experience import flowing, operations
from experience.forms import AdoptionFilters, AdoptionForm
from experience.models import Adoption, Article


@require_http_methods(["GET", "POST"])
def adopt(request: PortalRequest, pk: int) -> HttpResponse:
    """The committee takes up a piece; if it has already, the form of what it said then."""
    now = timezone.now()
    article = get_object_or_404(Article.objects.published(now).select_related("committee"), pk=pk)
    require("experience.adopt", request.user, article)
    known = article.adoptions.filter(committee=request.user.committee_id).first()
    if known and known.withdrawn_at is None:
        return redirect("experience:adoption", known.pk)
    form = AdoptionForm(posted(request), user=request.user)
    context = {"form": form, "article": article}
    return perform(
        request,
        form,
        lambda: operations.adopt(article, **by(request), fields=form.facts()),
        done=f"已登记借鉴，{article.committee}会收到通知。",
        to=f"{article.get_absolute_url()}#adoptions",
        page=lambda: TemplateResponse(request, "experience/adoption_form.html", context),
    )


@require_http_methods(["GET", "POST"])
def change(request: PortalRequest, pk: int) -> HttpResponse:
    adoption = _found(request, pk)
    sheet = partial(AdoptionForm, user=request.user)
    form = sheet(posted(request), instance=adoption)
    context = {
        "form": form,
        "article": adoption.article,
        "adoption": adoption,
        "changes": changes_of(adoption),
    }
    return perform(
        request,
        form,
        lambda: operations.report(adoption, **by(request), version=form.opened_version, fields=form.facts()),
        done="借鉴情况已保存。",
        to=f"{adoption.article.get_absolute_url()}#adoptions",
        page=lambda: TemplateResponse(request, "experience/adoption_form.html", context),
        stored=lambda current: sheet(instance=current),
    )


@require_POST
def take_back(request: PortalRequest, pk: int) -> HttpResponse:
    adoption = _found(request, pk)
    operations.take_back(adoption, actor=request.user, now=timezone.now())
    messages.success(request, "已撤回这条借鉴。")
    return redirect(adoption.article)


def _found(request: PortalRequest, pk: int) -> Adoption:
    """A standing adoption of a readable piece; only its own committee goes further."""
    rows = Adoption.objects.standing(timezone.now())
    adoption = get_object_or_404(rows.select_related("article", "committee", "activity", "pairing"), pk=pk)
    require("experience.change_adoption", request.user, adoption)
    return adoption


@require_safe
def adoption_list(request: PortalRequest) -> HttpResponse:
    """Who took up whose experience, and what came of it."""
    now = timezone.now()
    filters = AdoptionFilters(request.GET, now=now)
    page = paginate(request, Adoption.objects.standing(now).filter(filters.narrow()).for_list())
    return TemplateResponse(request, "experience/adoptions.html", {"filters": filters, "page": page})


@require_safe
def flow(request: PortalRequest) -> HttpResponse:
    """How experience flows between the nineteen: a drawing, and the table behind it."""
    now = timezone.now()
    filters = AdoptionFilters(request.GET, now=now)
    pairs = Adoption.objects.standing(now).filter(filters.narrow()).pairs()
    context = {
        "filters": filters,
        "drawing": flowing.draw(filters.committees, pairs, filters.said.get("year", "")),
    }
    return TemplateResponse(request, "experience/flow.html", context)
