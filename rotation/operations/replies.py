"""回执: one answer a committee, for the time and place as they are."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from collab_portal.lib.verbs import verb
from collab_portal.lib.versions import check_version
from rotation import wording
from rotation.audience import leads_of, members_of
from rotation.models import Consultation, ConsultationReply

if TYPE_CHECKING:
    from accounts.models import User


@verb
def reply(
    consultation: Consultation,
    *,
    actor: "User",
    answer: str,
    delegates: str,
    revision: int,
    now: datetime,
    mode: str = ConsultationReply.Mode.ONSITE,
    version: int | None = None,
) -> ConsultationReply:
    """Answer for the actor's committee; again = change the answer.

    ``version``: of the answer that the person had before them, 0 for none (None: not asked). Raises
    StaleError where a colleague has answered otherwise meanwhile.
    The consultation is locked, so an answer cannot slip past a move: who answered for an older
    revision is told the new time instead.
    """
    consultation = Consultation.objects.select_for_update(of=("self",)).for_page().get(pk=consultation.pk)
    if consultation.status != Consultation.Status.SCHEDULED or consultation.starts_at is None:
        raise ValidationError(f"会商“{consultation.get_status_display()}”，现在不收回执。")
    if now >= consultation.starts_at:
        raise ValidationError("会商已开始，不再收回执。")
    if revision != consultation.revision:
        raise ValidationError(f"会商安排已变更为{wording.when_and_where(consultation)}，请按新安排回执。")
    committee = actor.committee
    if committee is None or committee.pk not in members_of(consultation):
        raise ValidationError("贵单位不在本轮值成员之列。")
    if answer == ConsultationReply.Answer.DECLINE and committee.pk in leads_of(consultation):
        raise ValidationError("牵头工委召集会商，不能回执不参加；时间不合适请改期。")
    said = {
        "answer": ConsultationReply.Answer(answer),
        "delegates": delegates.strip(),
        "mode": mode,
        "revision": consultation.revision,
    }
    standing = consultation.replies.valid().filter(committee=committee).first()
    if standing and version is not None and any(getattr(standing, name) != said[name] for name in said):
        check_version(standing, version)
    given, _ = ConsultationReply.objects.update_or_create(
        consultation=consultation,
        committee=committee,
        defaults={**said, "replied_by": actor, "replied_at": now},
    )
    return given
