"""Forms for shared resources."""

from datetime import date
from typing import Any

from django import forms

from accounts.models import User
from collab_portal.lib.forms import EditForm, FilterForm, PortalForm, PortalModelForm
from commons.kinds import GROUPS, Kind, grouped_choices
from commons.models import Closure, Resource
from commons.models.resource import ResourceQuerySet
from organizations.forms import date_input
from organizations.forms.branches import COMMITTEES
from organizations.forms.picker import BranchPicker
from organizations.models import Branch, Committee

BASES = "bases"
MAIN = (
    *("title", "kind", "place", "branch", "keeper", "summary", "how_to", "capacity", "exclusive"),
    *("notice_days", "contact", "phone"),
)


class ResourceFilter(FilterForm):
    """The list's filter row; its state is the URL. A value nobody offers is left out, not an error."""

    q = forms.CharField(
        label="名称或地点", required=False, max_length=60, widget=forms.TextInput(attrs={"type": "search"})
    )
    kind = forms.ChoiceField(
        label="类别",
        required=False,
        choices=[("", "全部类别"), (BASES, "全部教育基地"), *grouped_choices()],
    )
    committee = forms.ChoiceField(label="工委", required=False, choices=COMMITTEES)
    reach = forms.ChoiceField(
        label="流段", required=False, choices=[("", "全流域"), *Committee.Reach.choices]
    )
    line = forms.ChoiceField(label="系统", required=False, choices=[("", "全部系统"), *Branch.Line.choices])
    on = forms.DateField(label="某日可用", required=False, widget=date_input())
    named = forms.ChoiceField(
        label="联合命名", required=False, choices=[("", "不限"), ("yes", "已命名"), ("asked", "已申报")]
    )
    state = forms.ChoiceField(
        label="状态", required=False, choices=[("", "共享中"), ("closed", "已停止"), ("all", "全部")]
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.is_valid()

    def apply(self, rows: ResourceQuerySet, *, river: bool = False) -> ResourceQuerySet:
        """What the filter leaves; ``river``: of all committees, for the picture that chooses one."""
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        state = chosen.get("state")
        if state != "all":
            rows = rows.filter(closed_on__isnull=state != "closed")
        if "kind" in chosen:
            kinds = dict(GROUPS)["教育基地"] if chosen["kind"] == BASES else (Kind(chosen["kind"]),)
            rows = rows.filter(kind__in=kinds)
        if "committee" in chosen and not river:
            rows = rows.filter(committee__slug=chosen["committee"])
        if "reach" in chosen:
            rows = rows.filter(committee__reach=chosen["reach"])
        if "line" in chosen:
            rows = rows.filter(line=chosen["line"])
        if "on" in chosen:
            rows = rows.free_on(chosen["on"])
        if "named" in chosen:
            rows = rows.named() if chosen["named"] == "yes" else rows.nominated()
        if "q" in chosen:
            rows = rows.matching(chosen["q"])
        return rows

    @property
    def narrows(self) -> bool:
        return self.is_used

    @property
    def day(self) -> date | None:
        """The day that was asked for."""
        day: date | None = self.cleaned_data.get("on")
        return day


class ResourceForm(EditForm):
    """Register or edit one of one's own committee."""

    branch = BranchPicker(
        label="管理党组织", required=False, scope="own", help_text="在党组织名录中的，从这里选。"
    )
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)
    link = forms.URLField(label="网址", required=False, max_length=300, assume_scheme="https")

    class Meta:
        model = Resource
        fields = Resource.FACTS
        widgets = {
            "paused_until": date_input(),
            "source_on": date_input(),
            "how_to": forms.Textarea(attrs={"rows": 4}),
        }
        help_texts = {
            "title": "基地、场地写名称；师资写讲授的专题和所在单位，不写个人履历。",
            "code": "可不填；填写的，批量导入时据此更新。",
            "keeper": "不在党组织名录中的管理单位，写在这里。",
            "capacity": "不清楚的可不填。",
            "quantity": "成批的填写，如 50 名党建指导员。",
            "exclusive": "勾选后，同一时间只能同意一家使用。",
            "notice_days": "一般须提前几天申请；随时可以的填 0，不清楚的不填。",
            "contact": "联系人和电话只对各工委干部可见。",
            "paused_until": "此日以前暂不接受申请。",
            "source_title": "取自公开报道的，注明来源。",
        }

    def __init__(self, user: User, *args: Any, found: list[Branch] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "请选择"), *grouped_choices()]  # type: ignore[attr-defined]
        chosen = self.data.get("branch") if self.is_bound else self["branch"].initial
        own = Branch.objects.filter(committee=user.committee_id).for_list()
        picker = self.fields["branch"]
        picker.set_up(own, chosen, own.roots()[:20] if found is None else found)  # type: ignore[attr-defined]

    def main(self) -> list[forms.BoundField]:
        return [self[name] for name in MAIN]

    def more(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in MAIN]

    def more_is_open(self) -> bool:
        """Unfolded when something there is filled in or wrong."""
        return any(
            field.errors or field.value() not in ("", None, Branch.Line.OTHER) for field in self.more()
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("branch") and cleaned.get("keeper"):
            self.add_error("keeper", "管理党组织和管理单位只填一项。")
        return cleaned


class ClosureForm(PortalModelForm):
    """关闭日: a span of days and why."""

    class Meta:
        model = Closure
        fields = ("first", "last", "reason")
        widgets = {"first": date_input(), "last": date_input()}

    def _post_clean(self) -> None:
        """The operation checks the whole row under the resource's lock."""


class CloseForm(PortalForm):
    reason = forms.CharField(label="停止共享的原因", max_length=200)
