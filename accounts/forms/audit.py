"""What the auditor looks for."""

from typing import Any

from django import forms

from accounts.audit import kinds
from accounts.models import User
from collab_portal.lib.forms import FilterForm


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
    )


class AuditFilter(FilterForm):
    """What the auditor looks for: one kind of record, a person, a span of days."""

    kind = forms.ChoiceField(label="类别", required=False)
    person = forms.CharField(label="操作人用户名", required=False, max_length=60)
    since = _day("从")
    until = _day("到")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(label, str(model._meta.verbose_name)) for label, model in kinds().items()]
        self.fields["kind"].choices = sorted(choices, key=lambda choice: choice[0])  # type: ignore[attr-defined]

    def clean_kind(self) -> str:
        return self.cleaned_data["kind"] or User._meta.label_lower
