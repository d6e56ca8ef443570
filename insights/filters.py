"""What the page is asked for; its state stands in the URL."""

from datetime import date
from typing import Any

from django import forms

from activities.filters import YEARS
from collab_portal.lib.forms import FilterForm
from insights.chosen import Chosen
from insights.periods import QUARTERS, Period
from organizations.models import Committee


class InsightFilter(FilterForm):
    """A damaged value is told beside its field and leaves the others working; no year is this year."""

    year = forms.IntegerField(label="年份", required=False, min_value=YEARS[0], max_value=YEARS[1])
    quarter = forms.ChoiceField(
        label="季度",
        required=False,
        choices=[("", "全年"), *((str(number), QUARTERS[number]) for number in range(1, 5))],
    )
    committee = forms.ChoiceField(label="工委", required=False)

    def __init__(self, data: Any, today: date) -> None:
        asked = data.dict()
        super().__init__({**asked, "year": asked.get("year") or str(today.year)}, auto_id="filter-%s")
        self.today = today
        self.committees = tuple(Committee.objects.order_by("position"))
        names = [(row.slug, row.short_name) for row in self.committees]
        self.fields["committee"].choices = [("", "全部"), *names]  # type: ignore[attr-defined]

    @property
    def is_used(self) -> bool:
        asked = [self.data.get(name) for name in ("quarter", "committee")]
        return any(asked) or self.data["year"] != str(self.today.year)

    @property
    def chosen(self) -> Chosen:
        self.is_valid()
        asked = self.cleaned_data
        period = Period(asked.get("year") or self.today.year, int(asked.get("quarter") or 0))
        committee = next((row for row in self.committees if row.slug == asked.get("committee")), None)
        return Chosen(period, self.committees, committee)
