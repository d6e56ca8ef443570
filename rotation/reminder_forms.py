"""Forms of the reminder pages."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from collab_portal.lib.forms import FilterForm, PortalModelForm
from collab_portal.lib.versions import VersionField
from organizations.models import Committee
from rotation import placeholders
from rotation.models import ReminderRule
from rotation.rulebook import Audience, Rule, Subject


class RuleForm(PortalModelForm):
    """Days, switch and words of one rule; what it is about and whom it tells stays."""

    version = VersionField()

    class Meta:
        model = ReminderRule
        fields = ("enabled", "days", "working_days", "title", "body")
        labels = {"enabled": "启用这一条提醒"}
        widgets = {"body": forms.Textarea(attrs={"rows": 5})}
        help_texts = {"days": "0 至 365；遇放假日提前到前一个工作日。"}

    def __init__(self, data: Any = None, *, rule: Rule, version: int = 0) -> None:
        initial = {name: getattr(rule, name) for name in self.Meta.fields} | {"version": version}
        super().__init__(data, initial=initial)
        self.subject = rule.subject

    def clean_title(self) -> str:
        return self._known("title")

    def clean_body(self) -> str:
        return self._known("body")

    def _known(self, field: str) -> str:
        text: str = self.cleaned_data[field]
        if strange := placeholders.unknown(text, self.subject):
            wrong = "、".join(f"{{{name}}}" for name in strange)
            right = "、".join(f"{{{name}}}" for name in placeholders.MEANINGS[self.subject])
            raise ValidationError(f"没有 {wrong} 这样的占位。可用：{right}。")
        return text


class AheadFilter(FilterForm):
    """Filters of the page over all reminders ahead; a damaged value means no filter."""

    WITHIN = (("", "全部"), ("7", "7 天内"), ("30", "30 天内"), ("90", "90 天内"))

    within = forms.ChoiceField(label="期间", choices=WITHIN, required=False)
    subject = forms.ChoiceField(
        label="事由",
        choices=[("", "全部"), *((subject.name, subject.value) for subject in Subject)],
        required=False,
    )
    audience = forms.ChoiceField(
        label="对象",
        choices=[("", "全部"), *((audience.name, audience.value) for audience in Audience)],
        required=False,
    )
    committee = forms.ChoiceField(label="收件工委", required=False)

    def __init__(self, data: Any, *, committees: Iterable[Committee]) -> None:
        super().__init__(data, auto_id="filter-%s")
        names = [(row.slug, row.short_name) for row in committees]
        self.fields["committee"].choices = [("", "全部"), *names]  # type: ignore[attr-defined]
        self.is_valid()
