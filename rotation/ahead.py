"""Every reminder that is still ahead, over all consultations: who, when, which words, what became of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from notifications.models import Delivery
from organizations.models import Committee
from rotation import wording
from rotation.audience import Addressees, committees_for, reminders
from rotation.models import Consultation, ReminderRule, RotationMember, WorkdayOverride
from rotation.reminders import Reminder
from rotation.rulebook import find
from rotation.sources import members_on

SILENT = "（发送时仍未回执的工委）"


@dataclass(frozen=True)
class Line:
    consultation: Consultation
    reminder: Reminder
    text: wording.Text
    committees: Sequence[Committee]
    people: int
    fate: Sequence[tuple[str, int]]


def ahead(chosen: Mapping[str, Any], everybody: Iterable[Committee], now: datetime) -> list[Line]:
    """In the order they are due; the same number of queries however many consultations."""
    consultations = list(Consultation.objects.open().for_page().order_by("pk"))
    rules, working = ReminderRule.objects.book(), WorkdayOverride.objects.calendar()
    members = list(RotationMember.objects.order_by("position"))
    committees = {row.pk: row for row in everybody}
    addressees = Addressees.among(committees)
    fates = _fates(consultations)
    until = now + timedelta(days=int(chosen["within"])) if chosen.get("within") else None
    lines = []
    for consultation in consultations:
        belonging = members_on(members, consultation)
        for reminder in reminders(consultation, rules, working):
            rule = find(rules, reminder.step)
            ids = committees_for(reminder.audience, consultation, belonging)
            concerned = [committees[pk] for pk in ids]
            if rule is None or reminder.not_before < now or not _wanted(reminder, concerned, chosen, until):
                continue
            lines.append(
                Line(
                    consultation,
                    reminder,
                    wording.reminder(rule, consultation, silent=SILENT),
                    concerned,
                    len(addressees.people(reminder.audience, [row.pk for row in concerned])),
                    sorted(fates[consultation.topic, consultation.revision, reminder.step].items()),
                )
            )
    return sorted(lines, key=lambda line: (line.reminder.not_before, line.consultation.pk))


def _wanted(
    reminder: Reminder, concerned: Sequence[Committee], chosen: Mapping[str, Any], until: datetime | None
) -> bool:
    committee, audience = chosen.get("committee"), chosen.get("audience")
    return (
        (until is None or reminder.not_before <= until)
        and (not audience or reminder.audience.name == audience)
        and (not committee or any(row.slug == committee for row in concerned))
    )


def _fates(consultations: Sequence[Consultation]) -> dict[tuple[str, int, str], Counter[str]]:
    labels = dict(Delivery.Status.choices)
    fates: dict[tuple[str, int, str], Counter[str]] = defaultdict(Counter)
    rows = Delivery.objects.filter(topic__in=[row.topic for row in consultations], planned=True)
    for topic, revision, step, status in rows.values_list("topic", "revision", "step", "status"):
        fates[topic, revision, step][str(labels[status])] += 1
    return fates
