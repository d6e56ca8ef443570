"""议题: the tab of topics, and what committees and the lead do there."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from collab_portal.lib import dates
from collab_portal.lib.attempts import by, perform, posted
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


def _items(
    request: PortalRequest,
    consultation: Consultation,
    form: CallForm | None = None,
    order: OrderForm | None = None,
) -> HttpResponse:
    rows = list(consultation.items.standing().for_page())
    accepted = [row for row in rows if row.status == AgendaItem.Status.ACCEPTED]
    context = {
        "items": rows,
        "accepted": accepted,
        "order_form": order or OrderForm(items=accepted),
        "open": consultation.takes_topics(timezone.now()),
        "call_form": form or CallForm(initial=CallForm.initial_of(consultation)),
    }
    return page(request, consultation, "items", context)


@require_POST
def call(request: PortalRequest, pk: int) -> HttpResponse:
    """Ask all members for topics, or move the deadline."""
    consultation = consultation_of(request, pk)
    require("rotation.convene", request.user, consultation)
    form = CallForm(request.POST)
    return perform(
        request,
        form,
        lambda: operations.call_topics(consultation, **by(request), **form.cleaned_data),
        done=lambda called: _called(consultation, called),
        to=_address(consultation),
        page=lambda: _items(request, consultation, form),
        stored=lambda current: CallForm(initial=CallForm.initial_of(current)),
        aside=True,
    )


def _called(before: Consultation, after: Consultation) -> str:
    if after.topics_by is None or before.call_version == after.call_version:
        return "征集截止日期未变，不再重复通知。"
    return f"已通知全体成员工委，议题征集至{dates.chinese_date(after.topics_by)}截止。"


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: PortalRequest, pk: int) -> HttpResponse:
    consultation = consultation_of(request, pk)
    require("rotation.reply", request.user, consultation)
    if over := closed(request, consultation, "items", lambda: refuse_late(consultation, timezone.now())):
        return over
    form = ItemForm(posted(request))
    return perform(
        request,
        form,
        lambda: operations.propose_item(
            consultation, **by(request), submission=form.submission_key, **form.facts()
        ),
        to=_address(consultation),
        page=lambda: page(request, consultation, "items", {"form": form}, "rotation/item_form.html"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: PortalRequest, pk: int) -> HttpResponse:
    item = _item(request, pk)
    consultation = consultation_of(request, item.consultation_id)
    require("rotation.revise_item", request.user, item)
    if over := closed(request, consultation, "items", lambda: refuse_late(consultation, timezone.now())):
        return over
    form = ItemForm(posted(request), initial=ItemForm.initial_of(item))
    context = {"form": form, "item": item}
    return perform(
        request,
        form,
        lambda: operations.revise_item(item, **by(request), version=form.opened_version, **form.facts()),
        to=_address(consultation),
        page=lambda: page(request, consultation, "items", context, "rotation/item_form.html"),
        stored=lambda current: ItemForm(initial=ItemForm.initial_of(current)),
    )


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
    sheet = partial(ScreenForm, item=item)
    form = sheet(posted(request), initial=ScreenForm.initial_of(item))
    context = {"form": form, "item": item}
    return perform(
        request,
        form,
        lambda: operations.screen_item(item, **by(request), **form.cleaned_data),
        to=_address(consultation),
        page=lambda: page(request, consultation, "items", context, "rotation/item_screen.html"),
        stored=lambda current: sheet(initial=ScreenForm.initial_of(current)),
    )


@require_POST
def arrange(request: PortalRequest, pk: int) -> HttpResponse:
    consultation = consultation_of(request, pk)
    require("rotation.convene", request.user, consultation)
    form = OrderForm(request.POST, items=list(consultation.items.accepted()))
    return perform(
        request,
        form,
        lambda: operations.arrange_items(
            consultation, actor=request.user, order=form.order(), version=form.opened_version
        ),
        done="议题顺序已保存。",
        to=_address(consultation),
        page=lambda: _items(request, consultation, order=form),
        stored=lambda _: OrderForm(items=list(consultation.items.accepted())),
        aside=True,
    )


@require_POST
def fix(request: PortalRequest, pk: int) -> HttpResponse:
    consultation = consultation_of(request, pk)
    require("rotation.convene", request.user, consultation)
    kept = "议程已有牵头工委填写的文字，未作改动；需要时请在“修改安排”中调整。"
    return act(
        request,
        lambda: operations.fix_topics(consultation, **by(request)),
        lambda fixed: "已定题，议程已按议题生成。" if fixed.agenda_from_topics else f"已定题。{kept}",
        _address(consultation),
    )


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
