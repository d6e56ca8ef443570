"""案例报送: writing down how far a piece came, and the totals with the list below them."""

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
from experience import ladder, operations
from experience.forms import CaseFilters, CaseForm
from experience.models import Article, CaseSubmission


@require_safe
def case_list(request: PortalRequest) -> HttpResponse:
    """Totals per committee, and below them the reports they are of."""
    now = timezone.now()
    filters, standing = CaseFilters(request.GET, now=now), CaseSubmission.objects.standing(now)
    frame = {name: text for name, text in filters.said.items() if name in {"year", "level"}}
    totals = standing.filter(filters.frame()).totals()
    context = {
        "filters": filters,
        "table": ladder.table(filters.committees, totals, frame),
        "page": paginate(request, standing.filter(filters.narrow()).for_list()),
    }
    return TemplateResponse(request, "experience/cases.html", context)


@require_http_methods(["GET", "POST"])
def report(request: PortalRequest, pk: int) -> HttpResponse:
    """A piece of the own committee was reported somewhere."""
    now = timezone.now()
    article = get_object_or_404(Article.objects.published(now).select_related("committee"), pk=pk)
    require("experience.report_case", request.user, article)
    form = CaseForm(posted(request))
    context = {"form": form, "article": article}
    return perform(
        request,
        form,
        lambda: operations.report_case(article, **by(request), fields=form.facts()),
        done="报送情况已登记。",
        to=f"{article.get_absolute_url()}#cases",
        page=lambda: TemplateResponse(request, "experience/case_form.html", context),
    )


@require_http_methods(["GET", "POST"])
def change(request: PortalRequest, pk: int) -> HttpResponse:
    case = _found(request, pk)
    form = CaseForm(posted(request), instance=case)
    context = {"form": form, "article": case.article, "case": case, "changes": changes_of(case)}
    return perform(
        request,
        form,
        lambda: operations.change_case(case, **by(request), version=form.opened_version, fields=form.facts()),
        done="报送情况已保存。",
        to=f"{case.article.get_absolute_url()}#cases",
        page=lambda: TemplateResponse(request, "experience/case_form.html", context),
        stored=lambda current: CaseForm(instance=current),
    )


@require_POST
def drop(request: PortalRequest, pk: int) -> HttpResponse:
    case = _found(request, pk)
    operations.drop_case(case, actor=request.user)
    messages.success(request, "这条报送已删除。")
    return redirect(case.article)


def _found(request: PortalRequest, pk: int) -> CaseSubmission:
    """A report of a readable piece; only its own committee goes further."""
    rows = CaseSubmission.objects.standing(timezone.now())
    case = get_object_or_404(rows.select_related("article__committee"), pk=pk)
    require("experience.report_case", request.user, case.article)
    return case
