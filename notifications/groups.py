"""Which chat groups hear of what: a committee's group hears once what is meant for any of its people."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from django.conf import settings

from accounts.models import User
from collab_portal.lib.reminders import PlannedReminder, TopicPlan, kind_of
from notifications.models import Robot


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


@dataclass(frozen=True)
class Ears:
    """The groups that listen to some plans' topics, and the people by whom a group may be meant."""

    robots: Mapping[str, Sequence[Robot]]
    people: Mapping[int, User]

    @classmethod
    def of(cls, plans: Iterable[TopicPlan]) -> Self:
        """No query while no platform is in use; else one for each kind of topic, and one."""
        if not settings.ROBOTS:
            return cls({}, {})
        plans = list(plans)
        robots = {kind: listening(kind) for kind in sorted({kind_of(plan.topic) for plan in plans})}
        if not any(robots.values()):
            return cls(robots, {})
        ids = {reminder.recipient_id for plan in plans for reminder in plan.reminders}
        return cls(robots, {person.pk: person for person in User.objects.filter(pk__in=ids)})

    def by_key(self, plan: TopicPlan) -> dict[tuple[str, int, str], PlannedReminder]:
        """One row for each step and group, keyed like a person's."""
        found: dict[tuple[str, int, str], PlannedReminder] = {}
        robots = self.robots.get(kind_of(plan.topic), ())
        for reminder in plan.reminders if robots else ():
            person = self.people.get(reminder.recipient_id)
            for robot in robots:
                if person and _belongs(person, robot):
                    found.setdefault((reminder.step, robot.pk, robot.kind), reminder)
        return found


def _belongs(person: User, robot: Robot) -> bool:
    if robot.committee_id is None:
        return person.is_rotation_admin
    return person.committee_id == robot.committee_id
