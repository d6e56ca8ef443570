"""What an activity is known under, by itself: of a record that all have confirmed too."""

from typing import Any

from django import forms

from activities.models import Activity
from activities.operations import Tags
from activities.operations import labels as operations
from collab_portal.lib.forms import PortalForm
from collab_portal.lib.versions import VersionField
from commons.forms.labels import LabelsField, SeriesField, offer_labels


class TagsForm(PortalForm):
    labels = LabelsField(label="品牌与专项", required=False)
    series = SeriesField(label="系列", required=False)
    version = VersionField()

    def __init__(self, activity: Activity, data: Any = None) -> None:
        tags = activity.tags
        initial = {
            "labels": [tag.pk for tag in tags if tag.kind != "series"],
            "series": activity.series,
            "version": operations.stamp(activity),
        }
        super().__init__(data, initial=initial)
        offer_labels(self, activity.host_id)

    @property
    def tags(self) -> Tags:
        return Tags(list(self.cleaned_data["labels"]), self.cleaned_data["series"])


class UntagForm(PortalForm):
    reason = forms.CharField(label="移出的原因", max_length=200, help_text="牵头方会看到。")
