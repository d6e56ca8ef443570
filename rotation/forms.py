"""Forms: what people fill in, checked field by field."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from collab_portal.lib import dates
from collab_portal.lib.forms import PortalForm, PortalModelForm
from collab_portal.lib.versions import VersionField
from organizations.models import Alliance, Committee
from rotation import operations
from rotation.models import Consultation, ConsultationReply, DocumentNumber, Rotation, Turn, WorkdayOverride
from rotation.models.rotation import BASIN, CadenceChoices, RotationMemberQuerySet
from rotation.operations import Arrangement, Wish
from rotation.planning import LAST_YEAR, Cadence

MOST_DELEGATES = 20
POOLS = (
    ("basin", "全部十九家"),
    ("belt", "长江经济带十一家"),
    ("upper", "上游各家"),
    ("middle", "中游各家"),
    ("lower", "下游各家"),
    ("custom", "自定（只排填了序号的工委）"),
)


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class AllianceChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, alliance: Any) -> str:
        return f"{alliance.name}（{alliance.committee.short_name}组织）"


class PlanForm(PortalForm):
    """Pool, order, cadence, start, cycles. The order is one number a committee: no mouse, no script."""

    pool = forms.ChoiceField(label="成员范围", choices=POOLS, initial="basin", widget=forms.RadioSelect)
    cadence = forms.ChoiceField(label="周期", choices=CadenceChoices, initial=CadenceChoices.QUARTER)
    start = forms.DateField(
        label="起始日期",
        widget=DateInput(),
        help_text="从这一天起重新排期；此前已开始的任期不变。",
        error_messages={"invalid": "请填写有效日期，例如 2027-01-01。"},
    )
    cycles = forms.IntegerField(
        label="轮数",
        min_value=1,
        max_value=200,
        initial=1,
        help_text="每家各牵头一次为一轮；未完成的一轮先补完，也算一轮。",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args: Any, committees: list[Committee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.committees = committees
        for committee in committees:
            self.fields[self._name(committee)] = forms.IntegerField(
                label=f"{committee.short_name}的序号",
                required=False,
                min_value=1,
                max_value=999,
                widget=forms.NumberInput(attrs={"class": "form-control", "inputmode": "numeric"}),
            )

    @staticmethod
    def _name(committee: Committee) -> str:
        return f"order_{committee.slug}"

    @property
    def order_rows(self) -> list[tuple[Committee, forms.BoundField]]:
        """The committees with their number fields, in the order they stand now."""
        rows = [(committee, self[self._name(committee)]) for committee in self.committees]
        return sorted(rows, key=lambda row: (_as_number(row[1].value()), row[0].position))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self._shift(data)
        pool = data.get("pool") or ""
        there = self._in_pool(pool)
        members: list[Committee] = []
        taken: dict[int, Committee] = {}
        for committee in self.committees:
            number = data.get(self._name(committee))
            if committee.slug not in there:
                continue
            if number is not None and number in taken:
                other = taken[number].short_name
                self.add_error(self._name(committee), f"序号 {number} 与{other}重复。")
            elif number is not None:
                taken[number] = committee
            if number is not None or pool != "custom":
                members.append(committee)
        if pool and not members and not self.errors:
            self.add_error("pool", "请至少为一家工委填写序号。")
        members.sort(key=lambda member: (data.get(self._name(member)) or 1000, member.position))
        data["order"] = tuple(member.slug for member in members)
        return data

    def _shift(self, data: dict[str, Any]) -> None:
        """A number typed for one committee that another holds puts it there; the rest move along.

        Known from the numbers the form began with. Two that were typed alike stay an error.
        """
        names = [self._name(committee) for committee in self.committees]
        numbers = {name: data[name] for name in names if data.get(name) is not None}
        typed = {name: number for name, number in numbers.items() if self.initial.get(name) != number}
        if len(set(numbers.values())) == len(numbers) or len(set(typed.values())) != len(typed):
            return
        if not self.initial or len(typed) == len(numbers):
            return
        order = sorted((name for name in numbers if name not in typed), key=lambda name: numbers[name])
        for name in sorted(typed, key=lambda name: typed[name]):
            order.insert(typed[name] - 1, name)
        data |= {name: place for place, name in enumerate(order, start=1)}
        # What is shown, and sent on with the preview.
        self.data = {
            **{name: self.data[name] for name in self.data},
            **{name: str(data[name]) for name in order},
        }

    def _in_pool(self, pool: str) -> set[str]:
        """Slugs of those the pool holds: who of them has a number is another question."""
        every = {"basin", "custom"}
        return {one.slug for one in self.committees if pool in every | {one.group, one.reach}}

    def wish(self) -> Wish:
        data = self.cleaned_data
        return Wish(data["order"], Cadence(data["cadence"]), data["start"], data["cycles"])

    def refuse(self, error: ValidationError) -> None:
        """Show the operation's refusal beside the field it names."""
        details = getattr(error, "error_dict", None)
        if details is None:
            self.add_error(None, error)
            return
        for field, problems in details.items():
            self.add_error("pool" if field == "order" else field, problems)


CONVENES = (
    ("", "按惯例：联盟轮值主席不自动生成会商，其他轮值每任一次"),
    ("yes", "每任自动生成一次会商"),
    ("no", "不自动生成会商"),
)


class FurtherPlanForm(PlanForm):
    """The plan of a rotation beside the basin's: it may be that of an alliance's chair."""

    alliance = AllianceChoice(
        label="联盟轮值主席",
        queryset=Alliance.objects.none(),
        required=False,
        empty_label="不关联",
        help_text="选了联盟，本轮值的本期牵头即该联盟的现任轮值主席，由日期确定；成员须都是该联盟的成员工委。",
        error_messages={"invalid_choice": "该联盟不在运行中，请改选其他联盟，或选“不关联”。"},
    )

    convenes = forms.ChoiceField(label="会商", choices=CONVENES, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        linked = Q(pk=kwargs.get("initial", {}).get("alliance") or None)  # also one that has ended since
        offered = Alliance.objects.filter(Q(status="active") | linked).for_list()
        self.fields["alliance"].queryset = offered  # type: ignore[attr-defined]
        self.fields["pool"].choices = [*POOLS[:-1], ("alliance", "所选联盟的成员工委"), POOLS[-1]]  # type: ignore[attr-defined]

    def _in_pool(self, pool: str) -> set[str]:
        alliance = self.cleaned_data.get("alliance")
        if pool != "alliance":
            return super()._in_pool(pool)
        if alliance is None and "alliance" not in self.errors:
            self.add_error("alliance", "请选择联盟。")
        return operations.members_of_alliance(alliance.pk, dates.today()) if alliance else set()

    def wish(self) -> Wish:
        alliance = self.cleaned_data["alliance"]
        convenes = {"yes": True, "no": False}.get(self.cleaned_data["convenes"])
        return replace(super().wish(), alliance=alliance.pk if alliance else None, convenes=convenes)


class NewRotationForm(FurtherPlanForm):
    """A further rotation: its name and address, and its first plan."""

    name = forms.CharField(label="名称", max_length=60, help_text="例如 长江经济带机关党建轮值。")
    slug = forms.SlugField(
        label="网址名",
        max_length=40,
        help_text="英文小写字母、数字和连字符，例如 belt；保存后不再改。",
        error_messages={"invalid": "只能用英文字母、数字、连字符和下划线。"},
    )

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"].lower()
        if slug in {BASIN, "new"}:
            raise ValidationError("这个网址名已被系统使用，请换一个。")
        return slug

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        taken = Rotation.objects.filter(slug=data.get("slug", "")).first()
        if taken is not None and taken.name != data.get("name"):
            self.add_error("slug", f"这个网址名已用于“{taken.name}”，请换一个。")
        return data


def _as_number(value: object) -> int:
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1000


def plan_initial(rotation: Rotation | None, order: list[str], cycles: int, start: date) -> dict[str, Any]:
    """What the plan form starts with: what is stored, so an untouched form changes nothing."""
    numbers = {f"order_{slug}": number for number, slug in enumerate(order, start=1)}
    if rotation is None:
        return {"start": start, **numbers}
    return {
        "pool": "basin" if len(order) == 19 else "custom",
        "cadence": rotation.cadence,
        "start": start,
        "cycles": cycles,
        "alliance": rotation.alliance_id or "",
        "convenes": "yes" if rotation.convenes else "no",
        **numbers,
    }


class ScheduleForm(PortalForm):
    """When, where, how, about what."""

    title = forms.CharField(label="名称", max_length=120)
    day = forms.DateField(
        label="日期", widget=DateInput(), error_messages={"invalid": "请填写有效日期，例如 2027-01-15。"}
    )
    begins = forms.TimeField(
        label="开始", widget=TimeInput(), error_messages={"invalid": "请填写有效时间，例如 09:30。"}
    )
    ends = forms.TimeField(
        label="结束", widget=TimeInput(), error_messages={"invalid": "请填写有效时间，例如 11:30。"}
    )
    mode = forms.ChoiceField(label="形式", choices=Consultation.Mode)
    place = forms.CharField(label="地点或会议链接", max_length=200)
    agenda = forms.CharField(
        label="议程", max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    version = VersionField()

    @classmethod
    def initial_of(cls, consultation: Consultation) -> dict[str, Any]:
        initial: dict[str, Any] = {
            "title": consultation.title,
            "mode": consultation.mode,
            "place": consultation.place,
            "agenda": consultation.agenda,
            "version": consultation.version,
        }
        if consultation.starts_at and consultation.ends_at:
            start = consultation.starts_at.astimezone(dates.BEIJING)
            end = consultation.ends_at.astimezone(dates.BEIJING)
            initial |= {"day": start.date(), "begins": start.time(), "ends": end.time()}
        return initial

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if not 2000 <= day.year <= LAST_YEAR:
            raise ValidationError("请填写有效日期，例如 2027-01-15。")
        return day

    def facts(self) -> dict[str, Any]:
        named = {name: self.cleaned_data[name] for name in ("title", "agenda")}
        return {**named, "arrangement": self.arrangement()}

    def arrangement(self) -> Arrangement:
        data = self.cleaned_data
        return Arrangement(
            starts_at=self._moment("begins"),
            ends_at=self._moment("ends"),
            mode=data["mode"],
            place=data["place"],
        )

    def _moment(self, clock: str) -> datetime:
        return dates.at(self.cleaned_data["day"], self.cleaned_data[clock])


class ReasonForm(PortalForm):
    reason = forms.CharField(
        label="原因",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="将通知全体成员工委。",
    )
    version = VersionField()

    def facts(self) -> dict[str, Any]:
        return {"reason": self.cleaned_data["reason"]}


class ReplyForm(PortalForm):
    answer = forms.ChoiceField(
        label="回执",
        choices=ConsultationReply.Answer,
        error_messages={"required": "请选择参加或不参加。", "invalid_choice": "请选择参加或不参加。"},
    )
    delegates = forms.CharField(label="参会人员", required=False, widget=forms.Textarea)
    mode = forms.ChoiceField(label="参会方式", choices=ConsultationReply.Mode, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    version = VersionField()

    @staticmethod
    def initial_of(reply: ConsultationReply) -> dict[str, Any]:
        return {name: getattr(reply, name) for name in ("answer", "delegates", "mode")}

    def clean_delegates(self) -> str:
        """At most ``MOST_DELEGATES`` lines, one person each."""
        lines = [line.strip() for line in self.cleaned_data["delegates"].splitlines() if line.strip()]
        if len(lines) > MOST_DELEGATES:
            raise ValidationError(f"填了 {len(lines)} 人，每家工委最多 {MOST_DELEGATES} 人，请删减后再提交。")
        long = next((number for number, line in enumerate(lines, start=1) if len(line) > 60), None)
        if long:
            raise ValidationError(f"第 {long} 行超过 60 字，请只写姓名和职务，每行一人。")
        return "\n".join(lines)

    def clean_mode(self) -> str:
        return self.cleaned_data["mode"] or ConsultationReply.Mode.ONSITE.value


class CoLeadForm(PortalForm):
    co_lead = forms.ModelChoiceField(
        label="协同牵头",
        queryset=Committee.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label="不设",
        help_text="协同牵头工委与牵头工委一同召集会商，权限相同。",
    )
    version = VersionField()

    @staticmethod
    def initial_of(turn: Turn) -> dict[str, Any]:
        return {"co_lead": turn.co_lead.slug if turn.co_lead else None, "version": turn.revision}

    def __init__(self, *args: Any, members: RotationMemberQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["co_lead"].queryset = Committee.objects.filter(pk__in=members.values("committee"))  # type: ignore[attr-defined]


class WorkdayForm(PortalModelForm):
    class Meta:
        model = WorkdayOverride
        fields = ("day", "working", "name", "source")
        widgets = {"day": DateInput()}

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if not 2000 <= day.year <= LAST_YEAR:
            raise ValidationError(f"日期须在 2000 年至 {LAST_YEAR} 年之间。")
        if WorkdayOverride.objects.filter(day=day, notice=None).exists():
            raise ValidationError("该日期已在表中。")
        return day


class DocumentNumberForm(PortalForm):
    """An empty number leaves the place on the document blank."""

    kind = forms.ChoiceField(label="公文", choices=DocumentNumber.Kind)
    number = forms.CharField(label="发文字号", max_length=40, required=False)
