"""A to-do said again: to its people, then to the committee's admins; then who waits learns that none came.

Counted from when it was asked, by rules that are kept above (``AnswerRule``). No reminder names a person.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from accounts.models import User
from collab_portal.lib import dates, placeholders, portal, workdays
from collab_portal.lib.reminders import (
    OF_TO_DOS,
    AnswerRule,
    AnswerRuleSource,
    PlannedReminder,
    TopicPlan,
)
from collab_portal.lib.todos import Subject
from notifications import operations as notices
from notifications.models import Notification
from notifications.sources import Message, Saying, Source
from todos.models import Todo

HOUR = time(9, 0)
LASTS = timedelta(days=2)
STEPS = {"again": "再次提醒", "office": "提醒工委管理员", "silent": "告知发起方未答复"}
People = dict[int, list[tuple[int, bool]]]  # of a committee: its staff, and who of them is its admin


def plan(subject: Subject[Any], keys: Collection[int], rows: Iterable[Todo]) -> None:
    """Make the outbox hold the reminders of these objects' rows; nothing where nobody is chased."""
    if any(kind.again for kind in subject.kinds.values()):
        owing = list(plans(subject, rows))
        notices.plan_all(owing)
        left = {f"{OF_TO_DOS}{subject.topic(key)}" for key in keys} - {plan.topic for plan in owing}
        notices.drop_plans(left)


def plans(subject: Subject[Any], rows: Iterable[Todo]) -> Iterator[TopicPlan]:
    """One for each topic of which a committee owes an answer. Three queries, none where nothing is owed."""
    chased: dict[str, list[Todo]] = {}
    for row in rows:
        if row.committee_id and subject.kinds[row.kind].again:
            chased.setdefault(row.topic, []).append(row)
    if not chased:
        return
    asked = [row for owing in chased.values() for row in owing]
    people = _people({pk for row in asked for pk in (row.committee_id, row.asker_id) if pk})
    working, rules = workdays.calendar(), _rules(subject)
    for topic, owing in chased.items():
        reminders = [
            reminder for row in owing for reminder in _reminders(row, rules[row.kind], people, working)
        ]
        unique = {(reminder.step, reminder.recipient_id): reminder for reminder in reminders}
        yield TopicPlan(f"{OF_TO_DOS}{topic}", owing[0].revision, tuple(unique.values()))


def due(row: Todo, rule: AnswerRule, working: workdays.WorkingDays) -> datetime | None:
    """When the rule speaks of this row; None: never, as that lies before the rule or after the row's end."""
    asked = dates.today(row.opens_at)
    days = rule.days
    day = working.shifted(asked, days) if rule.working_days else working.on_or_before(asked + timedelta(days))
    moment = dates.at(day, HOUR)
    late = rule.since is not None and moment <= rule.since
    return None if late or (row.ends_at is not None and row.ends_at <= moment) else moment


def _rules(subject: Subject[Any]) -> Mapping[str, Sequence[AnswerRule]]:
    found: dict[str, list[AnswerRule]] = {name: [] for name in subject.kinds}
    for source in portal.every(AnswerRuleSource):
        for rule in source.rules():
            prefix, _, kind = rule.of.partition(".")
            if prefix == subject.prefix and kind in found:
                found[kind].append(rule)
    return found


def _reminders(
    row: Todo,
    rules: Sequence[AnswerRule],
    people: People,
    working: workdays.WorkingDays,
) -> Iterator[PlannedReminder]:
    asked = dates.today(row.opens_at)
    for rule in rules:
        moment = due(row, rule, working)
        if moment is not None:
            ends = min(moment + LASTS, row.ends_at or moment + LASTS)
            name = f"{rule.step}:{row.kind}:{row.committee_id}:{asked}"  # asked again later: reminded again
            for person in _addressed(row, rule.to, people):
                yield PlannedReminder(name, person, moment, ends, row.title)


def _addressed(row: Todo, to: str, people: People) -> list[int]:
    if to == "asker":
        return [person for person, _ in people.get(row.asker_id or 0, [])]
    ours = people.get(row.committee_id or 0, [])
    admins = [person for person, is_admin in ours if is_admin]
    return admins if to == "office" and admins else [person for person, _ in ours]


def _people(committees: Iterable[int]) -> People:
    found: People = {}
    rows = User.objects.staff_of(*set(committees)).order_by("pk").values_list("committee", "pk", "role")
    for committee, person, role in rows:
        found.setdefault(committee, []).append((person, role == User.Role.ADMIN))
    return found


def words(row: Todo, label: str) -> dict[str, str]:
    """What the placeholders of a rule's text stand for."""
    return {
        "事项": row.title,
        "类别": label,
        "说明": row.detail,
        "提出日期": dates.chinese_date(dates.today(row.opens_at)),
        "工委": str(row.committee),
    }


class Chase(Source):
    """Says again what is still owed, with the words of the moment; one for each subject that chases."""

    def __init__(self, subject: Subject[Any]) -> None:
        self.subject, self.prefix = subject, f"{OF_TO_DOS}{subject.prefix}"

    def plans(self, now: datetime) -> Iterable[TopicPlan]:
        kinds = [name for name, kind in self.subject.kinds.items() if kind.again]
        rows = list(Todo.objects.filter(topic__startswith=f"{self.subject.prefix}:", kind__in=kinds))
        return plans(self.subject, rows)

    def saying(self, topic: str, step: str) -> Saying | None:
        """What its committee, or the one that waits, is told while row and rule still stand."""
        name, kind, owing, _ = step.split(":")
        rule = next((rule for rule in _rules(self.subject).get(kind, ()) if rule.step == name), None)
        rows = Todo.objects.select_related("committee").filter(topic=topic.removeprefix(OF_TO_DOS), kind=kind)
        row = rows.filter(committee=int(owing)).first()
        if rule is None or row is None:
            return None
        values = words(row, self.subject.kinds[kind].label)
        title, body = placeholders.fill(rule.title, values), placeholders.fill(rule.body, values)
        told, message = (
            row.committee_id,
            Message(title, body, row.url, Notification.Kind.ACTION, row.asker_id, asks=kind),
        )
        if rule.to == "asker":
            told, message = row.asker_id, Message(title, body, row.url)

        def to_group(committee: int | None) -> Message | None:
            return message if committee == told else None

        def to(person: User) -> Message | None:
            works = person.is_active and person.is_staff_member
            return to_group(person.committee_id) if works else None

        return Saying(to, to_group)
