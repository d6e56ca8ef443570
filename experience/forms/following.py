"""What to follow."""

from typing import Any

from django import forms

from activities.kinds import Area
from collab_portal.lib.forms import PortalForm
from organizations.models import Committee


class FollowsForm(PortalForm):
    """Every committee and area a person follows, chosen at once."""

    committees = forms.ModelMultipleChoiceField(
        Committee.objects.order_by("position"),
        label="工委",
        required=False,
        to_field_name="slug",
        widget=forms.CheckboxSelectMultiple,
    )
    areas = forms.MultipleChoiceField(
        label="领域", required=False, choices=Area.choices, widget=forms.CheckboxSelectMultiple
    )
    digest = forms.BooleanField(label="简报出刊时，把其中所关注的文章发给我（通知和邮件）", required=False)


class FollowForm(PortalForm):
    """One committee or one area, followed or no longer."""

    committee = forms.ModelChoiceField(Committee.objects.all(), required=False, to_field_name="slug")
    area = forms.ChoiceField(choices=[("", ""), *Area.choices], required=False)
    on = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if bool(cleaned.get("committee")) == bool(cleaned.get("area")):
            raise forms.ValidationError("一次关注一家工委或一个领域。")
        return cleaned
