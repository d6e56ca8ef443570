"""轮值主席 follows its alliance: who has no seat left takes no further turn; an ended one has no chair."""

from dataclasses import replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from collab_portal.lib import dates
from collab_portal.lib.history import acting
from collab_portal.lib.verbs import verb
from notifications.operations import notify
from organizations.models import Alliance
from rotation.models import Rotation, RotationMember
from rotation.operations.chairing import members_of_alliance
from rotation.operations.exchanges import lock
from rotation.operations.memberships import wish_of
from rotation.operations.plans import store
from rotation.operations.removal import drop_turns
from rotation.operations.touching import touch_plan

LEFT = "已退出联盟，不再轮值主席"


def follow_alliance(number: int, now: datetime) -> None:
    """Make the plan of the alliance's chair fit its members; repeatable. The turn that runs stays as it is.

    The planners are told in any case; where the plan refuses (a dated consultation), they have to see to it.
    """
    rotation = Rotation.objects.filter(alliance=number).first()
    if rotation is None:
        return
    if not Alliance.objects.active().filter(pk=number).exists():
        _end_turns(rotation, now=now)
        return
    today = dates.today(now)
    seated = members_of_alliance(number, today)
    gone = [row for row in rotation.memberships if row.left_on is None and row.committee.slug not in seated]
    ahead = set(rotation.turns.future(today).values_list("committee", flat=True))
    if ahead & {row.committee_id for row in gone}:
        _leave(rotation, gone, now)
    elif gone:
        _tell_left(rotation, gone, "其名下没有尚未开始的任期；请在轮值中办理退出。")


def follow_alliances(*, now: datetime) -> None:
    """As ``follow_alliance`` for each: what a plan refused once may have become possible."""
    for number in Rotation.objects.exclude(alliance=None).values_list("alliance", flat=True):
        follow_alliance(number, now)


def _leave(rotation: Rotation, gone: list[RotationMember], now: datetime) -> None:
    today = dates.today(now)
    try:
        with transaction.atomic(), acting(None, LEFT):
            wish = wish_of(rotation, gone[0].committee, "leave", today, today=today)
            spells = {row.committee.slug: (row.joined_on, today) for row in gone}
            wish = replace(wish, spells={**wish.spells, **spells})
            seen = rotation.revision
            store(wish, actor=None, seen=seen, now=now, slug=rotation.slug, name=rotation.name)
    except ValidationError as error:
        _tell_left(rotation, gone, f"排期未能自动调整：{'；'.join(error.messages)}")
    else:
        _tell_left(rotation, gone, "其后的任期已依次提前，请核对排期。")


def _tell_left(rotation: Rotation, gone: list[RotationMember], words: str) -> None:
    names = "、".join(row.committee.short_name for row in gone)
    step = f"left-{'-'.join(str(row.committee_id) for row in gone)}"
    _tell_planners(rotation, step, f"{names}{LEFT}。{words}")


@verb
def _end_turns(rotation: Rotation, *, now: datetime) -> None:
    """Those to come are dropped; consultations with a date in them are called off with them."""
    rotation = lock(rotation.pk)
    ahead = list(rotation.turns.future(dates.today(now)).for_list())
    if not ahead:
        return
    with acting(None, "联盟已结束"):
        drop_turns(ahead, now)
        touch_plan(rotation.pk)
    _tell_planners(rotation, "alliance-ended", f"联盟已结束，尚未开始的 {len(ahead)} 个主席任期已撤销。")


def _tell_planners(rotation: Rotation, step: str, words: str) -> None:
    notify(
        topic=f"rotation:{rotation.pk}",
        step=step,
        revision=rotation.revision,
        recipients=User.objects.active().with_duty("rotation_admin"),
        title=f"联盟成员有变动，请核对轮值：{rotation.name}",
        body=words,
        url=rotation.get_absolute_url(),
    )
