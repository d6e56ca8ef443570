"""Two turns exchange their leads: rows, dates and meetings stay, everything the lead is told follows."""

from datetime import datetime

from django.core.exceptions import ValidationError

from accounts.models import User
from collab_portal.lib import dates
from notifications import operations as notices
from rotation.models import Rotation, RotationMember, Turn
from rotation.operations.common import lock_rotation
from rotation.operations.consultations import GONE, default_title
from rotation.operations.leads import follow_lead
from rotation.operations.touching import touch_plan


def lock(rotation: int) -> Rotation:
    """Whatever changes who leads takes this lock first, so plans and swaps wait for each other."""
    return lock_rotation(rotation)


def turn_of(pk: int) -> Turn:
    """As it stands now. Raises ValidationError when a new plan took it away."""
    turn = Turn.objects.for_list().select_related("rotation").filter(pk=pk).first()
    if turn is None:
        raise ValidationError(GONE)
    return turn


def check_exchange(one: Turn, other: Turn, now: datetime) -> None:
    """Both still to come, of one cycle, and each committee a member when it would lead."""
    if one.pk == other.pk:
        raise ValidationError({"other": "不能与本任期调换。"})
    if (one.rotation_id, one.cycle) != (other.rotation_id, other.cycle):
        raise ValidationError({"other": "只能与同一轮次的任期调换，保证一轮之内各牵头一次。"})
    for turn in (one, other):
        if turn.starts_on <= dates.today(now):
            raise ValidationError(f"{turn.committee.short_name}的任期已经开始，不能再调整。")
    for turn, lead in ((one, other.committee), (other, one.committee)):
        members = RotationMember.objects.filter(rotation=one.rotation_id, committee=lead)
        if not members.on(turn.starts_on).exists():
            day = dates.chinese_date(turn.starts_on)
            raise ValidationError({"other": f"{lead.short_name}在{day}不是轮值成员，不能接这一任期。"})


def exchange(rotation: Rotation, one: Turn, other: Turn, *, now: datetime) -> None:
    """Change places in one statement; whoever was told of their meetings hears of it."""
    former = {turn.pk: turn.committee for turn in (one, other)}
    one.committee, other.committee = other.committee, one.committee
    for turn in (one, other):
        turn.revision, turn.updated_at = turn.revision + 1, now
        if turn.co_lead_id == turn.committee_id:
            turn.co_lead = None
    Turn.objects.bulk_update([one, other], ["committee", "co_lead", "revision", "updated_at"])
    rotation.revision += 1
    rotation.save()
    for turn in (one, other):
        for consultation in turn.consultations.open().held():
            if consultation.title == default_title(turn, consultation.number, former[turn.pk]):
                consultation.title = default_title(turn, consultation.number)
            follow_lead(consultation, now=now)
    touch_plan(rotation.pk)


def tell(rotation: Rotation, one: Turn, other: Turn, *, title: str, why: str) -> None:
    """Both committees hear which turn is theirs now."""
    for turn in (one, other):
        span = f"{dates.chinese_date(turn.starts_on)}至{dates.chinese_date(turn.ends_on)}"
        notices.notify(
            topic=f"turn:{turn.pk}",
            step="exchanged",
            revision=turn.revision,
            recipients=User.objects.staff_of(turn.committee_id),
            title=title,
            body=f"{turn.committee.short_name}的任期改为{span}。\n{why}",
            url=turn.get_absolute_url(),
        )
