"""借鉴: what is planned, what it led to, what came of it; and the filters of its list."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import Q

from accounts.models import User
from activities.models import Activity
from collab_portal.lib.dates import start_of, today
from collab_portal.lib.forms import EditForm, FilterForm
from collab_portal.lib.html import strip_controls
from experience.forms.articles import FIRST_YEAR
from experience.forms.offers import offer
from experience.forms.texts import Texts
from experience.models import Adoption
from organizations.models import Committee, Pairing
from rotation.models import Resolution


class AdoptionForm(Texts, EditForm):
    """One required field; the rest may follow later."""

    class Meta:
        model = Adoption
        fields = ("plan", "activity", "pairing", "resolution", "result")
        widgets = {
            "plan": forms.Textarea(attrs={"rows": 3}),
            "result": forms.Textarea(attrs={"rows": 5}),
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(
            self,
            "activity",
            Activity.objects.visible_to(user).listed().with_committee(user.committee_id or 0).newest_first(),
        )
        pairings = Pairing.objects.visible_to(user).of_committee(user.committee_id or 0)
        offer(self, "pairing", pairings.select_related("first", "second").order_by("-pk"))
        resolutions = Resolution.objects.visible_to(user).owned_by(user.committee_id or 0)
        offer(self, "resolution", resolutions.order_by("-pk"))


class AdoptionFilters(FilterForm):
    """Who gave, who took, when; and whether something came of it."""

    giver = forms.ChoiceField(label="供稿工委", required=False)
    taker = forms.ChoiceField(label="借鉴工委", required=False)
    year = forms.ChoiceField(label="年份", required=False)
    result = forms.ChoiceField(
        label="成效", required=False, choices=[("", "全部"), ("yes", "已报告"), ("no", "待报告")]
    )

    def __init__(self, data: Any, *, now: datetime) -> None:
        super().__init__({key: strip_controls(value) for key, value in data.items()})
        self.committees = list(Committee.objects.order_by("position"))
        names = [("", "全部"), *((row.slug, row.short_name) for row in self.committees)]
        years = [(str(year), f"{year}年") for year in range(today(now).year, FIRST_YEAR - 1, -1)]
        for name, choices in (("giver", names), ("taker", names), ("year", [("", "全部"), *years])):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    @property
    def said(self) -> dict[str, str]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def narrow(self) -> Q:
        said, condition = self.said, Q()
        if "giver" in said:
            condition &= Q(giver__slug=said["giver"])
        if "taker" in said:
            condition &= Q(committee__slug=said["taker"])
        if "year" in said:
            year = int(said["year"])
            condition &= Q(adopted_at__gte=start_of(date(year, 1, 1)))
            condition &= Q(adopted_at__lt=start_of(date(year + 1, 1, 1)))
        if "result" in said:
            condition &= Q(reported_at__isnull=said["result"] == "no")
        return condition
