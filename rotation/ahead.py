"""Every reminder that is still ahead, whatever it is about: who, when, which words, what became of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count

from notifications.models import Delivery
from organizations.models import Committee
from rotation import wording
from rotation.audience import Addressees, members_on
from rotation.calendar import WorkCalendar
from rotation.matters import Matter, of_consultation, of_minutes, open_minutes, open_resolutions
from rotation.models import Consultation, ReminderRule, RotationMember, WorkdayOverride
from rotation.reminders import Reminder
from rotation.rulebook import Rule, Subject, find

SHOWN = 100


@dataclass(frozen=True)
class Line:
    """``predicted``: its day depends on a year whose days off are not announced yet."""

    matter: Matter
    reminder: Reminder
    text: wording.Text
    committees: Sequence[Committee]
    people: int
    fate: Sequence[tuple[str, int]]
    predicted: bool


def ahead(chosen: Mapping[str, Any], everybody: Iterable[Committee], now: datetime) -> tuple[list[Line], int]:
    """The nearest ``SHOWN`` in the order they are due, and how many there are in all.

    The same number of queries however many matters; only what is shown is put into words.
    """
    committees = {row.pk: row for row in everybody}
    names = {pk: row.short_name for pk, row in committees.items()}
    matters = matters_of(Subject.__members__.get(chosen.get("subject") or ""), names)
    return lines(matters, committees, chosen, now)


def after(consultation: Consultation, now: datetime) -> list[Line]:
    """What follows one consultation: its minutes and its resolutions."""
    if consultation.is_open:
        return []
    committees = Committee.objects.in_bulk()
    names = {pk: row.short_name for pk, row in committees.items()}
    minutes = open_minutes(names, pk=consultation.pk)
    resolutions = open_resolutions(names, consultation=consultation)
    return lines([*minutes, *resolutions], committees, {}, now)[0]


def matters_of(subject: Subject | None, names: Mapping[int, str]) -> list[Matter]:
    """All that is open, or all of one kind."""
    found: list[Matter] = []
    if subject is not Subject.RESOLUTION:
        members = list(RotationMember.objects.order_by("position"))
        for row in Consultation.objects.open_or_minutes_due().for_follow_up().order_by("starts_at", "pk"):
            if row.is_open and subject is not Subject.MINUTES:
                found.append(of_consultation(row, members_on(members, row)))
            elif not row.is_open and subject is not Subject.CONSULTATION:
                found.append(of_minutes(row, names))
    if subject in {None, Subject.RESOLUTION}:
        found += open_resolutions(names)
    return found


def lines(
    matters: Sequence[Matter], committees: Mapping[int, Committee], chosen: Mapping[str, Any], now: datetime
) -> tuple[list[Line], int]:
    """What is to be sent about ``matters`` from ``now`` on: the nearest, and how many in all."""
    rules, working = ReminderRule.objects.book(), WorkdayOverride.objects.calendar()
    until = now + timedelta(days=int(chosen["within"])) if chosen.get("within") else None
    found: list[tuple[Matter, Reminder, list[Committee]]] = []
    for matter in matters:
        for reminder in matter.reminders(rules, working):
            concerned = [committees[pk] for pk in matter.concerned.get(reminder.audience, ())]
            if reminder.not_before >= now and _wanted(reminder, concerned, chosen, until):
                found.append((matter, reminder, concerned))
    found.sort(key=lambda row: (row[1].not_before, row[0].topic))
    shown = found[:SHOWN]
    addressees, fates = Addressees.among(committees), _fates([matter for matter, _, _ in shown])
    return [
        _line(
            matter,
            reminder,
            rule,
            concerned,
            addressees,
            fates[matter.topic, matter.revision, reminder.step],
            working,
        )
        for matter, reminder, concerned in shown
        if (rule := find(rules, reminder.step)) is not None
    ], len(found)


def _line(
    matter: Matter,
    reminder: Reminder,
    rule: Rule,
    concerned: Sequence[Committee],
    addressees: Addressees,
    fate: Mapping[str, int],
    working: WorkCalendar,
) -> Line:
    return Line(
        matter,
        reminder,
        matter.say(rule),
        concerned,
        len(addressees.people(reminder.audience, [row.pk for row in concerned])),
        sorted(fate.items()),
        working.is_predicted(reminder.not_before.year),
    )


def _wanted(
    reminder: Reminder, concerned: Sequence[Committee], chosen: Mapping[str, Any], until: datetime | None
) -> bool:
    committee, audience = chosen.get("committee"), chosen.get("audience")
    return (
        (until is None or reminder.not_before <= until)
        and (not audience or reminder.audience.name == audience)
        and (not committee or any(row.slug == committee for row in concerned))
    )


def _fates(matters: Sequence[Matter]) -> dict[tuple[str, int, str], dict[str, int]]:
    """How many rows of each step are in which state, counted by the database."""
    labels = dict(Delivery.Status.choices)
    fates: dict[tuple[str, int, str], dict[str, int]] = defaultdict(dict)
    rows = Delivery.objects.filter(topic__in={matter.topic for matter in matters}, planned=True)
    counted = rows.order_by().values_list("topic", "revision", "step", "status").annotate(Count("pk"))
    for topic, revision, step, status, many in counted:
        fates[topic, revision, step][str(labels[status])] = many
    return fates
