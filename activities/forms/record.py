"""Forms: six required fields to log an activity, everything else folded away."""

import re
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse

from accounts.models import User
from activities.kinds import grouped_choices
from activities.models import Activity, Outcome, Participation
from activities.models.participation import HEADCOUNT_LIMIT
from activities.operations import Party, Result, Tags
from collab_portal.lib.dates import today
from collab_portal.lib.forms import PortalModelForm, in_words
from collab_portal.lib.versions import VersionField
from commons.forms.labels import LabelsField, SeriesField, offer_labels
from commons.forms.picker import ResourcesPicker
from commons.models.resource import MOST_PEOPLE
from organizations.models import Alliance, Branch, Committee, Pairing

Role = Participation.Role
TOKEN = re.compile(r"(committee|branch)-(\d{1,18})")
PARTNERS_LIMIT = 200
OPTIONS_LIMIT = 300
MAIN = ("title", "kind", "held_on", "mode", "place", "partners", "headcount", "summary")
DRAFT_NEEDS = ("title", "kind", "held_on")  # what any list or calendar has to say of a record
MORE = (
    "resources",
    "resource_people",
    "reply_by",
    "agenda",
    "contact",
    "organisers",
    "co_organisers",
    "host_branch",
    "ended_on",
    "start_time",
    "end_time",
    "link",
    "labels",
    "series",
    "series_number",
    "pairing",
    "alliance",
    "source_title",
    "source_site",
    "source_on",
)


def native(kind: str) -> dict[str, Any]:
    """A browser's own date or time input."""
    if kind == "date":
        return {"widget": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}
    return {"widget": forms.TimeInput(format="%H:%M", attrs={"type": "time"})}


class PartnersField(forms.MultipleChoiceField):
    """Committees and branches as ``committee-3`` / ``branch-17``; the form looks up what they name."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.SelectMultiple(attrs={"data-picker": True, "size": 6}), **kwargs)

    def valid_value(self, value: str) -> bool:
        return TOKEN.fullmatch(value) is not None


class ActivityForm(PortalModelForm):
    """One page to log or to edit. ``submission`` makes two clicks one record, ``version`` guards an edit.

    A ``draft`` needs no more than a name, a kind and a day; the rest is asked for when it is published.
    """

    partners = PartnersField(
        label="合作单位", help_text="可选其他工委，也可按名称查找具体党组织；登记后由各工委确认。"
    )
    organisers = PartnersField(label="其中承办单位", required=False)
    co_organisers = PartnersField(label="其中协办单位", required=False)
    resources = ResourcesPicker(
        label="申请共享资源",
        required=False,
        help_text="教育基地、师资、课程、场地等，按名称查找；预告发出后由所属工委答复。",
    )
    resource_people = forms.IntegerField(
        label="预计使用人数", required=False, min_value=1, max_value=MOST_PEOPLE
    )
    labels = LabelsField(label="品牌与专项", required=False)
    series = SeriesField(label="系列", required=False)
    headcount = forms.IntegerField(
        label="本工委参加人次",
        min_value=0,
        max_value=HEADCOUNT_LIMIT,
        help_text="合作单位的人次由其确认时填写；预告尚未举行的活动，可不填或填预计人数。",
    )
    same_day_confirmed = forms.BooleanField(label="确是另一次活动，仍要登记", required=False)
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = VersionField()

    class Meta:
        model = Activity
        fields = (
            "title",
            "kind",
            "held_on",
            "reply_by",
            "agenda",
            "contact",
            "ended_on",
            "start_time",
            "end_time",
            "mode",
            "place",
            "link",
            "summary",
            "host_branch",
            "pairing",
            "alliance",
            "series_number",
            "source_title",
            "source_site",
            "source_on",
        )
        widgets = {
            "link": forms.URLInput(attrs={"placeholder": "https://"}),
            **{name: native("date")["widget"] for name in ("held_on", "reply_by", "ended_on", "source_on")},
            **{name: native("time")["widget"] for name in ("start_time", "end_time")},
        }
        help_texts = {
            "ended_on": "只有一天的不用填；只知年份的，填当年 1 月 1 日至 12 月 31 日。",
            "reply_by": "预告活动时填写，请各合作方在这一天前回执；不填的，到举行日为止。",
            "agenda": "预告活动时填写，邀请的各方都能看到。",
            "contact": "只给参与各方看，如“机关党委办公室 025-…”。",
            "summary": "做了什么、取得什么共识，几句话即可。",
            "source_title": "转录公开报道时填写。",
        }

    def __init__(self, *args: Any, user: User, draft: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.draft = user, draft
        for name, field in self.fields.items():
            field.required = field.required and not (draft and name not in DRAFT_NEEDS)
        self._ask_later("headcount")  # what is ahead has no number yet: the day decides
        self.host_id = self.instance.host_id or user.committee_id or 0
        self.duplicate: Activity | None = None
        self.parties: list[Party] = []
        self.committees = {row.pk: row for row in Committee.objects.order_by("position")}
        self.fields["kind"].choices = [("", "请选择"), *grouped_choices()]  # type: ignore[attr-defined]
        self.fields["mode"].choices = Activity.Mode.choices  # type: ignore[attr-defined]
        self.fields["ended_on"].required = False
        self._limit_choices()
        if not self.is_bound:
            self.initial.setdefault("submission", uuid.uuid4())

    def _limit_choices(self) -> None:
        """Long lists are shown in part; what is validated is the whole."""
        own = Branch.objects.filter(committee=self.host_id)
        pairings = (
            Pairing.objects.of_committee(self.host_id)
            .filter(Q(status=Pairing.Status.ACTIVE) | Q(pk=self.instance.pairing_id))
            .order_by("-pk")
        )
        alliances = Alliance.objects.filter(
            Q(pk__in=Alliance.objects.active().with_committee(self.host_id).values("pk"))
            | Q(pk=self.instance.alliance_id)
        ).order_by("-pk")
        self.fields["resources"].set_up(self["resources"].value() or ())  # type: ignore[attr-defined]
        if "labels" in self.fields:
            offer_labels(self, self.host_id)
        choices: tuple[tuple[str, Any, str], ...] = (
            ("host_branch", own.order_by("code", "pk"), "（以工委名义）"),
            ("pairing", pairings, "（无）"),
            ("alliance", alliances, "（无）"),
        )
        for name, rows, blank in choices:
            field = self.fields[name]
            chosen = self[name].value()
            shown = [("", blank), *((row.pk, str(row)) for row in rows[:OPTIONS_LIMIT])]
            if chosen and str(chosen) not in {str(value) for value, _ in shown} and str(chosen).isdecimal():
                shown += [(row.pk, str(row)) for row in rows.filter(pk=str(chosen)[:18])]
            field.queryset = rows  # type: ignore[attr-defined]
            field.widget.choices = shown  # type: ignore[attr-defined]
            field.widget.attrs["data-picker"] = True
        others = [(f"committee-{pk}", row.name) for pk, row in self.committees.items() if pk != self.host_id]
        names = ("partners", "organisers", "co_organisers")
        chosen_tokens = {name: list(self[name].value() or [])[:PARTNERS_LIMIT] for name in names}
        branches = branch_options(token for tokens in chosen_tokens.values() for token in tokens)
        for name in names:
            self.fields[name].widget.attrs["data-picker-url"] = reverse("activities:partners")
            shown = [
                *others,
                *((token, branches[token]) for token in chosen_tokens[name] if token in branches),
            ]
            self.fields[name].choices = shown  # type: ignore[attr-defined]

    def main(self) -> list[forms.BoundField]:
        return [self[name] for name in MAIN]

    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in MORE if name in self.fields]

    def more_is_open(self) -> bool:
        """Unfolded when something there is filled in or wrong."""
        return any(
            name in self.errors or self[name].value()
            for name in MORE
            if name in self.fields and name != "ended_on"
        )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        data["mode"] = data.get("mode") or self.instance.mode
        if data.get("held_on"):
            data["ended_on"] = data.get("ended_on") or data["held_on"]
            if self.counts and data["held_on"] <= today():
                self._ask_for_headcount(data)
        self._clean_reply_by(data)
        self._clean_parties(data)
        if self.instance.pk is None:
            self._look_for_duplicate(data)
        return data

    def _clean_reply_by(self, data: dict[str, Any]) -> None:
        """A last day that is over asks nobody; one that stands already may pass."""
        last_day, held_on = data.get("reply_by"), data.get("held_on")
        if not last_day or not held_on:
            return
        if held_on <= today() and last_day > held_on:
            data["reply_by"] = None  # it was held sooner than planned
        elif last_day == self.instance.reply_by and last_day <= held_on:
            return
        elif last_day > held_on:
            self.add_error("reply_by", "回执截止不能晚于举行日期。")
        elif last_day < today() < held_on:
            self.add_error("reply_by", "回执截止不能早于今天。")

    def _ask_later(self, name: str) -> None:
        """Marked as asked for, yet no browser insists on it: ``clean`` knows whether it has to be there."""
        field = self.fields[name]
        self.counts = field.required
        field.required = field.required and not self.is_bound
        field.widget.use_required_attribute = lambda _initial: False  # type: ignore[method-assign]

    def _ask_for_headcount(self, data: dict[str, Any]) -> None:
        if data.get("headcount") is None and "headcount" not in self.errors:
            self.add_error("headcount", self.fields["headcount"].error_messages["required"])

    def _clean_parties(self, data: dict[str, Any]) -> None:
        """Committees with their branches; who is named twice has the weightier role."""
        own = self.host_id
        roles: dict[int, str] = {}
        branches: dict[int, set[int]] = {own: set()}
        for name, role in (
            ("organisers", Role.ORGANISER),
            ("co_organisers", Role.CO_ORGANISER),
            ("partners", Role.PARTICIPANT),
        ):
            committees, found = self._look_up(name, data.get(name) or [])
            if own in committees:
                self.add_error(name, f"{self._name(own)}已是牵头方；同系统内的合作请选具体党组织。")
            for branch in found:
                branches.setdefault(branch.committee_id, set()).add(branch.pk)
            for pk in [*committees, *(branch.committee_id for branch in found)]:
                roles.setdefault(pk, role)
        roles.pop(own, None)
        host_branch = data.get("host_branch")
        if host_branch and host_branch.pk in branches[own]:
            self.add_error("partners", "牵头党组织不能同时是合作单位。")
        if not (self.draft or roles or branches[own] or "partners" in self.errors):
            self.add_error("partners", "请至少选择一个合作单位。")
        heads = {self.user.committee_id: data.get("headcount")}  # of no other committee's people
        self.parties = [
            Party(pk, role, frozenset(branches.get(pk, ())), heads.get(pk))
            for pk, role in {own: str(Role.HOST), **roles}.items()
        ]

    def _name(self, committee: int) -> str:
        return "本工委" if committee == self.user.committee_id else self.committees[committee].short_name

    def _look_up(self, name: str, tokens: Sequence[str]) -> tuple[list[int], list[Branch]]:
        if len(tokens) > PARTNERS_LIMIT:
            self.add_error(name, f"最多选择 {PARTNERS_LIMIT} 个单位。")
            return [], []
        split = [token.split("-") for token in tokens]
        committees = [int(pk) for noun, pk in split if noun == "committee"]
        wanted = {int(pk) for noun, pk in split if noun == "branch"}
        found = list(Branch.objects.filter(pk__in=wanted)) if wanted else []
        if len(found) < len(wanted) or not set(committees) <= self.committees.keys():
            self.add_error(name, "所选单位不存在，请重新选择。")
            return [], []
        return committees, found

    def _look_for_duplicate(self, data: dict[str, Any]) -> None:
        if data.get("same_day_confirmed") or not data.get("title") or not data.get("held_on"):
            return
        alike = Activity.objects.visible_to(self.user).alike(data["title"], data["held_on"])
        if data.get("submission"):
            alike = alike.exclude(submission=data["submission"])
        self.duplicate = alike.newest_first().first()
        if self.duplicate:
            self.add_error(
                "same_day_confirmed", "同一天已有同名活动，请先打开核对；确是另一次的，请勾选后再登记。"
            )

    def _update_errors(self, errors: ValidationError) -> None:
        self.refuse(errors)

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.fields}

    def beside(self) -> dict[str, Any]:
        """What is asked for of others' resources, and what it is known under: nobody signs for these."""
        said = self.cleaned_data
        return {
            "resources": list(said["resources"]),
            "resource_people": said["resource_people"],
            "tags": Tags(list(said["labels"]), said["series"]),
        }


def branch_options(tokens: Iterable[str]) -> dict[str, str]:
    """Labels of the branches among ``tokens``, in one query or none."""
    keys = {int(match[2]) for token in tokens if (match := TOKEN.fullmatch(token)) and match[1] == "branch"}
    rows = Branch.objects.filter(pk__in=keys).select_related("committee") if keys else ()
    return {f"branch-{row.pk}": f"{row.name}（{row.committee.short_name}）" for row in rows}


def initial_parties(parties: Iterable[Party], own: int | None) -> dict[str, list[str]]:
    """The parties of a record as the form's fields hold them, seen from committee ``own``."""
    names = {Role.ORGANISER: "organisers", Role.CO_ORGANISER: "co_organisers"}
    found: dict[str, list[str]] = {"partners": [], "organisers": [], "co_organisers": []}
    for party in parties:
        tokens = [f"branch-{pk}" for pk in sorted(party.branch_ids)]
        if party.committee_id != own:
            tokens = tokens or [f"committee-{party.committee_id}"]
        found["partners"] += tokens
        if party.role in names:
            found[names[Role(party.role)]] += tokens
    return found


class OutcomeForm(PortalModelForm):
    class Meta:
        model = Outcome
        fields = ("text", "value", "unit")
        widgets = {"text": forms.TextInput(attrs={"placeholder": "如：签约项目"})}


class OutcomeLines(forms.BaseFormSet):  # type: ignore[type-arg]
    """A few lines of outcomes; empty lines are nothing."""

    def results(self) -> list[Result]:
        rows = (form.cleaned_data for form in self.forms if form.has_changed())
        return [Result(row["unit"], row["value"], row["text"]) for row in rows if row]

    def has_content(self) -> bool:
        return any(form.errors or form.initial or form.has_changed() for form in self.forms)

    def in_words(self) -> str:
        lines = (
            " ".join(filter(None, (in_words(form[name]) for name in form.fields))) for form in self.forms
        )
        return "；".join(line for line in lines if line)


OutcomeFormSet: type[OutcomeLines] = forms.formset_factory(  # type: ignore[assignment]
    OutcomeForm, formset=OutcomeLines, extra=2, max_num=20, absolute_max=20, validate_max=True
)
