"""Which chat groups hear of what: a committee's group hears once what is meant for any of its people."""

from collections.abc import Iterable, Sequence

from django.conf import settings

from accounts.models import User
from notifications.models import Robot
from notifications.sources import PlannedReminder


def listening(topic: str) -> list[Robot]:
    """Robots that are switched on and want this kind; none, and no query, while no platform is in use."""
    if not settings.ROBOTS:
        return []
    return list(Robot.objects.listening(topic).filter(kind__in=settings.ROBOTS).order_by("pk"))


def hearing(topic: str, people: Iterable[User]) -> list[Robot]:
    """Those of them to whose group one of ``people`` belongs."""
    people = list(people)
    places: set[int | None] = {person.committee_id for person in people if person.committee_id}
    if any(person.is_rotation_admin for person in people):
        places.add(None)
    return [robot for robot in listening(topic) if robot.committee_id in places]


def by_key(topic: str, reminders: Sequence[PlannedReminder]) -> dict[tuple[str, int, str], PlannedReminder]:
    """One row for each step and group, keyed like a person's."""
    robots = listening(topic)
    if not robots:
        return {}
    ids = {reminder.recipient_id for reminder in reminders}
    people = {person.pk: person for person in User.objects.filter(pk__in=ids)}
    found: dict[tuple[str, int, str], PlannedReminder] = {}
    for reminder in reminders:
        person = people.get(reminder.recipient_id)
        for robot in robots:
            if person and _belongs(person, robot):
                found.setdefault((reminder.step, robot.pk, robot.kind), reminder)
    return found


def _belongs(person: User, robot: Robot) -> bool:
    if robot.committee_id is None:
        return person.is_rotation_admin
    return person.committee_id == robot.committee_id
