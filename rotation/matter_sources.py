"""What the sender and the auditor ask about minutes (``minutes:<consultation>``) and resolutions."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from accounts.models import User
from collab_portal.lib.reminders import TopicPlan
from notifications.models import Notification
from notifications.sources import Message, Saying, Source
from rotation.matters import (
    Matter,
    names_of_all,
    of_minutes,
    of_resolution,
    open_minutes,
    open_resolutions,
    plans_of,
)
from rotation.models import Consultation, ReminderRule, Resolution
from rotation.rulebook import Audience, Rule, find


class MatterSource(Source):
    """One kind of matter: how its open ones are found, and one of them by number."""

    def __init__(
        self,
        prefix: str,
        every: Callable[[Mapping[int, str]], list[Matter]],
        one: Callable[[str], Matter | None],
    ) -> None:
        self.prefix, self._every, self._one = prefix, every, one

    def plans(self, now: datetime) -> Iterable[TopicPlan]:
        """The same number of queries however many matters are open."""
        yield from plans_of(self._every(names_of_all()))

    def saying(self, topic: str, step: str) -> Saying | None:
        """None when it is done. A committee's group hears what concerns it, the secretariat's its own."""
        found = self._find(topic, step)
        if found is None:
            return None
        matter, rule = found
        message, concerned = _message(matter, rule), matter.concerned.get(rule.audience, ())

        def to(person: User) -> Message | None:
            return message if person.is_active and _concerns(matter, rule, person) else None

        def to_group(committee: int | None) -> Message | None:
            meant = rule.audience is Audience.SECRETARIAT if committee is None else committee in concerned
            return message if meant else None

        return Saying(to, to_group)

    def _find(self, topic: str, step: str) -> tuple[Matter, Rule] | None:
        number = topic.partition(":")[2]
        matter = self._one(number) if number.isdigit() else None
        rule = find(ReminderRule.objects.book(), step)
        return (matter, rule) if matter is not None and rule is not None and matter.applies(rule) else None


def _concerns(matter: Matter, rule: Rule, recipient: User) -> bool:
    if rule.audience is Audience.SECRETARIAT:
        return recipient.is_rotation_admin
    return recipient.is_staff_member and recipient.committee_id in matter.concerned.get(rule.audience, ())


def _message(matter: Matter, rule: Rule) -> Message:
    text = matter.say(rule)
    kind = Notification.Kind.ACTION if rule.asks else Notification.Kind.INFORMATION
    asker = next(iter(matter.concerned[Audience.LEAD]), None)
    return Message(text.title, text.body, matter.url, kind, asker, rule.asks)


def _minutes(number: str) -> Matter | None:
    row = Consultation.objects.minutes_due().for_follow_up().filter(pk=number).first()
    return of_minutes(row, names_of_all()) if row is not None else None


def _resolution(number: str) -> Matter | None:
    row = Resolution.objects.open().for_follow_up().filter(pk=number).first()
    return of_resolution(row, names_of_all()) if row is not None else None


MINUTES = MatterSource("minutes", open_minutes, _minutes)
RESOLUTIONS = MatterSource("resolution", open_resolutions, _resolution)
