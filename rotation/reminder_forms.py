"""Forms of the reminder pages."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError

from collab_portal.lib.forms import FilterForm, PortalModelForm, SubmissionField
from collab_portal.lib.placeholders import refuse_strange
from collab_portal.lib.versions import VersionField
from organizations.models import Committee
from rotation import placeholders
from rotation.models import ReminderRule
from rotation.rehearsal import rehearse
from rotation.rulebook import TELLS, Audience, Phase, Rule, Subject, answers

T = TypeVar("T")
MOST = 2000


class _Weighed(PortalModelForm):
    """Words with placeholders of a subject; more than ``MOST`` new rows at once are asked about first."""

    rows = forms.IntegerField(widget=forms.HiddenInput, required=False)
    subject: Subject | None = None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name in ("title", "body"):
            try:
                if self.subject:
                    refuse_strange(data.get(name) or "", placeholders.MEANINGS[self.subject])
            except ValidationError as error:
                self.add_error(name, error)
        return data

    def weighed(self, do: Callable[[], T]) -> T:
        """Do it, if it puts few rows into the outbox or the person has seen how many."""
        added = rehearse(do).added
        if added > max(MOST, self.cleaned_data.get("rows") or 0):
            data: Any = self.data
            self.data = data.copy()
            self.data["rows"] = str(added)  # type: ignore[index]
            raise ValidationError(
                f"保存后将一次排入 {added} 条提醒（多于 {MOST} 条）。确认无误，请再点一次保存。"
            )
        return do()


class RuleForm(_Weighed):
    """Days, switch and words of one rule; what it is about and whom it tells stays."""

    version = VersionField()

    class Meta:
        model = ReminderRule
        fields = ("enabled", "days", "working_days", "title", "body")
        labels = {"enabled": "启用这一条提醒"}
        widgets = {"body": forms.Textarea(attrs={"rows": 5})}
        help_texts = {"days": "0 至 365；遇放假日提前到前一个工作日。"}

    def __init__(self, data: Any = None, *, rule: Rule, version: int = 0) -> None:
        initial = {name: getattr(rule, name) for name in self.Meta.fields} | {"version": version}
        super().__init__(data, initial=initial)
        self.subject = rule.subject


class NewRuleForm(_Weighed):
    """A rule of one's own: about what, to whom, counted from when, in which words.

    Once it is known what it is about, only whom that tells and the days it has are offered.
    """

    what = forms.ChoiceField(label="对象")
    submission = SubmissionField()
    field_order = ("what", "label", "audience", "phase", "days", "working_days", "title", "body")

    class Meta:
        model = ReminderRule
        fields = ("label", "audience", "phase", "days", "working_days", "title", "body")
        labels = {"audience": "向谁", "days": "天数"}
        widgets = {"body": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "label": "在提醒规则中的叫法，如“会前再提醒”。",
            "days": "0 至 365；遇放假日提前到前一个工作日。",
        }

    def __init__(self, data: Any = None, *, what: str = "") -> None:
        super().__init__(data, initial={"what": what})
        waiting = (Subject.ANSWER.value, list(answers.names().items()))
        subjects = [(one.name, one.value) for one in Subject if one is not Subject.ANSWER]
        told: dict[str, str] = {one.name: one.value for whom in TELLS.values() for one in whom}
        choices: dict[str, list[Any]] = {
            "what": [*subjects, waiting],
            "audience": list(told.items()),
            "phase": [(subject.value, list(_phases(subject).items())) for subject in Subject],
        }
        for name, possible in choices.items():
            self.fields[name].choices = [("", "请选择"), *possible]  # type: ignore[attr-defined]
        for name in ("label", "audience", "phase"):
            self.fields[name].required = True
        asked = self["what"].value()
        if asked in {**dict(subjects), **dict(waiting[1])}:
            self.subject = Subject.__members__.get(asked, Subject.ANSWER)
            for name, offered in self._possible(self.subject).items():
                widget: Any = self.fields[name].widget
                widget.choices = [("", "请选择"), *offered.items()]

    @staticmethod
    def _possible(subject: Subject) -> dict[str, dict[str, str]]:
        return {"audience": {one.name: one.value for one in TELLS[subject]}, "phase": _phases(subject)}

    def clean(self) -> dict[str, Any]:
        if self.subject:
            self.instance.of = self.cleaned_data["what"] if self.subject is Subject.ANSWER else ""
            for name, possible in self._possible(self.subject).items():
                self._fits(name, possible)
        return super().clean()

    def _fits(self, field: str, possible: Mapping[str, str]) -> None:
        if self.subject and self.cleaned_data.get(field) and self.cleaned_data[field] not in possible:
            right = "、".join(possible.values())
            self.add_error(field, f"“{self.subject.value}”没有这一项。可选：{right}。")


def _phases(subject: Subject) -> dict[str, str]:
    return {one.name: one.when for one in Phase if one.subject is subject}


class AheadFilter(FilterForm):
    """Filters of the page over all reminders ahead; a damaged value means no filter."""

    WITHIN = (("", "全部"), ("7", "7 天内"), ("30", "30 天内"), ("90", "90 天内"))

    within = forms.ChoiceField(label="期间", choices=WITHIN, required=False)
    subject = forms.ChoiceField(
        label="事由",
        choices=[("", "全部"), *((one.name, one.value) for one in Subject if one is not Subject.ANSWER)],
        required=False,
    )
    audience = forms.ChoiceField(
        label="对象",
        choices=[
            ("", "全部"),
            *((one.name, one.value) for one in Audience if one not in TELLS[Subject.ANSWER]),
        ],
        required=False,
    )
    committee = forms.ChoiceField(label="收件工委", required=False)

    def __init__(self, data: Any, *, committees: Iterable[Committee]) -> None:
        super().__init__(data, auto_id="filter-%s")
        names = [(row.slug, row.short_name) for row in committees]
        self.fields["committee"].choices = [("", "全部"), *names]  # type: ignore[attr-defined]
        self.is_valid()
