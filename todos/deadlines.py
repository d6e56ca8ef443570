"""The days by which to-dos are due, for the messages that ask for them."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from collab_portal.lib.reminders import OF_TO_DOS
from collab_portal.lib.todos import Subject
from notifications.deadlines import Asked
from todos.models import Todo
from todos.subjects import every

Place = tuple[str, str, int | None]


def find(asked: Collection[Asked]) -> Mapping[Asked, date]:
    """Of the committee's own, else of a duty's; under any kind of the same short word. One query."""
    places = {one: place for one in asked if (place := _place(one)) is not None}
    if not places:
        return {}
    days: dict[Place, date] = {}
    for row in Todo.objects.filter(topic__in={topic for topic, _, _ in places.values()}):
        subject = _subject(row.topic)
        if row.due_on and subject and row.kind in subject.kinds:
            place = (row.topic, subject.kinds[row.kind].label, row.committee_id)
            days[place] = min(row.due_on, days.get(place, row.due_on))
    found = {one: days.get(place) or days.get((*place[:2], None)) for one, place in places.items()}
    return {one: day for one, day in found.items() if day}


def _place(asked: Asked) -> Place | None:
    topic = asked.topic.removeprefix(OF_TO_DOS)
    subject = _subject(topic)
    if subject is None or asked.asks not in subject.kinds:
        return None
    number = int(topic.partition(":")[2])
    return subject.topic(number), subject.kinds[asked.asks].label, asked.committee


def _subject(topic: str) -> Subject[Any] | None:
    """Whose object it names, under its own name or under another that its notices stand under."""
    number = topic.partition(":")[2]
    if not number.isascii() or not number.isdigit():
        return None
    return next((subject for subject in every() if topic in subject.topics(int(number))), None)
