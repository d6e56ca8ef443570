"""案例报送: one rung after the other; and the filters of the list."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Q

from collab_portal.lib.dates import today
from collab_portal.lib.forms import EditForm, FilterForm
from collab_portal.lib.html import strip_controls
from experience.forms.articles import FIRST_YEAR
from experience.forms.texts import Texts
from experience.models import CaseSubmission
from experience.models.case import RUNGS
from organizations.models import Committee


class CaseForm(Texts, EditForm):
    """Three fields are required; the rest follows as the piece climbs."""

    class Meta:
        model = CaseSubmission
        fields = ("level", "recipient", "reported_on", "outcome", "outcome_on", "medium", "printed_on")
        widgets = {
            name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            for name in ("reported_on", "outcome_on", "printed_on")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outcome = self.fields["outcome"]
        assert isinstance(outcome, forms.ChoiceField)  # noqa: S101
        outcome.choices = [("", "还没有结果"), *CaseSubmission.Outcome.choices]


class CaseFilters(FilterForm):
    """Whose, of which year, how high, how far."""

    committee = forms.ChoiceField(label="工委", required=False)
    year = forms.ChoiceField(label="报送年份", required=False)
    level = forms.ChoiceField(
        label="级别", required=False, choices=[("", "全部"), *CaseSubmission.Level.choices]
    )
    rung = forms.ChoiceField(
        label="进展",
        required=False,
        choices=[("", "全部"), ("adopted", "采用"), ("selected", "入选"), ("printed", "刊载")],
    )

    def __init__(self, data: Any, *, now: datetime) -> None:
        super().__init__({key: strip_controls(value) for key, value in data.items()})
        self.committees = list(Committee.objects.order_by("position"))
        self.this_year = today(now).year
        years = [(str(year), f"{year}年") for year in range(self.this_year, FIRST_YEAR - 1, -1)]
        names = [(row.slug, row.short_name) for row in self.committees]
        self.fields["committee"].choices = [("", "全部"), *names]  # type: ignore[attr-defined]
        self.fields["year"].choices = [("", "全部"), *years]  # type: ignore[attr-defined]

    @property
    def said(self) -> dict[str, str]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def frame(self) -> Q:
        """Which reports the totals are of: the year and the level."""
        said, condition = self.said, Q()
        if "year" in said:
            condition &= Q(reported_on__year=int(said["year"]))
        if "level" in said:
            condition &= Q(level=said["level"])
        return condition

    def narrow(self) -> Q:
        """Which of these are listed: one committee's, on one rung."""
        said, condition = self.said, self.frame()
        if "committee" in said:
            condition &= Q(committee__slug=said["committee"])
        return condition & RUNGS[said.get("rung", "reported")]
