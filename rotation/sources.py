"""What rotation hands to the sender: every live plan, and each text anew just before it goes."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from accounts.models import User
from collab_portal.lib import dates
from notifications.models import Notification
from notifications.sources import Message, Source, TopicPlan
from rotation import wording
from rotation.audience import Addressees, committees_for, meeting, members_of, planned, silent
from rotation.models import Consultation, ReminderRule, RotationMember, WorkdayOverride
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
        consultations = list(Consultation.objects.filter(ahead).for_page())
        rules, working = ReminderRule.objects.book(), WorkdayOverride.objects.calendar()
        rows = list(RotationMember.objects.order_by("position"))
        addressees = Addressees.among({row.committee_id for row in rows})
        for consultation in consultations:
            members = members_on(rows, consultation)
            yield TopicPlan(
                topic=consultation.topic,
                revision=consultation.revision,
                reminders=tuple(planned(consultation, members, addressees, rules, working)),
            )

    def message_to_group(self, topic: str, step: str, committee: int | None) -> Message | None:
        """What one of the group's people would be told; None when nobody of them would be."""
        people = User.objects.active().filter(committee=committee) if committee else User.objects.active()
        if committee is None:
            people = people.filter(is_rotation_admin=True)
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


def members_on(rows: Iterable[RotationMember], consultation: Consultation) -> list[int]:
    """``audience.members_of`` from rows already at hand."""
    day = consultation.member_day
    return [
        row.committee_id
        for row in rows
        if row.rotation_id == consultation.turn.rotation_id
        and row.joined_on <= day
        and (row.left_on is None or row.left_on > day)
    ]
