"""Forms for liaison groups and their visits."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from accounts.models import User
from collab_portal.lib.forms import PortalForm
from collab_portal.lib.versions import VersionField
from organizations.forms import date_input
from organizations.forms.picker import BranchesPicker
from organizations.models import Branch, LiaisonGroup, LiaisonPerson

MOST_PEOPLE = 10
SPACE = re.compile(r"[\s,，、;；]+")


class GroupForm(PortalForm):
    """联络组: people one a line, units by search."""

    name = forms.CharField(label="组名", max_length=60)
    people = forms.CharField(
        label="联络员",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text="一行一人：姓名，空格后可写办公电话。通常两人一组。",
    )
    units = BranchesPicker(label="联系单位", scope="own", required=False, help_text="通常三至四个单位。")
    note = forms.CharField(label="说明", max_length=200, required=False)
    submission = forms.UUIDField(widget=forms.HiddenInput)
    version = VersionField()

    def __init__(
        self,
        user: User,
        *args: Any,
        today: date,
        chosen: Iterable[Any] = (),
        offered: Iterable[Branch] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        own = Branch.objects.filter(committee=user.committee_id).active(today).for_list()
        self.fields["units"].set_up(own, chosen, offered)  # type: ignore[attr-defined]

    def clean_people(self) -> list[tuple[str, str]]:
        """Name and office phone of each line that says something."""
        found: dict[str, str] = {}
        for line in self.cleaned_data["people"].splitlines():
            name, _, phone = SPACE.sub(" ", line.strip()).partition(" ")
            if name:
                found[name] = phone
        if any(len(name) > LiaisonPerson.LONGEST for name in found):
            raise forms.ValidationError("姓名过长，请检查是否一行一人。")
        if any(len(phone) > LiaisonPerson.LONGEST for phone in found.values()):
            raise forms.ValidationError("办公电话过长。")
        if len(found) > MOST_PEOPLE:
            raise forms.ValidationError(f"一组最多 {MOST_PEOPLE} 人。")
        return list(found.items())

    def clean_units(self) -> list[Branch]:
        return list(self.cleaned_data["units"])


class VisitForm(PortalForm):
    """走访记录: which unit, when, what it raised, what was answered."""

    branch = forms.ModelChoiceField(label="单位", queryset=Branch.objects.none(), empty_label="请选择")
    visited_on = forms.DateField(label="走访日期", widget=date_input())
    problem = forms.CharField(
        label="反映的问题", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    reply = forms.CharField(
        label="答复", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, group: LiaisonGroup, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Branch.objects.filter(pk__in=group.units.values("branch")).order_by("name", "pk")
        self.fields["branch"].queryset = units  # type: ignore[attr-defined]


class SettleForm(PortalForm):
    reply = forms.CharField(label="答复", max_length=500)
    solved = forms.BooleanField(label="问题已解决", required=False)
