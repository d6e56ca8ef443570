"""The days by which to-dos are due, for the messages that ask for them."""

from collections.abc import Collection, Mapping
from datetime import date

from collab_portal.lib.reminders import OF_TO_DOS
from notifications.deadlines import Asked
from todos.models import Todo
from todos.subjects import named

Place = tuple[str, str, int | None]


def find(asked: Collection[Asked]) -> Mapping[Asked, date]:
    """Of the committee's own, else of a duty's; under any kind of the same short word. One query."""
    places = {one: place for one in asked if (place := _place(one)) is not None}
    if not places:
        return {}
    days: dict[Place, date] = {}
    for row in Todo.objects.filter(topic__in={topic for topic, _, _ in places.values()}):
        found = named(row.topic)
        if row.due_on and found and row.kind in found[0].kinds:
            place = (row.topic, found[0].kinds[row.kind].label, row.committee_id)
            days[place] = min(row.due_on, days.get(place, row.due_on))
    due = {one: days.get(place) or days.get((*place[:2], None)) for one, place in places.items()}
    return {one: day for one, day in due.items() if day}


def _place(asked: Asked) -> Place | None:
    topic = asked.topic.removeprefix(OF_TO_DOS)
    found = named(topic)
    if found is None or asked.asks not in found[0].kinds:
        return None
    subject, number = found
    return subject.topic(number), subject.kinds[asked.asks].label, asked.committee
