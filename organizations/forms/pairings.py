"""Forms for pairings."""

from datetime import date, timedelta
from typing import Any

from django import forms

from accounts.models import User
from collab_portal.lib.forms import ConsentForm, EditForm, FilterForm, PortalForm
from organizations.dormancy import DAYS
from organizations.forms import date_input
from organizations.forms.branches import COMMITTEES
from organizations.forms.picker import BranchPicker
from organizations.models import Branch, Committee, Pairing, PairingBatch
from organizations.models.pairing import PairingQuerySet


class BatchField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """The batches of all committees, the newest first."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=PairingBatch.objects.order_by("-organised_on", "pk"), **kwargs)


class PairingFilter(FilterForm):
    """The list's filter row; its state is the URL."""

    q = forms.CharField(
        label="主题或党组织",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    committee = forms.ChoiceField(label="工委", required=False, choices=COMMITTEES)
    line = forms.ChoiceField(label="系统", required=False, choices=[("", "全部系统"), *Branch.Line.choices])
    status = forms.ChoiceField(label="状态", required=False)
    expiry = forms.ChoiceField(
        label="有效期",
        required=False,
        choices=[("", "不限"), ("soon", "90 天内到期"), ("over", "已过期")],
    )
    dormant = forms.ChoiceField(
        label="活动",
        required=False,
        choices=[("", "不限"), *((str(days), f"{days} 天无活动") for days in (90, DAYS, 365))],
    )
    batch = BatchField(label="批次", required=False, empty_label="全部批次")

    def __init__(self, user: User, data: Any) -> None:
        super().__init__(data)
        seen = Pairing.Status.choices if user.is_staff_member else Pairing.AGREED_CHOICES
        self.fields["status"].choices = [("", "全部状态"), *seen]  # type: ignore[attr-defined]
        self.is_valid()

    def apply(self, rows: PairingQuerySet, today: date) -> PairingQuerySet:
        """What the filter leaves; one small query more when a committee is chosen."""
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        if "committee" in chosen:
            rows = rows.of_committee(Committee.objects.values_list("pk").get(slug=chosen["committee"])[0])
        if "line" in chosen:
            rows = rows.of_line(chosen["line"])
        if "status" in chosen:
            rows = rows.filter(status=chosen["status"])
        if "expiry" in chosen:
            rows = rows.expiring(today) if chosen["expiry"] == "soon" else rows.expired(today)
        if "dormant" in chosen:
            rows = rows.dormant(today, timedelta(days=int(chosen["dormant"])))
        if "batch" in chosen:
            rows = rows.filter(batch=chosen["batch"])
        if "q" in chosen:
            rows = rows.matching(chosen["q"])
        return rows

    @property
    def narrows(self) -> bool:
        return any(self.cleaned_data.values())


class ProposeForm(PortalForm):
    """发起结对: one's own branch, the partner's, what it is about, and the first term."""

    own = BranchPicker(label="我方党组织", scope="own")
    partner = BranchPicker(
        label="对方党组织",
        help_text="可在全部工委中查找；也可为本工委的两个党组织登记结对（如机关支部与企业党组织）。",
    )
    theme = forms.CharField(label="共建主题", max_length=120)
    batch = BatchField(label="批次", required=False, empty_label="不属于批次")
    supporter = forms.CharField(label="支持单位", max_length=80, required=False)
    contact = forms.CharField(
        label="我方联系人", max_length=40, required=False, help_text="留空则用党组织名录中的联系人。"
    )
    phone = forms.CharField(label="我方办公电话", max_length=40, required=False)
    agreement_no = forms.CharField(label="协议编号", max_length=60, required=False)
    signed_on = forms.DateField(label="签订日期", required=False, widget=date_input())
    valid_until = forms.DateField(label="有效期至", required=False, widget=date_input())
    submission = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, user: User, *args: Any, today: date, found: dict[str, list[Branch]] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        given = self.data if self.is_bound else self.initial
        found = found or {}
        every = Branch.objects.visible_to(user).active(today).for_list()
        own = every.filter(committee=user.committee_id)
        self.fields["own"].set_up(own, given.get("own"), found.get("own", own[:20]))  # type: ignore[attr-defined]
        self.fields["partner"].set_up(every, given.get("partner"), found.get("partner", ()))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        own, partner = cleaned.get("own"), cleaned.get("partner")
        if own and own == partner:
            self.add_error("partner", "支部不能与自身结对。")
        return check_term(self, cleaned)

    def facts(self) -> dict[str, Any]:
        names = ("own", "partner", "theme", "batch", "supporter", "contact", "phone", "submission")
        return {name: self.cleaned_data[name] for name in names}

    def term(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("agreement_no", "signed_on", "valid_until")}


def check_term(form: forms.Form, cleaned: dict[str, Any]) -> dict[str, Any]:
    """A term cannot end before it was signed: said beside the field."""
    signed, until = cleaned.get("signed_on"), cleaned.get("valid_until")
    if signed and until and until < signed:
        form.add_error("valid_until", "有效期不能早于签订日期。")
    return cleaned


class AnswerForm(ConsentForm):
    """答复: agree, perhaps with one's own contact, or decline with a reason."""

    answer = forms.ChoiceField(choices=[("agree", "同意"), ("decline", "谢绝")], widget=forms.HiddenInput)
    contact = forms.CharField(label="我方联系人", max_length=40, required=False)
    phone = forms.CharField(label="我方办公电话", max_length=40, required=False)
    reason = forms.CharField(label="谢绝理由", max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("answer") == "decline" and not cleaned.get("reason"):
            self.add_error("reason", "谢绝请写明理由。")
        return cleaned

    def contact_facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("contact", "phone")}


class EndForm(PortalForm):
    reason = forms.CharField(label="结束原因", max_length=200)


class RenewForm(PortalForm):
    """续签: the next term's facts."""

    agreement_no = forms.CharField(label="新协议编号", max_length=60, required=False)
    signed_on = forms.DateField(label="签订日期", required=False, widget=date_input())
    valid_until = forms.DateField(label="新的有效期至", widget=date_input())

    def clean(self) -> dict[str, Any]:
        return check_term(self, super().clean() or {})


class BatchForm(EditForm):
    class Meta:
        model = PairingBatch
        fields = ("name", "organised_on", "supporter", "description")
        widgets = {"organised_on": date_input()}
        help_texts = {"description": "这一批次怎样组织、规模多大、成效如何；引用材料请注明出处。"}
