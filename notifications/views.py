"""Pages of notices: one's own inbox, the ledger of all deliveries, and the health of reminders."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.exports import answer
from collab_portal.lib.attempts import perform
from collab_portal.lib.http import PortalRequest, require
from collab_portal.lib.pages import paginate
from notifications import exports, operations
from notifications.forms import DecisionForm, InboxFilter, LedgerFilter
from notifications.health import punctuality
from notifications.models import Delivery, Notification


@require_safe
def inbox(request: PortalRequest) -> HttpResponse:
    """消息: what one should know. What is to be done stands on 我的工作, whither its former tab leads."""
    if request.GET.get("box") == "action":
        return redirect("my-work")
    chosen = InboxFilter(request.GET)
    mine = Notification.objects.visible_to(request.user).for_information()
    page = paginate(request, chosen.apply(mine).for_list())
    return TemplateResponse(request, "notifications/inbox.html", {"page": page, "chosen": chosen})


@require_http_methods(["GET"])
def open_item(request: PortalRequest, pk: int) -> HttpResponse:
    """Read it and go where it points: a page of this site, by constraint."""
    item = get_object_or_404(Notification.objects.visible_to(request.user), pk=pk)
    operations.mark_read(item, actor=request.user)
    return redirect(item.url)


@require_POST
def read(request: PortalRequest, pk: int) -> HttpResponse:
    item = get_object_or_404(Notification.objects.visible_to(request.user), pk=pk)
    operations.mark_read(item, actor=request.user)
    return redirect("notifications:inbox")


@require_POST
def read_all(request: PortalRequest) -> HttpResponse:
    count = operations.mark_all_read(actor=request.user)
    messages.success(request, f"已将 {count} 条标为已读。" if count else "没有未读消息。")
    return redirect("notifications:inbox")


@require_safe
def ledger(request: PortalRequest) -> HttpResponse:
    """发送台账: every row's fate; what needs a person stands first."""
    require("notifications.ledger", request.user)
    rows = Delivery.objects.visible_to(request.user)
    chosen = _chosen(request)
    context = {
        "chosen": chosen,
        "page": paginate(request, chosen.apply(rows).for_ledger(), size=50),
        "query": request.GET.urlencode(),
    }
    if request.htmx:
        return TemplateResponse(request, "notifications/_ledger_rows.html", context)
    context |= {"counts": rows.counts(), "suppressed": rows.suppressed()}
    context["urgent"] = [] if chosen.is_used else rows.needing_attention().for_ledger()[:10]
    return TemplateResponse(request, "notifications/ledger.html", context)


@require_safe
def ledger_export(request: PortalRequest) -> HttpResponse | FileResponse:
    return answer(request, exports.LEDGER)


def _chosen(request: PortalRequest) -> LedgerFilter:
    return LedgerFilter(request.GET, with_text=exports.reads_text(request.user))


@require_safe
def delivery(request: PortalRequest, pk: int) -> HttpResponse:
    require("notifications.ledger", request.user)
    row = get_object_or_404(Delivery.objects.visible_to(request.user).for_ledger(), pk=pk)
    return _show(request, row, DecisionForm())


@require_POST
def resend(request: PortalRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, operations.resend, "已安排重发。")


@require_POST
def give_up(request: PortalRequest, pk: int) -> HttpResponse:
    return _decide(request, pk, operations.give_up, "已记录：不再发送。")


def _decide(request: PortalRequest, pk: int, decide: Callable[..., Delivery], done: str) -> HttpResponse:
    """A person's decision with a reason; refused ones come back with the form as it was."""
    require("notifications.decide", request.user)
    row = get_object_or_404(Delivery.objects.visible_to(request.user).for_ledger(), pk=pk)
    form = DecisionForm(request.POST)
    return perform(
        request,
        form,
        lambda: decide(row, actor=request.user, reason=form.cleaned_data["reason"]),
        done=done,
        to=reverse("notifications:delivery", args=[pk]),
        page=lambda: _show(request, row, form),
    )


def _show(request: PortalRequest, row: Delivery, form: DecisionForm) -> HttpResponse:
    context = {
        "delivery": row,
        "form": form,
        "tries": row.tries.order_by("-number")[:50],
        "decisions": row.decisions.select_related("actor").order_by("-pk")[:50],
    }
    return TemplateResponse(request, "notifications/delivery.html", context)


@login_not_required
@require_safe
def healthz_reminders(request: HttpRequest) -> HttpResponse:
    """503 while anything is more than five minutes overdue, or the database does not answer."""
    try:
        state = punctuality()
    except DatabaseError:
        return JsonResponse({"status": "database down"}, status=503)
    facts = {
        "status": "late" if state.late else "ok",
        "waiting": state.waiting,
        "oldest_due": state.oldest.isoformat() if state.oldest else None,
        "delay_seconds": round(state.delay.total_seconds()),
    }
    return JsonResponse(facts, status=503 if state.late else 200)
