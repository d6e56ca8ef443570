"""Forms of a consultation's work: topics, date poll, minutes, resolutions."""

import re
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from collab_portal.lib.forms import ConsentForm, FilterForm, PortalForm, SubmissionField
from collab_portal.lib.html import RichTextFormField
from collab_portal.lib.http import own_path
from collab_portal.lib.versions import VersionField
from organizations.models import Committee
from rotation.audience import attending
from rotation.forms import DateInput
from rotation.models import AgendaItem, Consultation, DatePoll, PollAnswer, PollOption, PollVote, Resolution
from rotation.models.poll import version_of as version_of_answer
from rotation.models.resolution import ResolutionQuerySet
from rotation.operations.agenda import version_of
from rotation.operations.holding import records_of
from rotation.operations.polls import MOST, Moment

INVALID_DAY = {"invalid": "请填写有效日期，例如 2027-01-15。"}
MOMENT = re.compile(
    r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?\s+(\d{1,2})[:：](\d{2})\s*[-–—~至]\s*(\d{1,2})[:：](\d{2})"
)


class CallForm(PortalForm):
    topics_by = forms.DateField(label="征集截止", widget=DateInput(), error_messages=INVALID_DAY)
    version = VersionField()

    @staticmethod
    def initial_of(consultation: Consultation) -> dict[str, Any]:
        return {"topics_by": consultation.topics_by, "version": consultation.call_version}


class ItemForm(PortalForm):
    """A topic. Only kind and title are required."""

    kind = forms.ChoiceField(label="类型", choices=AgendaItem.Kind, widget=forms.RadioSelect)
    title = forms.CharField(label="议题", max_length=120)
    background = forms.CharField(
        label="背景", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    wanted = forms.CharField(
        label="希望达成", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    submission = SubmissionField()
    version = VersionField()

    @staticmethod
    def initial_of(item: AgendaItem) -> dict[str, Any]:
        names = ("kind", "title", "background", "wanted", "submission", "version")
        return {name: getattr(item, name) for name in names}

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("kind", "title", "background", "wanted")}


class ScreenForm(PortalForm):
    decision = forms.ChoiceField(
        label="处理", choices=[(value, AgendaItem.Status(value).label) for value in AgendaItem.SCREENED]
    )
    merged_into = forms.ModelChoiceField(
        label="并入", queryset=AgendaItem.objects.none(), required=False, empty_label="（仅并入时选择）"
    )
    reason = forms.CharField(label="说明", max_length=300, required=False)
    version = VersionField()

    @staticmethod
    def initial_of(item: AgendaItem) -> dict[str, Any]:
        said = {"decision": item.status, "reason": item.reason, "merged_into": item.merged_into_id}
        return {**said, "version": item.version}

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["merged_into"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        others = item.consultation.items.exclude(pk=item.pk)
        field.queryset = others.filter(status__in=["proposed", "accepted"])


class OrderForm(PortalForm):
    """One number an item: works without a mouse and without a script."""

    version = VersionField()

    def __init__(self, *args: Any, items: list[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for place, item in enumerate(items, start=1):
            self.fields[f"place_{item.pk}"] = forms.IntegerField(
                label=item.title, min_value=1, max_value=999, required=False, initial=place
            )
        self.initial["version"] = version_of(item.pk for item in items)

    def order(self) -> list[int]:
        places = [
            (self.cleaned_data.get(f"place_{item.pk}") or 999, item.position, item.pk) for item in self.items
        ]
        return [pk for _, _, pk in sorted(places)]


class PollForm(PortalForm):
    moments = forms.CharField(
        label="备选时间",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "placeholder": "2027-01-15 09:30-11:30"}),
        help_text=f"每行一个，2 到 {MOST} 个，例如 2027-01-15 09:30-11:30。节假日和调休会在投票页标出。",
    )
    closes_on = forms.DateField(label="投票截止", widget=DateInput(), error_messages=INVALID_DAY)

    def clean_moments(self) -> list[Moment]:
        found = []
        for number, line in enumerate(self.cleaned_data["moments"].splitlines(), start=1):
            if line.strip():
                found.append(_moment(number, line.strip()))
        return found


def _moment(number: int, line: str) -> Moment:
    match = MOMENT.fullmatch(line)
    if match is None:
        raise ValidationError(f"第 {number} 行“{line[:40]}”无法识别，请写成 2027-01-15 09:30-11:30。")
    year, month, day, *clock = (int(part) for part in match.groups())
    try:
        moment = date(year, month, day), time(clock[0], clock[1]), time(clock[2], clock[3])
    except ValueError:
        raise ValidationError(f"第 {number} 行“{line[:40]}”不是有效的日期时间。") from None
    if moment[2] <= moment[1]:
        raise ValidationError(f"第 {number} 行：结束时间须晚于开始时间。")
    return moment


class VoteForm(PortalForm):
    """One choice for each option of the poll."""

    comment = forms.CharField(label="说明（可选）", max_length=200, required=False)
    version = VersionField()

    @staticmethod
    def initial_of(answer: PollAnswer | None, said: Mapping[int, str]) -> dict[str, Any]:
        """``said``: its votes by option."""
        if answer is None:
            return {}
        version = version_of_answer(answer.comment, said)
        votes = {f"option_{pk}": value for pk, value in said.items()}
        return {**votes, "comment": answer.comment, "version": version}

    def __init__(self, *args: Any, poll: DatePoll, options: list[PollOption], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options = options
        for option in options:
            self.fields[f"option_{option.pk}"] = forms.ChoiceField(
                label=str(option),
                choices=PollVote.Value,
                widget=forms.RadioSelect,
                error_messages={"required": "请选择一项。"},
            )
        self.order_fields([*(f"option_{option.pk}" for option in options), "comment"])

    def facts(self) -> dict[str, Any]:
        said = {"votes": self.votes(), "comment": self.cleaned_data["comment"]}
        return {**said, "version": self.opened_version}

    def votes(self) -> dict[int, str]:
        return {option.pk: self.cleaned_data[f"option_{option.pk}"] for option in self.options}


class PlaceForm(PortalForm):
    place = forms.CharField(max_length=200, required=False)


class AttendanceForm(PortalForm):
    """Who attended. The lead always did."""

    present = forms.ModelMultipleChoiceField(
        label="参会工委",
        queryset=Committee.objects.none(),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="会签以此为准；纪要送签后不能再改。",
    )

    def __init__(self, *args: Any, members: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["present"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = Committee.objects.filter(pk__in=members).order_by("position")


class HeldForm(AttendanceForm):
    """The same, put on record or corrected by itself."""

    version = VersionField()

    @staticmethod
    def initial_of(consultation: Consultation) -> dict[str, Any]:
        came = Committee.objects.filter(pk__in=attending(consultation))
        return {"present": [committee.slug for committee in came], "version": records_of(consultation)}


class CommitteeForm(PortalForm):
    committee = forms.ModelChoiceField(queryset=Committee.objects.all(), to_field_name="slug")


class MinutesForm(PortalForm):
    body = RichTextFormField(label="纪要正文", help_text="可从 Word 直接粘贴，保留标题、列表、表格和链接。")
    version = VersionField()


class SignByForm(ConsentForm):
    sign_by = forms.DateField(
        label="会签截止",
        widget=DateInput(),
        required=False,
        help_text="不填为 7 个工作日。",
        error_messages=INVALID_DAY,
    )


class SaidForm(PortalForm):
    """One text: an objection, an answer, a reason."""

    text = forms.CharField(max_length=1000, error_messages={"required": "请填写内容。"})


class ResolutionForm(PortalForm):
    title = forms.CharField(label="事项", max_length=120)
    body = forms.CharField(
        label="内容和要求", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    due_on = forms.DateField(label="完成期限", widget=DateInput(), error_messages=INVALID_DAY)
    main_owner = forms.ModelChoiceField(
        label="牵头办理", queryset=Committee.objects.none(), to_field_name="slug", empty_label="请选择"
    )
    owners = forms.ModelMultipleChoiceField(
        label="配合办理",
        queryset=Committee.objects.none(),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label="修改理由", max_length=300, required=False, help_text="纪要签毕后修改须填写。"
    )
    submission = SubmissionField()
    version = VersionField()

    @staticmethod
    def initial_of(resolution: Resolution) -> dict[str, Any]:
        main = resolution.main_owner
        owners = [row.committee.slug for row in resolution.owners.all() if row.committee != main]
        facts = {name: getattr(resolution, name) for name in ("title", "body", "due_on", "version")}
        return {**facts, "main_owner": main.slug if main else "", "owners": owners}

    def __init__(self, *args: Any, members: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("main_owner", "owners"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
            field.queryset = Committee.objects.filter(pk__in=members).order_by("position")

    def facts(self) -> dict[str, Any]:
        said = self.cleaned_data
        owners = [said["main_owner"].pk, *(committee.pk for committee in said["owners"])]
        return {"title": said["title"], "body": said["body"], "due_on": said["due_on"], "owners": owners}


class OwnPageField(forms.RegexField):
    """A page of this site, by its path or by the whole address as it is copied from the browser."""

    def to_python(self, value: Any) -> str:
        return own_path(super().to_python(value) or "")


class ProgressForm(PortalForm):
    text = forms.CharField(label="进展", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    percent = forms.IntegerField(label="完成程度（%，可选）", min_value=0, max_value=100, required=False)
    evidence = OwnPageField(
        r"^/[^/\\].*$",
        label="佐证页面（可选）",
        max_length=200,
        required=False,
        help_text="本平台页面的地址，例如 /activities/12/，也可直接粘贴浏览器中的完整网址。",
        error_messages={"invalid": "请填写本平台页面的地址：以 / 开头，或完整网址。"},
    )
    submission = SubmissionField()

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("text", "percent", "evidence")}


class SettleForm(PortalForm):
    status = forms.ChoiceField(
        choices=Resolution.Status,
        error_messages={
            "required": "请选择办结、挂起或恢复办理。",
            "invalid_choice": "请选择办结、挂起或恢复办理。",
        },
    )
    reason = forms.CharField(max_length=300, required=False)


class ResolutionFilter(FilterForm):
    """Filters of the list; a damaged value means no filter."""

    STATES = (
        ("", "全部"),
        ("open", "办理中"),
        ("overdue", "已逾期"),
        ("done", "已办结"),
        ("suspended", "已挂起"),
    )

    state = forms.ChoiceField(label="状态", choices=STATES, required=False)
    owner = forms.ModelChoiceField(
        label="责任工委",
        queryset=Committee.objects.order_by("position"),
        to_field_name="slug",
        required=False,
        empty_label="全部",
    )

    def apply(self, rows: ResolutionQuerySet, today: date) -> ResolutionQuerySet:
        self.is_valid()
        if owner := self.cleaned_data.get("owner"):
            rows = rows.owned_by(owner.pk)
        state = self.cleaned_data.get("state")
        if state == "overdue":
            return rows.overdue(today)
        return rows.filter(status=state) if state else rows
