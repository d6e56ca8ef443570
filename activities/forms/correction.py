"""The record's form once it is confirmed: the same, and why."""

from django import forms

from activities.forms.record import ActivityForm


class CorrectionForm(ActivityForm):
    reason = forms.CharField(
        label="更正原因",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="各方会看到，例如“参加人次登记有误”。",
    )

    def main(self) -> list[forms.BoundField]:
        return [*super().main(), self["reason"]]
