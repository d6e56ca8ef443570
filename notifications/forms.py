"""What is asked for on the pages of notices: filters in the URL, reasons for decisions."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms

from notifications.models import Delivery, DeliveryDecision
from notifications.models.notification import NotificationQuerySet
from notifications.models.queries import DeliveryQuerySet


def _bare() -> FormHelper:
    helper = FormHelper()
    helper.form_tag = False
    return helper


class InboxFilter(forms.Form):
    """``box`` is the tab; ``state`` narrows it. Anything unknown means the default."""

    STATES = {"action": "open", "information": "all"}

    box = forms.ChoiceField(choices=[("action", "待办"), ("information", "知晓")])
    state = forms.ChoiceField(choices=[("open", "未办结"), ("unread", "未读"), ("all", "全部")])

    def __init__(self, data: Any, *, to_do: int) -> None:
        super().__init__(data)
        self.is_valid()
        given = self.cleaned_data
        self.current = given.get("box") or ("action" if to_do else "information")
        self.narrowed = given.get("state") or self.STATES[self.current]

    def apply(self, rows: NotificationQuerySet) -> NotificationQuerySet:
        rows = rows.filter(kind=self.current)
        if self.narrowed == "open":
            return rows.filter(settled_at=None)
        return rows.unread() if self.narrowed == "unread" else rows


class LedgerFilter(forms.Form):
    """A damaged value leaves the others working."""

    status = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[("", "全部"), ("attention", "需要处理"), *Delivery.Status.choices],
    )
    channel = forms.ChoiceField(
        label="渠道", required=False, choices=[("", "全部"), *Delivery.Channel.choices]
    )
    topic = forms.CharField(label="事项", required=False, max_length=80)
    person = forms.CharField(label="收件人", required=False, max_length=40)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="filter-%s")
        self.helper = _bare()

    @property
    def is_used(self) -> bool:
        return any(self.data.get(name) for name in self.fields)

    def apply(self, rows: DeliveryQuerySet) -> DeliveryQuerySet:
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        if asked.get("status") == "attention":
            rows = rows.needing_attention()
        elif "status" in asked:
            rows = rows.filter(status=asked["status"])
        if "channel" in asked:
            rows = rows.filter(channel=asked["channel"])
        if "topic" in asked:
            rows = rows.of_topic(asked["topic"])
        if "person" in asked:
            rows = rows.filter(recipient__display_name__icontains=asked["person"])
        return rows


class DecisionForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = DeliveryDecision
        fields = ("reason",)
        error_messages = {"reason": {"required": "请写明理由。"}}

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.helper = _bare()
