"""Choosing one branch among a hundred thousand: by typing, or, without a script, by search and choose."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.models import ModelChoiceIterator
from django.urls import reverse

from organizations.models import Branch


class OfferedBranches(ModelChoiceIterator):  # type: ignore[type-arg]
    """The few options that stand in the page; any branch of the field's QuerySet may be chosen."""

    field: "BranchPicker"

    def __iter__(self) -> Iterator[Any]:
        yield ("", "请选择")
        for branch in self.field.offered:
            yield self.choice(branch)

    def __len__(self) -> int:
        return 1 + len(self.field.offered)


class BranchPicker(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A <select> of what is chosen and what a search found; ``static/js/picker.js`` searches as one types."""

    iterator = OfferedBranches

    def __init__(self, *, scope: str = "", **kwargs: Any) -> None:
        self.offered: list[Branch] = []
        self.scope = scope
        super().__init__(queryset=Branch.objects.none(), **kwargs)

    def set_up(self, allowed: QuerySet[Branch], chosen: Any, offered: Iterable[Branch] = ()) -> None:
        """``allowed``: what may be chosen; ``chosen``: the pk given; ``offered``: what else to show."""
        self.queryset = allowed
        url = f"{reverse('organizations:branch-options')}?scope={self.scope}"
        self.widget.attrs |= {"data-picker": "", "data-picker-url": url}
        found = {branch.pk: branch for branch in offered}
        if str(chosen).isdecimal() and len(str(chosen)) < 19 and int(chosen) not in found:
            found = {branch.pk: branch for branch in allowed.filter(pk=int(chosen))} | found
        self.offered = list(found.values())

    def label_from_instance(self, obj: Branch) -> str:  # type: ignore[override]
        return f"{obj.name}（{obj.committee.short_name}）"
