"""The bulletin editor's desk: plan an issue, put pieces into its sections, settle it."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from collab_portal.lib.attempts import attempt, by, perform, posted
from collab_portal.lib.dates import chinese_moment, today
from collab_portal.lib.history import changes_of
from collab_portal.lib.http import PortalRequest, require
from experience import issues, operations
from experience.forms import BulletinForm, OrderForm, PoolFilters
from experience.models import Article, Bulletin, BulletinItem, Call
from experience.models.bulletin import kinds_as_sections

POOL = 50


def _mine(request: PortalRequest, pk: int) -> Bulletin:
    """An issue that is still planned, for an editor."""
    bulletin = get_object_or_404(Bulletin.objects.visible_to(request.user), pk=pk)
    require("experience.change_issue", request.user, bulletin)
    return bulletin


@require_http_methods(["GET", "POST"])
def new(request: PortalRequest) -> HttpResponse:
    require("experience.plan_issues", request.user)
    last = Bulletin.objects.aggregate(number=Max("number"))["number"] or 0
    begin = {"number": last + 1, "title": "他山之石", "planned_on": today() + timedelta(days=14)}
    begin["sections"] = kinds_as_sections()
    form = BulletinForm(posted(request), initial=begin)
    return perform(
        request,
        form,
        lambda: operations.plan_issue(**by(request), fields=form.facts()),
        to=lambda bulletin: reverse("experience:bulletin-plan", args=[bulletin.pk]),
        page=lambda: TemplateResponse(request, "experience/bulletin_form.html", {"form": form}),
    )


@require_http_methods(["GET", "POST"])
def edit(request: PortalRequest, pk: int) -> HttpResponse:
    bulletin = _mine(request, pk)
    form = BulletinForm(posted(request), instance=bulletin)
    context = {"form": form, "bulletin": bulletin}
    return perform(
        request,
        form,
        lambda: operations.change_issue(
            bulletin, **by(request), version=form.opened_version, fields=form.facts()
        ),
        done="已保存。",
        to=reverse("experience:bulletin-plan", args=[pk]),
        page=lambda: TemplateResponse(request, "experience/bulletin_form.html", context),
        stored=lambda current: BulletinForm(instance=current),
    )


@require_http_methods(["GET", "POST"])
def desk(request: PortalRequest, pk: int) -> HttpResponse:
    """The order of the pieces: dragged, moved by buttons, or by numbers alone."""
    bulletin = get_object_or_404(Bulletin.objects.visible_to(request.user), pk=pk)
    if request.method == "GET" and bulletin.released_at:
        return redirect(bulletin)  # an old bookmark of the desk
    require("experience.change_issue", request.user, bulletin)
    items = list(BulletinItem.objects.for_contents(bulletin))
    form = OrderForm(posted(request), bulletin=bulletin, items=items)
    return perform(
        request,
        form,
        lambda: operations.arrange(
            bulletin,
            actor=request.user,
            version=form.opened_version,
            order=form.order(bulletin.sections),
            without=form.cleaned_data["without"],
        ),
        done=lambda _: "已移出。" if form.cleaned_data["without"] else "编排已保存。",
        to=reverse("experience:bulletin-plan", args=[pk]),
        page=lambda: TemplateResponse(
            request, "experience/bulletin_plan.html", _desk(request, bulletin, items, form)
        ),
    )


def _desk(
    request: PortalRequest, bulletin: Bulletin, items: list[BulletinItem], form: OrderForm
) -> dict[str, Any]:
    now, filters = timezone.now(), PoolFilters(request.GET)
    signed = Article.objects.filter(status=Article.Status.ISSUED, **filters.conditions())
    free = signed.exclude(bulletin_items__in=BulletinItem.objects.filter(left_out_at=None))
    return {
        "bulletin": bulletin,
        "form": form,
        "parts": issues.all_parts(bulletin, items),
        "count": len(items),
        "warnings": issues.warnings(bulletin, items, now),
        "filters": filters,
        "calls": list(Call.objects.filter(bulletin=bulletin).for_list()),
        "pool": list(free.for_list()[:POOL]),
        "changes": changes_of(bulletin),
        "now": now,
    }


@require_POST
def add(request: PortalRequest, pk: int) -> HttpResponse:
    bulletin = _mine(request, pk)
    numbers = [
        int(value) for value in request.POST.getlist("article") if value.isdecimal() and len(value) < 19
    ]
    articles = Article.objects.visible_to(request.user, timezone.now()).filter(pk__in=numbers[:POOL])
    attempt(
        request,
        lambda count: f"已编入{count}篇。" if count else "请先勾选稿件。",
        partial(operations.add, bulletin, actor=request.user, articles=articles),
    )
    return redirect("experience:bulletin-plan", pk)


@require_POST
def settle(request: PortalRequest, pk: int) -> HttpResponse:
    bulletin = _mine(request, pk)
    attempt(
        request,
        lambda settled: f"已排定，{chinese_moment(settled.goes_out_at)}自动出刊。",
        partial(operations.settle_issue, bulletin, **by(request)),
    )
    return redirect("experience:bulletin-plan", pk)


@require_POST
def hold(request: PortalRequest, pk: int) -> HttpResponse:
    operations.hold(_mine(request, pk), actor=request.user)
    messages.success(request, "已撤回排定，这一期暂不出刊。")
    return redirect("experience:bulletin-plan", pk)


@require_POST
def discard(request: PortalRequest, pk: int) -> HttpResponse:
    operations.discard(_mine(request, pk), actor=request.user)
    messages.success(request, "已取消这一期，稿件可以编入其他期次。")
    return redirect("experience:bulletins")
