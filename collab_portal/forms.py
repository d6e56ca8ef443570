"""The one search box and its filters."""

from collections.abc import Sequence
from typing import Any

from django import forms

from collab_portal.lib.forms import FilterForm
from collab_portal.lib.html import strip_controls
from collab_portal.lib.search.kinds import SearchKind
from collab_portal.search import Asked
from organizations.models import Committee

FIRST_YEAR, PAGES = 2012, 50


class SearchForm(FilterForm):
    """What a field does not know is left out of the search and said beside it."""

    q = forms.CharField(label="关键词", required=False)
    kind = forms.ChoiceField(label="内容", required=False)
    committee = forms.ModelChoiceField(
        Committee.objects.order_by("position"),
        to_field_name="slug",
        label="工委",
        required=False,
        empty_label="全部工委",
    )
    year = forms.ChoiceField(label="年份", required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=PAGES, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, kinds: Sequence[SearchKind], this_year: int) -> None:
        super().__init__({key: strip_controls(value) for key, value in data.items()})
        years = [(str(year), f"{year}年") for year in range(this_year, FIRST_YEAR - 1, -1)]
        self._choices("kind", [("", "全部内容"), *((kind.slug, kind.label) for kind in kinds)])
        self._choices("year", [("", "全部年份"), *years])

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = choices

    def asked(self) -> Asked:
        """The search as far as it was understood."""
        self.is_valid()
        said = self.cleaned_data
        committee = said.get("committee")
        return Asked(
            query=said.get("q") or "",
            kind=said.get("kind") or "",
            committee=committee,
            year=int(said["year"]) if said.get("year") else None,
            page=said.get("page") or 1,
        )
