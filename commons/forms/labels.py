"""Forms for 品牌与专项."""

from collections.abc import Sequence
from typing import Any

from django import forms
from rules import test_rule

from accounts.models import User
from collab_portal.lib.forms import EditForm, FilterForm, PortalForm
from commons.models import Label
from commons.models.label import NAME_LENGTH, LabelQuerySet, choices_of
from organizations.forms import date_input
from organizations.forms.branches import COMMITTEES

OFFERED, MOST_LABELS = 300, 20
COMMON = "common"


class LabelFilter(FilterForm):
    """The list's filter row; its state is the URL. A value nobody offers is left out, not an error."""

    q = forms.CharField(
        label="名称", required=False, max_length=60, widget=forms.TextInput(attrs={"type": "search"})
    )
    kind = forms.ChoiceField(label="类别", required=False, choices=[("", "全部类别"), *Label.Kind.choices])
    committee = forms.ChoiceField(
        label="所属", required=False, choices=[COMMITTEES[0], (COMMON, "十九家共有"), *COMMITTEES[1:]]
    )
    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "使用中"), ("over", "已停用"), ("all", "全部")]
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.is_valid()

    def apply(self, rows: LabelQuerySet) -> LabelQuerySet:
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        if "kind" in chosen:
            rows = rows.filter(kind=chosen["kind"])
        if chosen.get("committee") == COMMON:
            rows = rows.filter(committee__isnull=True)
        elif "committee" in chosen:
            rows = rows.filter(committee__slug=chosen["committee"])
        if "q" in chosen:
            rows = rows.matching(chosen["q"])
        if chosen.get("state") == "over":
            return rows.filter(ended_on__isnull=False)
        return rows if chosen.get("state") == "all" else rows.in_use()

    @property
    def narrows(self) -> bool:
        return self.is_used


class LabelForm(EditForm):
    """新建 or edit; ``common`` is offered to the secretariat alone, and only for a new one."""

    common = forms.BooleanField(
        label="十九家共有", required=False, help_text="由秘书处维护，各工委都可使用。"
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Label
        fields = Label.FACTS
        widgets = {"starts_on": date_input(), "ends_on": date_input()}
        help_texts = {
            "open": "不勾选的，只有本工委牵头的活动可以使用。",
            "goal": "用一句话写明要做到什么。",
            "goal_value": "有数目的填写，如 10000；页面按各方确认的记录显示进度。",
        }

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        both = test_rule("commons.add_own_label", user) and test_rule("commons.add_common_label", user)
        if self.instance.pk or not both:
            del self.fields["common"]
        self.only_common = not test_rule("commons.add_own_label", user)

    @property
    def is_common(self) -> bool:
        return bool(self.only_common or self.cleaned_data.get("common"))


class MergeForm(PortalForm):
    """Into which one: of the same kind, of the same committee or of all nineteen."""

    into = forms.ModelChoiceField(label="并入", queryset=Label.objects.none(), empty_label="请选择")

    def __init__(self, label: Label, data: Any = None) -> None:
        super().__init__(data)
        rows = Label.objects.filter(kind=label.kind, merged_into__isnull=True).exclude(pk=label.pk)
        field = self.fields["into"]
        wide = rows.filter(committee__isnull=True)
        field.queryset = (rows.filter(committee=label.committee_id) | wide).for_choice()  # type: ignore[attr-defined]
        field.label_from_instance = lambda one: one.named  # type: ignore[attr-defined]


class LabelsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Brands and campaigns, grouped; what stands already stays offered though it ended (``offer_labels``)."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.SelectMultiple(attrs={"size": 4, "data-picker": ""})
        super().__init__(queryset=Label.objects.none(), widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        if value and len(value) > MOST_LABELS:
            raise forms.ValidationError(f"最多选 {MOST_LABELS} 个。")
        if any(len(str(pk)) > 18 for pk in value or ()):
            raise forms.ValidationError("选择的品牌或专项不存在。")
        return super().clean(value)


class SeriesInput(forms.TextInput):
    """A name typed or taken from those there are."""

    template_name = "commons/series_input.html"
    names: Sequence[str] = ()

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        found = super().get_context(name, value, {**(attrs or {}), "list": f"{name}-names"})
        return {**found, "names": self.names}


class SeriesField(forms.CharField):
    """A series by its name; a new name makes a new one of one's own committee."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "例如“青年励志讲堂”；没有的，填写名称即新建为本工委的系列。")
        super().__init__(max_length=NAME_LENGTH, widget=SeriesInput(), **kwargs)


def offer_labels(form: forms.BaseForm, committee: int) -> None:
    """Fill the fields ``labels`` and ``series`` of ``form`` with what the committee may use; one query."""
    value = map(str, form["labels"].value() or ())
    kept = [int(pk) for pk in value if pk.isascii() and pk.isdecimal() and len(pk) < 19][:MOST_LABELS]
    rows = Label.objects.usable_by(committee).in_use() | Label.objects.filter(pk__in=kept)
    found = list(rows.for_choice()[: 2 * OFFERED])
    field: Any = form.fields["labels"]
    field.queryset = rows.exclude(kind=Label.Kind.SERIES)
    field.widget.choices = choices_of([one for one in found if one.kind != Label.Kind.SERIES])
    series: Any = form.fields["series"].widget
    series.names = [one.name for one in found if one.kind == Label.Kind.SERIES]
