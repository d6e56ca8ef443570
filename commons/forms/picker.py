"""Choosing among many resources or labels: by typing; without a script what was chosen elsewhere stands."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.urls import reverse

from commons.models import Label, Resource

MOST = 10


class Offered(ModelChoiceIterator):  # type: ignore[type-arg]
    """What is chosen; all others are found by the search."""

    field: "ResourcesPicker"

    def __iter__(self) -> Iterator[Any]:
        for resource in self.field.offered:
            yield self.choice(resource)

    def __len__(self) -> int:
        return len(self.field.offered)


class ResourcesPicker(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Up to ten, of those that are shared or were chosen already."""

    iterator = Offered

    def __init__(self, **kwargs: Any) -> None:
        self.offered: list[Resource] = []
        widget = forms.SelectMultiple(attrs={"size": 3})
        super().__init__(queryset=Resource.objects.none(), widget=widget, **kwargs)

    def set_up(self, chosen: Iterable[Any]) -> None:
        """``chosen``: the keys given; one query, none for none."""
        self.queryset = Resource.objects.select_related("committee").defer("summary")
        self.widget.attrs |= {"data-picker": "", "data-picker-url": reverse("commons:resource-options")}
        pks = [int(pk) for pk in map(str, chosen) if pk.isascii() and pk.isdecimal() and len(pk) < 19][:MOST]
        self.offered = list(self.queryset.filter(pk__in=pks).order_by("pk")) if pks else []

    def clean(self, value: Any) -> Any:
        if value and len(value) > MOST:
            raise forms.ValidationError(f"一次最多选择 {MOST} 项资源。")
        if any(len(str(pk)) > 18 for pk in value or ()):
            raise forms.ValidationError("选择的资源不存在。")
        return super().clean(value)

    def label_from_instance(self, obj: Resource) -> str:  # type: ignore[override]
        return f"{obj.title}（{obj.committee.short_name}）"


class LabelSelect(forms.Select):
    """One label of a filter: what is chosen, in one query or none. All others are found by the search."""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        keys = [int(pk) for pk in value if pk and pk.isascii() and pk.isdecimal() and len(pk) < 19]
        rows = Label.objects.filter(pk__in=keys, known=True).for_choice() if keys else ()
        self.choices = [("", "全部"), *((row.pk, row.name) for row in rows)]
        return super().optgroups(name, value, attrs)

    def get_context(self, name: str, value: Any, attrs: Any) -> Any:
        found = {"data-picker": "", "data-picker-url": reverse("commons:label-options")}
        return super().get_context(name, value, {**(attrs or {}), **found})
