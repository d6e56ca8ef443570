"""Forms of swaps and skips."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from collab_portal.lib.forms import PortalForm
from organizations.models import Committee
from rotation.forms import DateInput
from rotation.models import Turn


def _reason(help_text: str) -> forms.CharField:
    return forms.CharField(
        label="原因", max_length=300, widget=forms.Textarea(attrs={"rows": 3}), help_text=help_text
    )


class TurnChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, turn: Any) -> str:
        return f"{turn.committee.name}（{turn.starts_on:%Y.%m.%d}–{turn.ends_on:%Y.%m.%d}）"


class SwapForm(PortalForm):
    """With which turn of the same cycle, still to come."""

    other = TurnChoice(
        label="对方任期",
        queryset=Turn.objects.none(),
        empty_label="请选择",
        help_text="只列本轮尚未开始的任期：一轮之内每家牵头一次。",
    )
    reason = _reason("对方和轮值管理员都会看到。")

    def __init__(self, *args: Any, turn: Turn, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Turn.objects.filter(rotation=turn.rotation_id, cycle=turn.cycle).future(today)
        self.fields["other"].queryset = others.exclude(pk=turn.pk).for_list()  # type: ignore[attr-defined]


class SkipForm(PortalForm):
    reason = _reason("存入变更记录，并通知两家工委。")


class MemberForm(PortalForm):
    """One committee joins or leaves from a day; or what was to come is called off."""

    kind = forms.ChoiceField(
        label="变动",
        choices=(("join", "加入"), ("leave", "退出"), ("keep", "取消已定的加入或退出")),
        widget=forms.RadioSelect,
        initial="join",
    )
    committee = forms.TypedChoiceField(label="工委")
    day = forms.DateField(
        label="自哪一天起",
        required=False,
        widget=DateInput(),
        help_text="退出填第一个不再是成员的日子；取消时不填。",
        error_messages={"invalid": "请填写有效日期，例如 2027-01-01。"},
    )
    reason = _reason("存入变更记录。")
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args: Any, committees: Sequence[Committee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_slug, chosen = {row.slug: row for row in committees}, self.fields["committee"]
        chosen.choices = [("", "请选择"), *((row.slug, row.short_name) for row in committees)]  # type: ignore[attr-defined]
        chosen.coerce = by_slug.__getitem__  # type: ignore[attr-defined]


class AnswerForm(PortalForm):
    answer = forms.ChoiceField(
        choices=(("agree", "同意"), ("decline", "不同意")),
        error_messages={"required": "请选择同意或不同意。", "invalid_choice": "请选择同意或不同意。"},
    )
    reason = forms.CharField(label="答复说明", max_length=300, required=False)

    def facts(self) -> dict[str, Any]:
        return {"agree": self.cleaned_data["answer"] == "agree", "reason": self.cleaned_data["reason"]}
