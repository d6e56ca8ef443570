"""会商通知: sent to all members once time and topics stand."""

from datetime import datetime

from django.core.exceptions import ValidationError

from accounts.models import User
from collab_portal.lib.verbs import verb
from rotation import wording
from rotation.audience import members_of
from rotation.models import Consultation
from rotation.operations.common import refuse_closed, tell


@verb("rotation.convene")
def send_notice(consultation: Consultation, *, actor: User, now: datetime) -> Consultation:
    """发出通知: needs a time and fixed topics. Sending again for the same arrangement changes nothing."""
    refuse_closed(consultation)
    if consultation.status != Consultation.Status.SCHEDULED:
        raise ValidationError("会商尚未定时，先确定时间再发通知。")
    if consultation.topics_fixed_at is None:
        raise ValidationError("会商尚未定题，先完成定题再发通知。")
    if consultation.notified_at is not None:
        return consultation
    consultation.notified_at, consultation.notified_by = now, actor
    consultation.save()
    tell(
        consultation,
        members_of(consultation),
        step="notice",
        title=f"会商通知：{consultation.title}",
        body=f"时间：{wording.when_and_where(consultation)}\n{consultation.agenda}",
        now=now,
    )
    return consultation
