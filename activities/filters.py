"""What a list shows: the filter's state stands in the URL, page and export read it alike."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef

from activities.forms import native
from activities.kinds import Area, grouped_choices
from activities.models import Activity, Outcome, ResourceUse
from activities.querysets import ActivityQuerySet
from collab_portal.lib.forms import FilterForm
from commons.forms.picker import LabelSelect
from organizations.models import Committee

YEARS = (1949, 2100)
LARGEST = 2**63 - 1


class ActivityFilter(FilterForm):
    """A damaged value is told beside its field and leaves the others working."""

    q = forms.CharField(label="名称", required=False, max_length=60)
    committee = forms.ChoiceField(label="工委", required=False)
    partner = forms.ChoiceField(label="合作工委", required=False)
    area = forms.ChoiceField(label="领域", required=False, choices=[("", "全部"), *Area.choices])
    kind = forms.ChoiceField(label="形式", required=False, choices=[("", "全部"), *grouped_choices()])
    year = forms.IntegerField(label="年份", required=False, min_value=YEARS[0], max_value=YEARS[1])
    since = forms.DateField(label="自", required=False, **native("date"))
    until = forms.DateField(label="至", required=False, **native("date"))
    mode = forms.ChoiceField(label="方式", required=False, choices=[("", "全部"), *Activity.Mode.choices])
    status = forms.ChoiceField(label="状态", required=False, choices=[("", "全部"), *Activity.Status.choices])
    outcome = forms.ChoiceField(
        label="成效单位", required=False, choices=[("", "全部"), *Outcome.Unit.choices]
    )
    label = forms.IntegerField(
        label="品牌与专项", required=False, min_value=1, max_value=LARGEST, widget=LabelSelect
    )
    pairing = forms.IntegerField(required=False, min_value=1, max_value=LARGEST, widget=forms.HiddenInput)
    alliance = forms.IntegerField(required=False, min_value=1, max_value=LARGEST, widget=forms.HiddenInput)
    resource = forms.IntegerField(required=False, min_value=1, max_value=LARGEST, widget=forms.HiddenInput)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="filter-%s")
        self.committees = {row.slug: row for row in Committee.objects.order_by("position")}
        names = [(slug, row.short_name) for slug, row in self.committees.items()]
        for name in ("committee", "partner"):
            self.fields[name].choices = [("", "全部"), *names]  # type: ignore[attr-defined]

    def apply(self, rows: ActivityQuerySet) -> ActivityQuerySet:
        """``rows`` narrowed to what was asked for. Years and days are held-on days."""
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value not in (None, "", False)}
        for name in ("committee", "partner"):
            if name in asked:
                rows = rows.with_committee(self.committees[asked[name]].pk)
        if "outcome" in asked:
            rows = rows.filter(Exists(Outcome.objects.filter(activity=OuterRef("pk"), unit=asked["outcome"])))
        if "label" in asked:
            rows = rows.with_label(asked["label"])
        if "resource" in asked:
            uses = ResourceUse.objects.granted().filter(activity=OuterRef("pk"), resource=asked["resource"])
            rows = rows.filter(Exists(uses))
        for name in ("area", "kind", "mode", "status", "pairing", "alliance"):
            if name in asked:
                rows = rows.filter(**{name: asked[name]})
        if "status" not in asked:
            rows = rows.listed()
        if "year" in asked:
            rows = rows.filter(held_on__range=(date(asked["year"], 1, 1), date(asked["year"], 12, 31)))
        if "since" in asked:
            rows = rows.filter(held_on__gte=asked["since"])
        if "until" in asked:
            rows = rows.filter(held_on__lte=asked["until"])
        if "q" in asked:
            rows = rows.matching(asked["q"])
        return rows
