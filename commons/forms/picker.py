"""Choosing shared resources among many: by typing; without a script what was chosen on their pages stands."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.urls import reverse

from commons.models import Resource

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
