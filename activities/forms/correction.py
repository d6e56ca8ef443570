"""The record's form once it is confirmed: the same, and why."""

from typing import Any

from django import forms

from activities.forms.record import ActivityForm


class CorrectionForm(ActivityForm):
    """As the host's form, whichever party fills it in; the headcount is that party's own."""

    reason = forms.CharField(
        label="更正原因",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="各方会看到，例如“参加人次登记有误”。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        headcount = self.fields["headcount"]
        headcount.required = self.host_id == self.user.committee_id
        self._ask_later("headcount")
        planned = ("resources", "resource_people", "reply_by", "agenda", "contact")
        for name in (*planned, "labels", "series"):  # past, and nobody signs for these
            del self.fields[name]
        headcount.help_text = "其他各方的人次由其答复时填写。"

    def beside(self) -> dict[str, Any]:
        return {}

    def main(self) -> list[forms.BoundField]:
        return [*super().main(), self["reason"]]
