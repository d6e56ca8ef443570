"""Another committee leads: whoever was told of the consultation before hears who does it now."""

from datetime import datetime

from accounts.models import User
from collab_portal.lib.verbs import touch
from notifications import operations as notices
from rotation import wording
from rotation.audience import members_of, silent
from rotation.models import Consultation, ConsultationReply


def follow_lead(consultation: Consultation, *, now: datetime) -> None:
    """A new revision with the new lead. Replies to the same time and place stand; the notice has to go again.

    Members that were asked for anything hear it, and who has not replied is asked once more.
    """
    told = consultation.is_announced
    kept = list(consultation.replies.valid().values_list("pk", flat=True))
    consultation.revision, consultation.planned_at = consultation.revision + 1, now
    consultation.notified_at = consultation.notified_by = None
    consultation.save()
    replies = ConsultationReply.objects.filter(consultation=consultation)
    replies.filter(pk__in=kept).update(revision=consultation.revision)
    leads = consultation.turn.leads
    replies.filter(committee__in=leads, answer="decline").delete()  # a lead convenes, so it cannot stay away
    touch(consultation)
    if told:
        _tell(consultation)


def _tell(consultation: Consultation) -> None:
    scheduled = consultation.status == Consultation.Status.SCHEDULED
    owing = [row.committee_id for row in silent(consultation)] if scheduled else []
    rest = [committee for committee in members_of(consultation) if committee not in owing]
    text = wording.text("lead-changed", consultation)
    for committees, asks in ((owing, "reply"), (rest, "")):
        notices.notify(
            topic=consultation.topic,
            step="lead-changed",
            revision=consultation.revision,
            recipients=User.objects.staff_of(*committees),
            title=text.title,
            body=text.body,
            url=consultation.get_absolute_url(),
            asks=asks,
        )
