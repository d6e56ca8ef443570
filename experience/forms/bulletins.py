"""Planning an issue: its facts, the order of its pieces, which pieces to take in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from collab_portal.lib.forms import EditForm, FilterForm, PortalForm
from collab_portal.lib.html import strip_controls
from collab_portal.lib.search.listing import found
from collab_portal.lib.versions import VersionField
from experience.forms.texts import Texts
from experience.models import Article, Bulletin, BulletinItem, SearchDocument
from experience.models.bulletin import SECTION_LENGTH, SECTIONS_AT_MOST
from organizations.models import Committee

LARGEST = 2**31 - 1


class SectionsField(forms.CharField):
    """One section a line."""

    widget = forms.Textarea(attrs={"rows": 5})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        text = strip_controls(super().clean(value))
        names = list(dict.fromkeys(" ".join(line.split()) for line in text.splitlines() if line.strip()))
        if len(names) > SECTIONS_AT_MOST or any(len(name) > SECTION_LENGTH for name in names):
            raise ValidationError(f"最多{SECTIONS_AT_MOST}个栏目，每个不超过{SECTION_LENGTH}字。")
        return names


class BulletinForm(Texts, EditForm):
    sections = SectionsField(label="栏目", help_text="一行一个，按刊出的次序。")

    class Meta:
        model = Bulletin
        fields = ("number", "title", "planned_on", "sections", "least")
        widgets = {"planned_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}


class OrderForm(PortalForm):
    """For each piece its section and its place in it; ``without`` takes one out."""

    version = VersionField()
    without = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)

    def __init__(self, data: Any = None, *, bulletin: Bulletin, items: Sequence[BulletinItem]) -> None:
        super().__init__(data)
        self.items = items
        names = list(dict.fromkeys([*bulletin.sections, *(item.heading for item in items)]))
        for item in items:
            self.fields[f"section_{item.pk}"] = forms.ChoiceField(choices=[(name, name) for name in names])
            self.fields[f"place_{item.pk}"] = forms.IntegerField(min_value=1, max_value=999)

    def order(self, sections: list[str]) -> list[tuple[int, str]]:
        """(item, section), section by section, each by the numbers given; equal numbers as they stood."""
        rank = {name: place for place, name in enumerate(sections)}

        def key(item: BulletinItem) -> tuple[int, int, int]:
            said = self.cleaned_data
            place = said[f"place_{item.pk}"]
            return rank.get(said[f"section_{item.pk}"], len(rank)), place, item.position

        rows = sorted(self.items, key=key)
        return [(item.pk, self.cleaned_data[f"section_{item.pk}"]) for item in rows]


class PoolFilters(FilterForm):
    """Which of the pieces that stand in no issue are shown."""

    q = forms.CharField(label="标题", required=False, max_length=100)
    committee = forms.ChoiceField(label="工委", required=False)
    kind = forms.ChoiceField(label="类别", required=False, choices=[("", "全部类别"), *Article.Kind.choices])

    def __init__(self, data: Any) -> None:
        super().__init__({key: strip_controls(value) for key, value in data.items()})
        rows = Committee.objects.order_by("position").values_list("slug", "short_name")
        self.fields["committee"].choices = [("", "全部工委"), *rows]  # type: ignore[attr-defined]

    def conditions(self) -> dict[str, Any]:
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        columns = {"committee": "committee__slug", "kind": "kind"}
        named: dict[str, Any] = {columns[name]: asked[name] for name in columns if name in asked}
        if "q" in asked:
            named["pk__in"] = found(SearchDocument.objects.all(), asked["q"]).order_by().values("pk")
        return named
