"""A to-do said again: to its people, then to the committee's admins; then who waits learns that none came.

Counted in working days from when it was asked. No reminder names a person.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, time, timedelta
from typing import Any

from accounts.models import User
from collab_portal.lib import dates, workdays
from collab_portal.lib.reminders import OF_TO_DOS, PlannedReminder, TopicPlan
from collab_portal.lib.todos import Subject
from notifications import operations as notices
from notifications.models import Notification
from notifications.sources import Message, Source
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
    """One for each topic of which a committee owes an answer. Two queries, none where nothing is owed."""
    chased: dict[str, list[Todo]] = {}
    for row in rows:
        if row.committee_id and subject.kinds[row.kind].again:
            chased.setdefault(row.topic, []).append(row)
    if not chased:
        return
    asked = [row for owing in chased.values() for row in owing]
    people = _people({pk for row in asked for pk in (row.committee_id, row.asker_id) if pk})
    working = workdays.calendar()
    for topic, owing in chased.items():
        reminders = [
            reminder
            for row in owing
            for reminder in _reminders(row, subject.kinds[row.kind].again, people, working)
        ]
        unique = {(reminder.step, reminder.recipient_id): reminder for reminder in reminders}
        yield TopicPlan(f"{OF_TO_DOS}{topic}", owing[0].revision, tuple(unique.values()))


def _reminders(
    row: Todo,
    again: tuple[int, ...],
    people: People,
    working: workdays.WorkingDays,
) -> Iterator[PlannedReminder]:
    asked = dates.today(row.opens_at)
    for (step, who), days in zip(_addressed(row, people), again, strict=False):
        due = dates.at(working.shifted(asked, days), HOUR)
        ends = min(due + LASTS, row.ends_at or due + LASTS)
        if due < ends:
            for person in who:
                name = f"{step}:{row.kind}:{row.committee_id}:{asked}"  # asked again later: reminded again
                yield PlannedReminder(name, person, due, ends, row.title)


def _addressed(row: Todo, people: People) -> list[tuple[str, list[int]]]:
    ours, asking = people.get(row.committee_id or 0, []), people.get(row.asker_id or 0, [])
    staff = [person for person, _ in ours]
    admins = [person for person, is_admin in ours if is_admin]
    return [("again", staff), ("office", admins or staff), ("silent", [person for person, _ in asking])]


def _people(committees: Iterable[int]) -> People:
    found: People = {}
    rows = User.objects.staff_of(*set(committees)).order_by("pk").values_list("committee", "pk", "role")
    for committee, person, role in rows:
        found.setdefault(committee, []).append((person, role == User.Role.ADMIN))
    return found


class Chase(Source):
    """Says again what is still owed, with the words of the moment; one for each subject that chases."""

    def __init__(self, subject: Subject[Any]) -> None:
        self.subject, self.prefix = subject, f"{OF_TO_DOS}{subject.prefix}"

    def plans(self, now: datetime) -> Iterable[TopicPlan]:
        kinds = [name for name, kind in self.subject.kinds.items() if kind.again]
        rows = list(Todo.objects.filter(topic__startswith=f"{self.subject.prefix}:", kind__in=kinds))
        return plans(self.subject, rows)

    def message(self, topic: str, step: str, recipient: User) -> Message | None:
        row = self._row(topic, step, recipient.committee_id)
        if row is None or not recipient.is_active or not recipient.is_staff_member:
            return None
        return self._words(row, step)

    def message_to_group(self, topic: str, step: str, committee: int | None) -> Message | None:
        row = self._row(topic, step, committee)
        return self._words(row, step) if row else None

    def _row(self, topic: str, step: str, reader: int | None) -> Todo | None:
        """The row, if it still stands and this is whom it concerns."""
        to, kind, committee, _ = step.split(":")
        rows = Todo.objects.select_related("committee").filter(topic=topic.removeprefix(OF_TO_DOS), kind=kind)
        row = rows.filter(committee=int(committee)).first()
        if row is None or reader != (row.asker_id if to == "silent" else row.committee_id):
            return None
        return row

    def _words(self, row: Todo, step: str) -> Message:
        label = self.subject.kinds[row.kind].label
        if step.startswith("silent:"):
            title = f"{row.committee}尚未办理（{label}）：{row.title}"
            return Message(title, f"{row.detail}\n可在页面上催办，或直接联系。", row.url)
        return Message(
            f"请尽快办理（{label}）：{row.title}",
            f"{row.detail}\n{dates.chinese_date(dates.today(row.opens_at))}提出，贵单位尚未答复。",
            row.url,
            Notification.Kind.ACTION,
            row.asker_id,
            asks=row.kind,
        )
