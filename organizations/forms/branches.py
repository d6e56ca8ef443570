"""Forms for committees and branches."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import validate_domain_name

from accounts.models import User
from accounts.models.user import folded
from collab_portal.lib import dates
from collab_portal.lib.forms import EditForm, FilterForm, PortalForm
from organizations import network
from organizations.forms import date_input
from organizations.forms.picker import BranchPicker
from organizations.models import Branch, Committee
from organizations.models.branch import BranchQuerySet
from organizations.namesakes import known_as
from organizations.rules import does_committee_work

COMMITTEES = [("", "全部工委"), *((member.slug, member.short_name) for member in network.MEMBERS)]


class BranchFilter(FilterForm):
    """The directory's filter row; its state is the URL. A value nobody offers is left out, not an error."""

    q = forms.CharField(
        label="名称、编码或联系人",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    committee = forms.ChoiceField(label="工委", required=False, choices=COMMITTEES)
    kind = forms.ChoiceField(label="类别", required=False, choices=[("", "全部类别"), *Branch.Kind.choices])
    line = forms.ChoiceField(label="系统", required=False, choices=[("", "全部系统"), *Branch.Line.choices])
    term = forms.ChoiceField(
        label="换届",
        required=False,
        choices=[("", "不限"), ("overdue", "已超期"), ("due", "90 天内到期")],
    )
    paired = forms.ChoiceField(
        label="结对", required=False, choices=[("", "不限"), ("yes", "有结对"), ("no", "无结对")]
    )
    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "在册"), ("ended", "已撤销"), ("all", "全部")]
    )
    parent = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)

    def __init__(self, user: User, data: Any) -> None:
        super().__init__(data)
        self.user = user
        if not does_committee_work(user):
            self.fields["q"].label = "名称或编码"
        self.is_valid()

    def apply(self, rows: BranchQuerySet, today: date) -> BranchQuerySet:
        """What the filter leaves; one small query more when a committee is chosen."""
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        for column in ("kind", "line", "parent"):
            if column in chosen:
                rows = rows.filter(**{column: chosen[column]})
        if "committee" in chosen:
            rows = rows.filter(committee=Committee.objects.values_list("pk").get(slug=chosen["committee"])[0])
        state = chosen.get("state")
        if state != "all":
            rows = rows.ended(today) if state == "ended" else rows.active(today)
        if "term" in chosen:
            rows = rows.term_overdue(today) if chosen["term"] == "overdue" else rows.term_due(today)
        if "paired" in chosen:
            rows = rows.paired() if chosen["paired"] == "yes" else rows.unpaired()
        if "q" in chosen:
            rows = rows.matching(chosen["q"], contacts=does_committee_work(self.user))
        return rows

    @property
    def narrows(self) -> bool:
        return any(self.cleaned_data.values())


class BranchForm(EditForm):
    """Add or edit a branch of one's own committee."""

    parent = BranchPicker(label="上级", required=False, scope="own", help_text="留空表示直属工委。")
    another_confirmed = forms.BooleanField(label="确是另一个党组织", required=False)
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)
    namesake: Branch | None = None
    older_days = ("starts_on",)

    class Meta:
        model = Branch
        fields = (
            "name",
            "code",
            "kind",
            "line",
            "parent",
            "contact_name",
            "contact_phone",
            "contact_email",
            "starts_on",
            "term_ends_on",
            "ends_on",
        )
        labels = {"ends_on": "结束日期"}
        widgets = {"starts_on": date_input(), "term_ends_on": date_input(), "ends_on": date_input()}
        help_texts = {
            "contact_name": "联系人与电话只对各工委干部可见。",
            "term_ends_on": "到期前 90 天起在名录中提示。",
            "ends_on": "只有临时党组织需要填写，到期自动撤销，结对随之结束。",
        }

    def __init__(self, user: User, *args: Any, found: list[Branch] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        picker = self.fields["parent"]
        chosen = self.data.get("parent") if self.is_bound else self.initial.get("parent")
        own = Branch.objects.filter(committee=user.committee_id).for_list()
        offered = own.roots().exclude(pk=self.instance.pk)[:20] if found is None else found
        picker.set_up(own, chosen, offered)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        temporary = cleaned.get("kind") == Branch.Kind.TEMPORARY
        ended = self.instance.ends_on if self.instance.pk else None
        if cleaned.get("ends_on") not in {None, ended} and not temporary:
            self.add_error("ends_on", "只有临时党组织可预定结束日期；其他党组织请用“撤销或并入”。")
        starts, ends, term = (cleaned.get(name) for name in ("starts_on", "ends_on", "term_ends_on"))
        if starts and term and term < starts:
            self.add_error("term_ends_on", "换届到期不能早于成立日期。")
        if starts and ends and ends < starts:
            self.add_error("ends_on", "结束日期不能早于成立日期。")
        self._look_for_namesake(cleaned)
        return cleaned

    def _look_for_namesake(self, cleaned: dict[str, Any]) -> None:
        """Asked where a name is new, beside the others under the same superior: none stands there twice."""
        name, parent = cleaned.get("name", ""), cleaned.get("parent")
        unchanged = self.instance.pk and known_as(name) == known_as(self.initial["name"])
        if not name or unchanged or cleaned.get("another_confirmed"):
            return
        beside = Branch.objects.filter(committee=self.instance.committee_id, parent=parent)
        beside = beside.active(dates.today()).exclude(pk=self.instance.pk)
        if cleaned.get("submission"):
            beside = beside.exclude(submission=cleaned["submission"])
        self.namesake = beside.called(name).for_list().first()
        if self.namesake:
            self.add_error(
                "another_confirmed", "名录中已有同名的党组织，请先打开核对；确是另一个的，请勾选后再保存。"
            )


class CloseBranchForm(PortalForm):
    """撤销或并入: when, into which branch if any, and what becomes of what hangs on it."""

    HOW = (("dissolve", "撤销"), ("merge", "并入本工委的另一个党组织"))
    CARRY = (("end", "结束结对，退出联盟"), ("carry", "由接收方继续：请各结对方确认，联盟席位由接收方接替"))

    how = forms.ChoiceField(label="怎样办理", choices=HOW, initial="dissolve", widget=forms.RadioSelect)
    into = BranchPicker(label="并入", required=False, scope="own", help_text="撤销的不填。")
    ends_on = forms.DateField(label="日期", widget=date_input())
    carry = forms.ChoiceField(
        label="结对与联盟", choices=CARRY, initial="end", required=False, widget=forms.RadioSelect
    )
    reason = forms.CharField(label="原因或文号", max_length=200, required=False)

    def __init__(
        self, branch: Branch, *args: Any, today: date, found: list[Branch] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        others = Branch.objects.filter(committee=branch.committee_id).active(today).exclude(pk=branch.pk)
        given = self.data if self.is_bound else self.initial
        offered = others.for_list()[:20] if found is None else found
        self.fields["into"].set_up(others.for_list(), given.get("into"), offered)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        merges = cleaned.get("how") == "merge"
        if merges and not cleaned.get("into") and "into" not in self.errors:
            self.add_error("into", "请选择并入哪个党组织。")
        if not merges and cleaned.get("carry") == "carry":
            self.add_error("carry", "撤销没有接收方；由接收方继续请选择“并入”。")
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What the operation is told."""
        said = self.cleaned_data
        into = said["into"] if said["how"] == "merge" else None
        carry = said["carry"] == "carry"
        return {"into": into, "ends_on": said["ends_on"], "carry": carry, "reason": said["reason"]}


class RestoreForm(PortalForm):
    reason = forms.CharField(label="恢复的原因", max_length=200)


class MailDomainsForm(EditForm):
    """邮箱域名: where the addresses of this committee's people lie, so that granting can point out others."""

    class Meta:
        model = Committee
        fields = ("mail_domains",)
        help_texts = {"mail_domains": "每行一个，例如 js.gov.cn；其下级域名也算。留空则授权时不作提示。"}

    def clean_mail_domains(self) -> str:
        domains = [folded(line).removeprefix("@") for line in self.cleaned_data["mail_domains"].split()]
        for domain in domains:
            try:
                validate_domain_name(domain)
            except forms.ValidationError:
                raise forms.ValidationError(f"“{domain[:60]}”不是域名，例如 js.gov.cn。") from None
        return "\n".join(dict.fromkeys(domains))


class CommitteeForm(EditForm):
    class Meta:
        model = Committee
        fields = ("introduction", "office_phone", "office_email")
