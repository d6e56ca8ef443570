"""Forms for honours."""

from typing import Any

from django import forms

from accounts.models import User
from collab_portal.lib.forms import EditForm, FilterForm
from commons.models import Document, Honour, Label
from commons.models.honour import FIRST_YEAR, LAST_YEAR, HonourQuerySet
from commons.models.label import choices_of
from organizations.forms import date_input
from organizations.forms.branches import COMMITTEES
from organizations.forms.picker import BranchPicker
from organizations.models import Branch

OFFERED = 300


class HonourFilter(FilterForm):
    """The list's filter row; its state is the URL. A value nobody offers is left out, not an error."""

    q = forms.CharField(
        label="荣誉或获奖组织",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    year = forms.IntegerField(label="年度", required=False, min_value=FIRST_YEAR, max_value=LAST_YEAR)
    level = forms.ChoiceField(label="级别", required=False, choices=[("", "全部级别"), *Honour.Level.choices])
    subject = forms.ChoiceField(
        label="对象",
        required=False,
        choices=[("", "集体和个人"), ("collective", "集体"), ("person", "个人")],
    )
    category = forms.ChoiceField(
        label="类别", required=False, choices=[("", "全部类别"), *Honour.Category.choices]
    )
    committee = forms.ChoiceField(label="工委", required=False, choices=COMMITTEES)
    label = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.is_valid()

    def apply(self, rows: HonourQuerySet, *, figures: bool = False) -> HonourQuerySet:
        """What the filter leaves; ``figures``: of all years, levels and both sorts, for the table above."""
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        if "category" in chosen:
            rows = rows.filter(category=chosen["category"])
        if "label" in chosen:
            rows = rows.filter(label=chosen["label"])
        if "committee" in chosen:
            rows = rows.filter(committee__slug=chosen["committee"])
        if "q" in chosen:
            rows = rows.matching(chosen["q"])
        if figures:
            return rows
        for column in ("year", "level"):
            if column in chosen:
                rows = rows.filter(**{column: chosen[column]})
        if "subject" in chosen:
            rows = rows.personal() if chosen["subject"] == "person" else rows.collective()
        return rows

    @property
    def narrows(self) -> bool:
        return self.is_used


class HonourForm(EditForm):
    """Enter or edit one of one's own committee."""

    branch = BranchPicker(
        label="获奖党组织", required=False, scope="own", help_text="在党组织名录中的，从这里选。"
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Honour
        fields = Honour.FACTS
        widgets = {"awarded_on": date_input()}
        help_texts = {
            "winner": "名录中没有的单位、岗位写公布的名称；一批个人写统称，如“党员”，并填数量。",
            "quantity": "来源只载数目的填写，如 22 个处室（单位）。",
            "source_title": "个人荣誉须注明公开的来源或依据文件。",
        }

    def __init__(self, user: User, *args: Any, found: list[Branch] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.data.get("branch") if self.is_bound else self["branch"].initial
        own = Branch.objects.filter(committee=user.committee_id).for_list()
        picker = self.fields["branch"]
        picker.set_up(own, chosen, own.roots()[:20] if found is None else found)  # type: ignore[attr-defined]
        seen = Document.objects.visible_to(user).order_by("-pk")
        field = self.fields["document"]
        field.queryset = seen  # type: ignore[attr-defined]
        shown = [(row.pk, f"{row} {row.number}".strip()) for row in seen[:OFFERED]]
        field.widget.choices = [("", "（无）"), *shown]  # type: ignore[attr-defined]
        field.widget.attrs["data-picker"] = ""
        usable = Label.objects.usable_by(user.committee_id).in_use()
        usable |= Label.objects.filter(pk=self.instance.label_id)
        field = self.fields["label"]
        field.queryset = usable.for_choice()  # type: ignore[attr-defined]
        groups = choices_of(list(usable.for_choice()[:OFFERED]))
        field.widget.choices = [("", "（无）"), *groups]  # type: ignore[attr-defined]
