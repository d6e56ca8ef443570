"""名额: how many there are, and how many are kept for each committee."""

from typing import Any

from django import forms

from activities.models import Activity
from activities.models.activity import PLACES_LIMIT
from activities.operations import placing
from collab_portal.lib.forms import PortalForm
from collab_portal.lib.versions import VersionField


class PlacesForm(PortalForm):
    places = forms.IntegerField(
        label="总名额", required=False, min_value=1, max_value=PLACES_LIMIT, help_text="不填即不限名额。"
    )
    version = VersionField()

    def __init__(self, activity: Activity, data: Any = None) -> None:
        """``quota-7`` is what is kept for committee 7; ``even`` in ``data`` shares the places evenly."""
        super().__init__(data, initial={"places": activity.places, "version": placing.stamp(activity)})
        self.partners = [party.committee for party in activity.partners]
        for party in activity.partners:
            self.fields[f"quota-{party.committee_id}"] = forms.IntegerField(
                label=party.committee.short_name,
                required=False,
                min_value=0,
                max_value=PLACES_LIMIT,
                initial=party.quota,
            )

    def kept(self) -> list[forms.BoundField]:
        return [self[f"quota-{committee.pk}"] for committee in self.partners]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "even" in self.data and data.get("places") and self.partners:
            each = data["places"] // len(self.partners)
            data |= {f"quota-{committee.pk}": each for committee in self.partners}
        return data

    @property
    def quotas(self) -> dict[int, int | None]:
        return {one.pk: self.cleaned_data[f"quota-{one.pk}"] for one in self.partners}
