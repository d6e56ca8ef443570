"""What rotation hands to the sender: every live plan, and each text anew just before it goes."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from accounts.models import User
from collab_portal.lib import dates
from notifications.models import Notification
from notifications.sources import Message, TopicPlan
from rotation import wording
from rotation.audience import Addressees, committees_for, leads_of, members_of, planned
from rotation.models import Consultation, ConsultationReply, RotationMember, WorkdayOverride
from rotation.reminders import BEFORE_MEETING, TO_FIX

RULES = {rule.step: rule for rule in (*TO_FIX, *BEFORE_MEETING)}


class ConsultationSource:
    """Reminders of consultations; topic ``consultation:<pk>``."""

    prefix = "consultation"

    def plans(self, now: datetime) -> Iterable[TopicPlan]:
        """Every consultation still ahead, in four queries."""
        ahead = Q(status=Consultation.Status.SCHEDULED, starts_at__gt=now) | Q(
            status__in=[Consultation.Status.COLLECTING, Consultation.Status.POSTPONED],
            turn__ends_on__gte=dates.today(now),
        )
        consultations = list(Consultation.objects.filter(ahead).for_page())
        working = WorkdayOverride.objects.calendar()
        rows = list(RotationMember.objects.order_by("position"))
        addressees = Addressees.among({row.committee_id for row in rows})
        for consultation in consultations:
            members = _members_on(rows, consultation)
            yield TopicPlan(
                topic=consultation.topic,
                revision=consultation.revision,
                reminders=tuple(planned(consultation, members, addressees, working)),
            )

    def message(self, topic: str, step: str, recipient: User) -> Message | None:
        """None when the step no longer applies: moved on, replied, or no longer staff of a member."""
        number = topic.partition(":")[2]
        consultation = Consultation.objects.for_page().filter(pk=number).first() if number.isdigit() else None
        rule = RULES.get(step)
        if consultation is None or rule is None or not recipient.is_active or not recipient.is_staff_member:
            return None
        fixed = consultation.status == Consultation.Status.SCHEDULED
        if not consultation.is_open or fixed != (rule in BEFORE_MEETING):
            return None
        concerned = committees_for(rule.audience, consultation, members_of(consultation))
        if recipient.committee_id not in concerned:
            return None
        if step == "reply-7" and _has_replied(consultation, recipient):
            return None
        text = wording.text(step, consultation)
        leading = recipient.committee_id in leads_of(consultation)
        to_do = step == "reply-7" or (rule in TO_FIX and leading)
        kind = Notification.Kind.ACTION if to_do else Notification.Kind.INFORMATION
        return Message(title=text.title, body=text.body, url=consultation.get_absolute_url(), kind=kind)


def _members_on(rows: Iterable[RotationMember], consultation: Consultation) -> list[int]:
    day = dates.today(consultation.starts_at) if consultation.starts_at else consultation.turn.starts_on
    return [
        row.committee_id
        for row in rows
        if row.rotation_id == consultation.turn.rotation_id
        and row.joined_on <= day
        and (row.left_on is None or row.left_on > day)
    ]


def _has_replied(consultation: Consultation, person: User) -> bool:
    replies = ConsultationReply.objects.filter(consultation=consultation, committee=person.committee_id)
    return replies.valid().exists()
