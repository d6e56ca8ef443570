"""What rotation hands to the sender: every live plan, and each text anew just before it goes."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from accounts.models import User
from collab_portal.lib import dates
from collab_portal.lib.reminders import TopicPlan
from notifications.models import Notification
from notifications.sources import Message, Source
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

    def message_to_group(self, topic: str, step: str, committee: int | None) -> Message | None:
        """What one of the group's people would be told; None when nobody of them would be."""
        people = User.objects.active().filter(committee=committee) if committee else User.objects.active()
        if committee is None:
            people = people.with_duty("rotation_admin")
        said = (self.message(topic, step, person) for person in people.order_by("-role", "pk")[:50])
        return next((message for message in said if message is not None), None)

    def message(self, topic: str, step: str, recipient: User) -> Message | None:
        """None when the step no longer applies: moved on, replied, or the person has another duty now."""
        number = topic.partition(":")[2]
        consultation = Consultation.objects.for_page().filter(pk=number).first() if number.isdigit() else None
        rule = find(ReminderRule.objects.book(), step)
        if consultation is None or rule is None or not _applies(rule, consultation):
            return None
        if not recipient.is_active or not _concerns(rule, consultation, recipient):
            return None
        text = wording.reminder(rule, consultation)
        kind = Notification.Kind.ACTION if rule.asks else Notification.Kind.INFORMATION
        url, asker = consultation.get_absolute_url(), consultation.turn.committee_id
        return Message(text.title, text.body, url, kind, asker, rule.asks)


def _applies(rule: Rule, consultation: Consultation) -> bool:
    anchors = meeting(consultation).anchors if consultation.is_open else ()
    return any(anchor.phase in rule.phases for anchor in anchors)


def _concerns(rule: Rule, consultation: Consultation, recipient: User) -> bool:
    """Is the person still one of those the rule tells; is the answer it asks for still owed?"""
    if rule.audience is Audience.SECRETARIAT:
        return recipient.is_rotation_admin and bool(silent(consultation))
    concerned = committees_for(rule.audience, consultation, members_of(consultation))
    if not recipient.is_staff_member or recipient.committee_id not in concerned:
        return False
    if rule.audience in {Audience.UNANSWERED, Audience.OFFICE}:
        return recipient.committee_id in {row.committee_id for row in silent(consultation)}
    return True
