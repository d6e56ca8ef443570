"""What is asked for on the pages of notices: filters in the URL, reasons for decisions."""

import re
from typing import Any

from django import forms
from django.contrib.auth import get_user_model

from collab_portal.lib.forms import FilterForm, PortalModelForm
from collab_portal.lib.search.listing import holding
from notifications import words
from notifications.models import Delivery, DeliveryDecision
from notifications.models.notification import NotificationQuerySet
from notifications.models.queries import DeliveryQuerySet

TOPIC = re.compile(r"[a-z-]+(:\d+)?")


class InboxFilter(FilterForm):
    """Anything unknown means all."""

    state = forms.ChoiceField(label="显示", required=False, choices=[("", "全部"), ("unread", "未读")])

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="filter-%s")
        self.is_valid()

    def apply(self, rows: NotificationQuerySet) -> NotificationQuerySet:
        return rows.unread() if self.cleaned_data.get("state") else rows


class LedgerFilter(FilterForm):
    """A damaged value leaves the others working. ``topic``: words of the title, or a topic's own name."""

    QUERIES = {
        "attention": DeliveryQuerySet.needing_attention,
        "late": DeliveryQuerySet.overdue,
        "failed": DeliveryQuerySet.failed,
    }
    status = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[
            ("", "全部"),
            ("attention", "需要处理"),
            ("late", "逾时未发"),
            ("failed", "发送失败，未处理"),
            *Delivery.Status.choices,
        ],
    )
    kind = forms.ChoiceField(label="类别", required=False, choices=[("", "全部"), *words.KINDS.items()])
    channel = forms.ChoiceField(
        label="渠道", required=False, choices=[("", "全部"), *Delivery.Channel.choices]
    )
    topic = forms.CharField(label="标题", required=False, max_length=80)
    person = forms.CharField(label="收件人", required=False, max_length=40)

    def __init__(self, data: Any = None, *, with_text: bool = True) -> None:
        super().__init__(data, auto_id="filter-%s")
        self.with_text = with_text

    def apply(self, rows: DeliveryQuerySet) -> DeliveryQuerySet:
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        if narrow := self.QUERIES.get(asked.get("status", "")):
            rows = narrow(rows)
        elif "status" in asked:
            rows = rows.filter(status=asked["status"])
        if "kind" in asked:
            rows = rows.of_topic(asked["kind"])
        if "channel" in asked:
            rows = rows.filter(channel=asked["channel"])
        if "topic" in asked:
            rows = self._about(rows, asked["topic"])
        if "person" in asked:
            people = get_user_model()._default_manager.values_list("pk", "display_name")
            rows = rows.filter(recipient__in=holding(asked["person"], people))
        return rows

    def _about(self, rows: DeliveryQuerySet, title: str) -> DeliveryQuerySet:
        if TOPIC.fullmatch(title):
            return rows.of_topic(title)
        if not self.with_text:
            return rows.none()
        titles = rows.order_by().values_list("title", "title").distinct()  # a notice goes to many
        return rows.filter(title__in=holding(title, titles))


class DecisionForm(PortalModelForm):
    class Meta:
        model = DeliveryDecision
        fields = ("reason",)
        error_messages = {"reason": {"required": "请写明理由。"}}

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
