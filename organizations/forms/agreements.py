"""Forms for agreements."""

from datetime import date
from typing import Any

from django import forms

from accounts.models import User
from collab_portal.lib.forms import FilterForm, PortalForm
from organizations.forms import date_input
from organizations.forms.branches import COMMITTEES
from organizations.levels import Level
from organizations.models import Committee, FrameworkAgreement
from organizations.models.agreement import FIRST_YEAR, LAST_YEAR, FrameworkAgreementQuerySet

MOST_ITEMS, LONGEST_ITEM = 50, 200
Kind = FrameworkAgreement.Kind
OF_OTHER_KINDS = {
    Kind.FRAMEWORK: ("mechanism", "year"),
    Kind.MECHANISM: ("year",),
    Kind.PLAN: ("mechanism", "committees", "outside", "expires_on"),
    Kind.NAMING: ("mechanism", "year", "items", "expires_on"),
}


class AgreementFilter(FilterForm):
    """The list's filter row; its state is the URL. A value nobody offers is left out, not an error."""

    q = forms.CharField(
        label="名称、编号或签约方",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = forms.ChoiceField(
        label="类别", required=False, choices=[("", "全部类别"), *FrameworkAgreement.Kind.choices]
    )
    committee = forms.ChoiceField(label="工委", required=False, choices=COMMITTEES)
    level = forms.ChoiceField(label="级别", required=False, choices=[("", "全部级别"), *Level.choices])
    status = forms.ChoiceField(label="状态", required=False)
    expiry = forms.ChoiceField(
        label="到期", required=False, choices=[("", "不限"), ("soon", "90 天内到期"), ("over", "已过期")]
    )

    def __init__(self, user: User, data: Any) -> None:
        super().__init__(data)
        offered = [
            (one.value, one.label)
            for one in FrameworkAgreement.Status
            if user.is_staff_member or one in FrameworkAgreement.AGREED
        ]
        self.fields["status"].choices = [("", "全部状态"), *offered]  # type: ignore[attr-defined]
        self.is_valid()

    def apply(self, rows: FrameworkAgreementQuerySet, today: date) -> FrameworkAgreementQuerySet:
        """What the filter leaves; one small query more when a committee is chosen."""
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        if "committee" in chosen:
            rows = rows.of_committee(Committee.objects.values_list("pk").get(slug=chosen["committee"])[0])
        for column in ("kind", "level", "status"):
            if column in chosen:
                rows = rows.filter(**{column: chosen[column]})
        if "expiry" in chosen:
            rows = rows.expiring(today) if chosen["expiry"] == "soon" else rows.expired(today)
        if "q" in chosen:
            rows = rows.matching(chosen["q"])
        return rows

    @property
    def narrows(self) -> bool:
        return any(self.cleaned_data.values())


class ProposeAgreementForm(PortalForm):
    """发起 an agreement of a kind, perhaps as a renewal of another; a plan is of whom and until what its
    agreement and its year say.
    """

    mechanism = forms.ChoiceField(
        label="机制类型", choices=[("", "请选择"), *FrameworkAgreement.Mechanism.choices]
    )
    year = forms.IntegerField(label="年度", min_value=FIRST_YEAR, max_value=LAST_YEAR)
    title = forms.CharField(label="协议名称", max_length=120)
    number = forms.CharField(label="协议编号", max_length=60, required=False)
    committees = forms.ModelMultipleChoiceField(
        label="签约工委",
        queryset=Committee.objects.order_by("position"),
        required=False,
        widget=forms.SelectMultiple(attrs={"data-picker": "", "size": 6}),
        help_text="除本工委外的签约工委，由其各自会签。",
    )
    outside = forms.CharField(
        label="其他签约方",
        max_length=200,
        required=False,
        help_text="十九家以外的地市或单位，如：玉林市。",
    )
    signed_on = forms.DateField(label="签订日期", required=False, widget=date_input())
    expires_on = forms.DateField(
        label="到期日期",
        required=False,
        widget=date_input(),
        help_text="到期前 90、30、7 天提醒各方；逢休息日提前到前一个工作日。",
    )
    items = forms.CharField(
        label="合作事项", required=False, widget=forms.Textarea(attrs={"rows": 6}), help_text="一行一项。"
    )
    level = forms.ChoiceField(label="级别", required=False, choices=[("", "未注明"), *Level.choices])
    scope = forms.CharField(label="适用范围", max_length=200, required=False)
    note = forms.CharField(
        label="说明", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, user: User, *args: Any, kind: str = Kind.FRAMEWORK, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in OF_OTHER_KINDS[Kind(kind)]:
            del self.fields[name]
        if "committees" in self.fields:
            others = Committee.objects.exclude(pk=user.committee_id or 0).order_by("position")
            self.fields["committees"].queryset = others  # type: ignore[attr-defined]

    def clean_committees(self) -> list[Committee]:
        return list(self.cleaned_data["committees"])

    def facts(self) -> dict[str, Any]:
        """What the verb takes, whatever of it this kind asks for."""
        return {"committees": [], **self.cleaned_data}

    def clean_items(self) -> list[str]:
        """The lines that say something."""
        lines = [line.strip() for line in self.cleaned_data["items"].splitlines()]
        found = [line for line in lines if line]
        if len(found) > MOST_ITEMS:
            raise forms.ValidationError(f"合作事项最多 {MOST_ITEMS} 项。")
        for number, line in enumerate(found, start=1):
            if len(line) > LONGEST_ITEM:
                raise forms.ValidationError(f"第 {number} 项超过 {LONGEST_ITEM} 字。")
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        signed, until = cleaned.get("signed_on"), cleaned.get("expires_on")
        if signed and until and until < signed:
            self.add_error("expires_on", "到期日期不能早于签订日期。")
        return cleaned
