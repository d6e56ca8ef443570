"""协同牵头: a second committee shares a turn, with the lead's rights."""

from datetime import date, datetime

from django.core.exceptions import ValidationError

from accounts.models import User
from collab_portal.lib import dates
from collab_portal.lib.http import require
from collab_portal.lib.verbs import touch, verb
from collab_portal.lib.versions import StaleError
from notifications import operations as notices
from organizations.models import Committee
from rotation.models import RotationMember, Turn
from rotation.operations.consultations import locked_turn
from rotation.operations.leads import follow_lead
from rotation.operations.touching import decisions_of


@verb
def set_co_lead(
    turn: Turn,
    committee: Committee | None,
    *,
    today: date,
    actor: User | None = None,
    now: datetime | None = None,
    version: int | None = None,
) -> Turn:
    """Name, change or end the co-lead of a turn that is not over. The same again changes nothing.

    ``version``: the turn's revision that the person had before them (None: not asked). Raises StaleError.

    ``now`` is the moment of the change, where the day alone is not enough: the day's first by default.
    """
    now = now or dates.start_of(today)
    turn = locked_turn(turn)
    if actor is not None:
        require("rotation.plan", actor)
    if turn.ends_on < today:
        raise ValidationError("任期已结束，不能再调整协同牵头。")
    if committee is not None and committee.pk == turn.committee_id:
        raise ValidationError({"co_lead": "协同牵头不能与牵头工委相同。"})
    day = max(turn.starts_on, today)
    members = RotationMember.objects.filter(rotation=turn.rotation_id).on(day)
    if committee is not None and not members.filter(committee=committee).exists():
        words = f"{committee.short_name}在{dates.chinese_date(day)}不是这一轮值的成员，不能协同牵头。"
        raise ValidationError({"co_lead": words})
    if turn.co_lead_id == (committee.pk if committee else None):
        return turn
    if version is not None and version != turn.revision:
        raise StaleError(turn, version=turn.revision)
    turn.co_lead, turn.revision = committee, turn.revision + 1
    turn.save()
    for consultation in turn.consultations.open().held():
        follow_lead(consultation, now=now)
    touch(*turn.consultations.unfinished(), *decisions_of(turn.rotation_id))
    if committee is not None:
        span = f"{dates.chinese_date(turn.starts_on)}至{dates.chinese_date(turn.ends_on)}"
        notices.notify(
            topic=f"turn:{turn.pk}",
            step="co-lead",
            revision=turn.revision,
            recipients=User.objects.staff_of(committee.pk),
            title=f"您所在的工委协同{turn.committee.short_name}牵头",
            body=f"任期：{span}。",
            url=turn.get_absolute_url(),
        )
    return turn


def end_co_leads(rotation: int, *, now: datetime) -> None:
    """Who left the rotation leads no more beside another: from the day it left, or in turns to come."""
    today = dates.today(now)
    turns = Turn.objects.filter(rotation=rotation, ends_on__gte=today, co_lead__isnull=False)
    for turn in turns.select_related("co_lead"):
        members = RotationMember.objects.filter(rotation=rotation, committee=turn.co_lead_id)
        if members.on(max(turn.starts_on, today)).exists():
            continue
        former = turn.co_lead_id
        turn = set_co_lead(turn, None, today=today, now=now)
        notices.notify(
            topic=f"turn:{turn.pk}",
            step="co-lead-ended",
            revision=turn.revision,
            recipients=User.objects.staff_of(*(pk for pk in (former, turn.committee_id) if pk)),
            title=f"{turn.committee.short_name}任期的协同牵头已结束",
            body="协同牵头工委已退出这一轮值。",
            url=turn.get_absolute_url(),
        )
