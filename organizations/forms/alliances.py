"""Forms for alliances."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from accounts.models import User
from collab_portal.lib.forms import ConsentForm, EditForm, FilterForm, PortalForm
from collab_portal.lib.html import RichTextFormField
from organizations.forms.branches import COMMITTEES
from organizations.forms.picker import BranchesPicker, BranchPicker
from organizations.models import Alliance, AllianceMember, Branch, Committee
from organizations.models.alliance import AllianceQuerySet

SEEN = (Alliance.Status.ACTIVE, Alliance.Status.ENDED)


class AllianceFilter(FilterForm):
    """The list's filter row; its state is the URL. A value nobody offers is left out, not an error."""

    q = forms.CharField(
        label="名称或产业链",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    committee = forms.ChoiceField(label="工委", required=False, choices=COMMITTEES)
    kind = forms.ChoiceField(label="类型", required=False, choices=[("", "全部类型"), *Alliance.Kind.choices])
    line = forms.ChoiceField(label="系统", required=False, choices=[("", "全部系统"), *Branch.Line.choices])
    status = forms.ChoiceField(label="状态", required=False)

    def __init__(self, user: User, data: Any) -> None:
        super().__init__(data)
        seen = Alliance.Status if user.is_staff_member else SEEN
        self.fields["status"].choices = [("", "全部状态"), *((one.value, one.label) for one in seen)]  # type: ignore[attr-defined]
        self.is_valid()

    def apply(self, rows: AllianceQuerySet) -> AllianceQuerySet:
        """What the filter leaves; one small query more when a committee is chosen."""
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        for column in ("kind", "line", "status"):
            if column in chosen:
                rows = rows.filter(**{column: chosen[column]})
        if "committee" in chosen:
            rows = rows.with_committee(Committee.objects.values_list("pk").get(slug=chosen["committee"])[0])
        if "q" in chosen:
            rows = rows.matching(chosen["q"])
        return rows

    @property
    def narrows(self) -> bool:
        return any(self.cleaned_data.values())


class ProposeAllianceForm(PortalForm):
    """发起: what it is, whose branch leads it, and who is asked."""

    name = forms.CharField(label="名称", max_length=80)
    kind = forms.ChoiceField(label="类型", choices=Alliance.Kind.choices)
    lead = BranchPicker(label="牵头单位", scope="own", help_text="本工委的党组织。")
    members = BranchesPicker(
        label="其他成员", help_text="连同牵头单位至少三个；其他工委的党组织由其工委答复后加入。"
    )
    line = forms.ChoiceField(label="系统", choices=Branch.Line.choices, initial=Branch.Line.OTHER)
    chain = forms.CharField(label="产业链或领域", max_length=60, required=False)
    charter = RichTextFormField(label="章程", required=False, help_text="可从 Word 直接粘贴。")
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self,
        user: User,
        *args: Any,
        today: date,
        found: dict[str, list[Branch]] | None = None,
        chosen: Iterable[Any] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        given = self.data if self.is_bound else self.initial
        found = found or {}
        every = Branch.objects.visible_to(user).active(today).for_list()
        own = every.filter(committee=user.committee_id)
        self.fields["lead"].set_up(own, given.get("lead"), found.get("lead", own[:20]))  # type: ignore[attr-defined]
        self.fields["members"].set_up(every, chosen, found.get("members", own[:20]))  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        names = ("name", "kind", "line", "chain", "charter", "lead", "submission")
        return {name: self.cleaned_data[name] for name in names} | {
            "members": list(self.cleaned_data["members"])
        }


class InviteForm(PortalForm):
    members = BranchesPicker(label="邀请的党组织")

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
        every = Branch.objects.visible_to(user).active(today).for_list()
        self.fields["members"].set_up(every, chosen, offered)  # type: ignore[attr-defined]


class AllianceForm(EditForm):
    """What the organiser keeps: names, charter, plan and, unless it goes ``by_turns``, the present chair."""

    lead = forms.ModelChoiceField(
        label="牵头单位", queryset=Branch.objects.none(), required=False, empty_label="未定"
    )
    charter = RichTextFormField(label="章程", required=False, help_text="可从 Word 直接粘贴。")

    class Meta:
        model = Alliance
        fields = ("name", "line", "chain", "chair", "charter", "work_plan")
        help_texts = {
            "chair": "轮值到谁就选谁；须是现任成员。",
            "work_plan": "本年度做哪几件事、谁牵头、何时完成。",
        }

    def __init__(self, *args: Any, members: Iterable[Branch], by_turns: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = Branch.objects.filter(pk__in=[branch.pk for branch in members]).order_by("name")
        self.fields["lead"].queryset = present  # type: ignore[attr-defined]
        leading = self.instance.members.staying().filter(role=AllianceMember.Role.LEAD)
        self.initial.setdefault("lead", leading.values_list("branch", flat=True).first())
        if by_turns:
            del self.fields["chair"]
            return
        chair = self.fields["chair"]
        chair.queryset = present  # type: ignore[attr-defined]
        chair.empty_label = "未定"  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """What the operation stores."""
        names = (*self.Meta.fields, "lead")
        return {name: self.cleaned_data[name] for name in names if name in self.fields and self.is_sent(name)}

    def is_sent(self, name: str) -> bool:
        """A form that does not know the field, opened before there was one, leaves the lead as it is."""
        return name != "lead" or self.add_prefix(name) in self.data


class InvitationAnswerForm(ConsentForm):
    """答复: agree for all branches asked, or decline with a reason."""

    answer = forms.ChoiceField(choices=[("agree", "同意"), ("decline", "谢绝")], widget=forms.HiddenInput)
    reason = forms.CharField(label="谢绝理由", max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("answer") == "decline" and not cleaned.get("reason"):
            self.add_error("reason", "谢绝请写明理由。")
        return cleaned

    @property
    def agrees(self) -> bool:
        return bool(self.cleaned_data["answer"] == "agree")

    def facts(self) -> dict[str, Any]:
        return {"agree": self.agrees, "reason": "" if self.agrees else self.cleaned_data["reason"]}
