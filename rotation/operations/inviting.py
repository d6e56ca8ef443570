"""Who is invited changed with the members: who comes is invited at once, who goes is told so."""

from collections.abc import Mapping
from datetime import datetime

from accounts.models import User
from collab_portal.lib.verbs import touch
from notifications import operations as notices
from rotation import wording
from rotation.audience import members_of
from rotation.models import Consultation
from rotation.operations.common import tell

Invited = Mapping[int, set[int]]  # committees by consultation


def invitations(rotation: int) -> Invited:
    """As they stand before the members change, of all that are announced."""
    rows = Consultation.objects.open().filter(turn__rotation=rotation).for_page()
    return {row.pk: set(members_of(row)) for row in rows if row.is_announced}


def follow_members(rotation: int, before: Invited, now: datetime) -> None:
    """Reminders follow who is invited now; the others hear what changed for them."""
    rows = list(Consultation.objects.open().filter(turn__rotation=rotation).for_page().order_by("pk"))
    touch(*rows)
    for row in rows:
        if row.pk not in before:
            continue
        present = set(members_of(row))
        gone, come = sorted(before[row.pk] - present), sorted(present - before[row.pk])
        title = f"会商不再邀请贵单位：{row.title}"
        body = "贵单位在会商当日已不是这一轮值的成员，不必再回执、投票。"
        tell(row, gone, step="no-longer", title=title, body=body, now=now)
        if row.status == Consultation.Status.SCHEDULED and not row.has_begun(now):
            _invite(row, come)


def _invite(row: Consultation, committees: list[int]) -> None:
    text = wording.text("scheduled", row)
    notices.notify(
        topic=row.topic,
        step=row.notice_step,
        revision=row.revision,
        recipients=User.objects.staff_of(*committees),
        title=text.title,
        body=text.body,
        url=row.get_absolute_url(),
        asks="reply",
    )
