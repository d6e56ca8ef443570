"""议题: the tab of topics, and what committees and the lead do there."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from collab_portal.lib.http import PortalRequest, require
from rotation import operations
from rotation.models import AgendaItem, Consultation
from rotation.operations.agenda import refuse_late
from rotation.views.frame import act, closed, consultation_of, page
from rotation.work_forms import CallForm, ItemForm, OrderForm, ScreenForm


def _address(consultation: Consultation) -> str:
    return reverse("rotation:items", args=[consultation.pk])


def _item(request: PortalRequest, pk: int) -> AgendaItem:
    visible = Consultation.objects.visible_to(request.user)
    found = AgendaItem.objects.filter(consultation__in=visible).select_related("consultation", "committee")
    return get_object_or_404(found, pk=pk)


@require_safe
def items(request: PortalRequest, pk: int) -> HttpResponse:
    return _items(request, consultation_of(request, pk))


def _items(request: PortalRequest, consultation: Consultation, form: CallForm | None = None) -> HttpResponse:
    rows = list(consultation.items.standing().for_page())
    context = {
        "items": rows,
        "accepted": [row for row in rows if row.status == AgendaItem.Status.ACCEPTED],
        "open": consultation.takes_topics(timezone.now()),
        "call_form": form or CallForm(initial={"topics_by": consultation.topics_by}),
    }
    return page(request, consultation, "items", context)


@require_POST
def call(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask all members for topics, or move the deadline."""
    consultation = consultation_of(request, pk)
    require("rotation.convene", request.user, consultation)
    form = CallForm(request.POST)
    if form.is_valid():
        try:
            operations.call_topics(
                consultation,
                actor=request.user,
                topics_by=form.cleaned_data["topics_by"],
                now=timezone.now(),
            )
        except ValidationError as error:
            form.refuse(error)
        else:
            return redirect(_address(consultation))
    return _items(request, consultation, form)


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: PortalRequest, pk: int) -> HttpResponse:
    consultation = consultation_of(request, pk)
    require("rotation.reply", request.user, consultation)
    if over := closed(request, consultation, "items", lambda: refuse_late(consultation, timezone.now())):
        return over
    form = ItemForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.propose_item(
                consultation,
                actor=request.user,
                submission=form.cleaned_data["submission"],
                now=timezone.now(),
                **form.facts(),
            )
        except ValidationError as error:
            form.refuse(error)
        else:
            return redirect(_address(consultation))
    return page(request, consultation, "items", {"form": form}, "rotation/item_form.html")


@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: PortalRequest, pk: int) -> HttpResponse:
    item = _item(request, pk)
    consultation = consultation_of(request, item.consultation_id)
    require("rotation.revise_item", request.user, item)
    if over := closed(request, consultation, "items", lambda: refuse_late(consultation, timezone.now())):
        return over
    facts = {name: getattr(item, name) for name in ("kind", "title", "background", "wanted", "submission")}
    form = ItemForm(request.POST or None, initial=facts)
    if request.method == "POST" and form.is_valid():
        try:
            operations.revise_item(item, actor=request.user, now=timezone.now(), **form.facts())
        except ValidationError as error:
            form.refuse(error)
        else:
            return redirect(_address(consultation))
    return page(request, consultation, "items", {"form": form, "item": item}, "rotation/item_form.html")


@require_POST
def withdraw(request: PortalRequest, pk: int) -> HttpResponse:
    item = _item(request, pk)
    require("rotation.revise_item", request.user, item)
    return act(
        request,
        lambda: operations.withdraw_item(item, actor=request.user),
        "议题已撤回。",
        _address(item.consultation),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def screen(request: PortalRequest, pk: int) -> HttpResponse:
    """One topic with everything said of it, and the lead's decision."""
    item = _item(request, pk)
    consultation = consultation_of(request, item.consultation_id)
    require("rotation.convene", request.user, consultation)
    initial = {"decision": item.status, "reason": item.reason, "merged_into": item.merged_into_id}
    form = ScreenForm(request.POST or None, initial=initial, consultation=consultation)
    if request.method == "POST" and form.is_valid():
        try:
            operations.screen_item(item, actor=request.user, now=timezone.now(), **form.cleaned_data)
        except ValidationError as error:
            form.refuse(error)
        else:
            return redirect(_address(consultation))
    return page(request, consultation, "items", {"form": form, "item": item}, "rotation/item_screen.html")


@require_POST
def arrange(request: PortalRequest, pk: int) -> HttpResponse:
    consultation = consultation_of(request, pk)
    require("rotation.convene", request.user, consultation)
    form = OrderForm(request.POST, items=list(consultation.items.accepted()))
    form.is_valid()
    return act(
        request,
        lambda: operations.arrange_items(consultation, actor=request.user, order=form.order()),
        "议题顺序已保存。",
        _address(consultation),
    )


@require_POST
def fix(request: PortalRequest, pk: int) -> HttpResponse:
    consultation = consultation_of(request, pk)
    require("rotation.convene", request.user, consultation)
    try:
        fixed = operations.fix_topics(consultation, actor=request.user, now=timezone.now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        kept = "议程已有牵头工委填写的文字，未作改动；需要时请在“修改安排”中调整。"
        messages.success(
            request, "已定题，议程已按议题生成。" if fixed.agenda_from_topics else f"已定题。{kept}"
        )
    return redirect(_address(consultation))


@require_POST
def notify(request: PortalRequest, pk: int) -> HttpResponse:
    consultation = consultation_of(request, pk)
    require("rotation.convene", request.user, consultation)
    return act(
        request,
        lambda: operations.send_notice(consultation, actor=request.user, now=timezone.now()),
        "会商通知已发给全体成员工委。",
        consultation.get_absolute_url(),
    )
