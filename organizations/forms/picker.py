"""Choosing a branch, or several, among a hundred thousand: by typing, or by search without a script."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.models import ModelChoiceIterator
from django.urls import reverse

from organizations.models import Branch


class OfferedBranches(ModelChoiceIterator):  # type: ignore[type-arg]
    """The few options that stand in the page; any branch of the field's QuerySet may be chosen."""

    field: "BranchPicker | BranchesPicker"

    def __iter__(self) -> Iterator[Any]:
        if not isinstance(self.field, BranchesPicker):
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
        return _label(obj)


class BranchesPicker(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Several branches, at most ``limit``; otherwise as ``BranchPicker``."""

    iterator = OfferedBranches

    def __init__(self, *, scope: str = "", limit: int = 60, **kwargs: Any) -> None:
        self.offered: list[Branch] = []
        self.scope, self.limit = scope, limit
        super().__init__(
            queryset=Branch.objects.none(), widget=forms.SelectMultiple(attrs={"size": 6}), **kwargs
        )

    def set_up(
        self, allowed: QuerySet[Branch], chosen: Iterable[Any], offered: Iterable[Branch] = ()
    ) -> None:
        """``allowed``: what may be chosen; ``chosen``: the pks given; ``offered``: what else to show."""
        self.queryset = allowed
        url = f"{reverse('organizations:branch-options')}?scope={self.scope}"
        self.widget.attrs |= {"data-picker": "", "data-picker-url": url}
        pks = [int(pk) for pk in map(str, chosen) if pk.isdecimal() and len(pk) < 19][: self.limit]
        found = {branch.pk: branch for branch in allowed.filter(pk__in=pks)} if pks else {}
        self.offered = list((found | {branch.pk: branch for branch in offered}).values())

    def clean(self, value: Any) -> Any:
        if value and len(value) > self.limit:
            raise forms.ValidationError(f"一次最多选择 {self.limit} 个党组织。")
        if any(len(str(pk)) > 18 for pk in value or ()):
            raise forms.ValidationError("选择的党组织不存在。")
        return super().clean(value)

    def label_from_instance(self, obj: Branch) -> str:  # type: ignore[override]
        return _label(obj)


def _label(branch: Branch) -> str:
    return f"{branch.name}（{branch.committee.short_name}）"
