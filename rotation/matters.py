"""What reminders are about: a consultation to come, minutes to be signed, a resolution to be carried out.

A matter holds as data all that its reminders depend on, so planning, sending, auditing and showing agree.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse

from collab_portal.lib import dates
from collab_portal.lib.reminders import PlannedReminder, TopicPlan
from organizations.models import Committee
from rotation.audience import Addressees, committees_for, meeting
from rotation.calendar import WorkCalendar
from rotation.models import Consultation, ReminderRule, Resolution, WorkdayOverride
from rotation.reminders import Anchor, Reminder, reminders
from rotation.rulebook import Audience, Phase, Rule
from rotation.wording import Text, fill, values

SILENT = "（发送时仍未回执的工委）"
AFTERWARDS = timedelta(days=120)
"""How long reminders go on after a deadline; weekly ones end earlier by their number."""


@dataclass(frozen=True)
class Matter:
    """``concerned``: the committees an audience stands for; those who have done their part are left out."""

    topic: str
    revision: int
    title: str
    url: str
    planned_at: datetime
    anchors: tuple[Anchor, ...]
    concerned: Mapping[Audience, Sequence[int]]
    values: Mapping[str, str]

    def reminders(self, rules: Sequence[Rule], working: WorkCalendar) -> list[Reminder]:
        return reminders(self.anchors, self.planned_at, rules, working)

    def applies(self, rule: Rule) -> bool:
        return any(anchor.phase in rule.phases for anchor in self.anchors)

    def say(self, rule: Rule) -> Text:
        return fill(rule, self.values)

    def planned(
        self, addressees: Addressees, rules: Sequence[Rule], working: WorkCalendar
    ) -> tuple[PlannedReminder, ...]:
        """One row for each person and step."""
        return tuple(
            PlannedReminder(
                reminder.step,
                person,
                reminder.not_before,
                reminder.expires_at,
                f"{reminder.label}：{self.title}",
            )
            for reminder in self.reminders(rules, working)
            for person in addressees.people(reminder.audience, self.concerned.get(reminder.audience, ()))
        )


def plans_of(matters: Iterable[Matter]) -> Iterator[TopicPlan]:
    """What is still to be sent about each: three queries however many."""
    matters = list(matters)
    if matters:
        rules, working = ReminderRule.objects.book(), WorkdayOverride.objects.calendar()
        among = {pk for matter in matters for committees in matter.concerned.values() for pk in committees}
        addressees = Addressees.among(among)
        for matter in matters:
            yield TopicPlan(matter.topic, matter.revision, matter.planned(addressees, rules, working))


def names_of_all() -> dict[int, str]:
    return dict(Committee.objects.values_list("pk", "short_name"))


def open_minutes(names: Mapping[int, str], **where: Any) -> list[Matter]:
    """Consultations whose minutes are awaited, one query; ``where`` narrows them."""
    rows = Consultation.objects.minutes_due().filter(**where).for_follow_up().order_by("pk")
    return [of_minutes(row, names) for row in rows]


def open_resolutions(names: Mapping[int, str], **where: Any) -> list[Matter]:
    """Resolutions that are being carried out, one query; ``where`` narrows them."""
    rows = Resolution.objects.open().filter(**where).for_follow_up().order_by("due_on", "pk")
    return [of_resolution(row, names) for row in rows]


def of_consultation(consultation: Consultation, members: Sequence[int]) -> Matter:
    """``members``: the committees that belong to it. Who has not replied is known when it is sent."""
    facts = meeting(consultation)
    return Matter(
        topic=consultation.topic,
        revision=consultation.revision,
        title=consultation.title,
        url=reverse("rotation:reminder-plan", args=[consultation.pk]),
        planned_at=facts.planned_at,
        anchors=tuple(facts.anchors) if consultation.is_open else (),
        concerned={audience: committees_for(audience, consultation, members) for audience in Audience},
        values=values(consultation, SILENT),
    )


def of_minutes(row: Any, names: Mapping[int, str]) -> Matter:
    """``row``: one of ``Consultation.objects.for_follow_up()``; ``names``: short names by committee."""
    consultation: Consultation = row
    leads = consultation.turn.leads
    words = {
        "会商": consultation.title,
        "牵头": names[leads[0]],
        "召开日期": _day(consultation.held_on),
        "稿次": str(row.minutes_version or 1),
        "会签截止": _day(row.sign_by),
        "未会签": "、".join(names[pk] for pk in row.unsigned) or "无",
    }
    return Matter(
        topic=consultation.minutes_topic,
        revision=consultation.revision + (row.minutes_version or 0),
        title=f"会商纪要：{consultation.title}",
        url=f"{reverse('rotation:minutes', args=[consultation.pk])}#minutes",
        planned_at=row.submitted_at or consultation.ends_at or consultation.planned_at,
        anchors=tuple(_minutes_anchors(row)),
        concerned={
            Audience.LEAD: leads,
            Audience.UNSIGNED: row.asked,
            Audience.UNSIGNED_OFFICE: row.asked,
        },
        values=words,
    )


def _minutes_anchors(row: Any) -> Iterable[Anchor]:
    if row.closed_at is not None or row.final or row.held_on is None:
        return
    if row.sign_by is None:
        yield Anchor(Phase.HELD, row.held_on, dates.end_of(row.held_on + AFTERWARDS))
    else:
        yield Anchor(Phase.SIGNING, row.sign_by, dates.end_of(row.sign_by))
        yield Anchor(Phase.UNSIGNED, row.sign_by, dates.end_of(row.sign_by + AFTERWARDS))


def of_resolution(row: Any, names: Mapping[int, str]) -> Matter:
    """``row``: a resolution of ``Resolution.objects.for_follow_up()``."""
    resolution: Resolution = row
    turn, due = resolution.consultation.turn, resolution.due_on
    leads = [pk for pk in (row.due_lead, row.due_co_lead) if pk] or [turn.committee_id]
    done = {report["committee"] for report in row.latest_reports if report["percent"] == 100}
    owing = [pk for pk in row.owner_ids if pk not in done]
    anchors = (
        Anchor(Phase.DUE, due, dates.end_of(due)),
        Anchor(Phase.OVERDUE, due, dates.end_of(due + AFTERWARDS)),
    )
    return Matter(
        topic=resolution.topic,
        revision=resolution.revision,
        title=f"议定事项：{resolution.title}",
        url=resolution.get_absolute_url(),
        planned_at=resolution.planned_at,
        anchors=anchors if resolution.status == Resolution.Status.OPEN else (),
        concerned={Audience.LEAD: leads, Audience.OWNERS: owing, Audience.OWNERS_OFFICE: owing},
        values={
            "事项": resolution.title,
            "期限": _day(due),
            "责任工委": "、".join(names[pk] for pk in row.owner_ids),
            "未完成": "、".join(names[pk] for pk in owing) or "无（均已报告完成）",
            "会商": resolution.consultation.title,
            "牵头": names[leads[0]],
        },
    )


def _day(day: date | None) -> str:
    return dates.chinese_date(day) if day else "待定"
