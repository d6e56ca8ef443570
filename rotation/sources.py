"""What rotation hands to the sender: every live plan, and each text anew just before it goes."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db.models import Q

from accounts.models import User
from collab_portal.lib import dates
from collab_portal.lib.reminders import TopicPlan
from notifications.models import Notification
from notifications.sources import Message, Saying, Source
from rotation import wording
from rotation.audience import committees_for, meeting, members_of, members_on, silent
from rotation.matters import of_consultation, plans_of
from rotation.models import Consultation, ReminderRule, RotationMember
from rotation.rulebook import Audience, Rule, find


class ConsultationSource(Source):
    """Reminders of consultations; topic ``consultation:<pk>``."""

    prefix = "consultation"

    def plans(self, now: datetime) -> Iterable[TopicPlan]:
        """Every consultation still ahead, in five queries."""
        ahead = Q(status=Consultation.Status.SCHEDULED, starts_at__gt=now) | Q(
            status__in=[Consultation.Status.COLLECTING, Consultation.Status.POSTPONED],
            turn__ends_on__gte=dates.today(now),
        )
        members = list(RotationMember.objects.order_by("position"))
        rows = Consultation.objects.filter(ahead).for_page()
        yield from plans_of(of_consultation(row, members_on(members, row)) for row in rows)

    def saying(self, topic: str, step: str) -> Saying | None:
        """None when the step no longer applies: moved on, or (by person) replied, another duty by now.

        A group hears what one of its people would be told.
        """
        number = topic.partition(":")[2]
        consultation = Consultation.objects.for_page().filter(pk=number).first() if number.isdigit() else None
        rule = find(ReminderRule.objects.book(), step)
        if consultation is None or rule is None or not _applies(rule, consultation):
            return None
        text = wording.reminder(rule, consultation)
        kind = Notification.Kind.ACTION if rule.asks else Notification.Kind.INFORMATION
        url, asker = consultation.get_absolute_url(), consultation.turn.committee_id
        message = Message(text.title, text.body, url, kind, asker, rule.asks)
        concerns = _concerned(rule, consultation)

        def to(person: User) -> Message | None:
            return message if person.is_active and concerns(person) else None

        def to_group(committee: int | None) -> Message | None:
            people = User.objects.active()
            mine = people.filter(committee=committee) if committee else people.with_duty("rotation_admin")
            return message if any(map(to, mine.order_by("-role", "pk")[:50])) else None

        return Saying(to, to_group)


def _applies(rule: Rule, consultation: Consultation) -> bool:
    anchors = meeting(consultation).anchors if consultation.is_open else ()
    return any(anchor.phase in rule.phases for anchor in anchors)


def _concerned(rule: Rule, consultation: Consultation) -> Callable[[User], bool]:
    """Whether a person is still one of those the rule tells, and the answer it asks for still owed."""
    if rule.audience is Audience.SECRETARIAT:
        owing = bool(silent(consultation))
        return lambda person: person.is_rotation_admin and owing
    concerned = set(committees_for(rule.audience, consultation, members_of(consultation)))
    if rule.audience in {Audience.UNANSWERED, Audience.OFFICE}:
        concerned &= {row.committee_id for row in silent(consultation)}
    return lambda person: person.is_staff_member and person.committee_id in concerned
