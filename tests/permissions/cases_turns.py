"""Forms of rotations, swaps and skips, as they are meant."""

from datetime import timedelta
from typing import Any

from collab_portal.lib.dates import today
from rotation import operations
from rotation.handover import protocol
from rotation.holiday_notice import read
from rotation.models import Rotation, Swap, Turn
from tests.factories import committee
from tests.permissions.world import World

NO_FORM = {"rotation:swap-withdraw"}


def _notice(text: str, year: int) -> dict[str, str]:
    """As it is posted by a person who has looked at what it would change."""
    seen = operations.preview_notice(read(text, year), year).seen
    return {"year": str(year), "source": "通知", "text": text, "seen": seen, "store": "1"}


def _later_turn() -> Any:
    """A term of 浙江 after 安徽's, so that the two can be exchanged."""
    before = Turn.objects.get(committee__slug="anhui")
    return Turn.objects.create(
        rotation=before.rotation,
        committee=committee("zhejiang"),
        cycle=before.cycle,
        starts_on=before.ends_on + timedelta(days=1),
        ends_on=before.ends_on + timedelta(days=90),
    )


def _small_rotation() -> Rotation:
    """Two committees and nothing arranged, so that a change of members moves no meeting."""
    rotation = Rotation.objects.create(name="上游", slug="upper", starts_on=today())
    for position, slug in enumerate(("hubei", "anhui")):
        rotation.members.create(committee=committee(slug), position=position, joined_on=today())
    return rotation


def _swap_asking_us(world: World) -> Any:
    from tests.permissions.objects_rotation import kwargs

    return Swap.objects.get(**kwargs("rotation:swap", "party", world))


def _handover(world: World) -> Any:
    """江苏's term ended five days ago."""
    return Turn.objects.get(committee__slug="jiangsu")


def _signed(world: World) -> Any:
    turn = _handover(world)
    seen = protocol(turn, world.user("staff"), today()).seen
    operations.sign_handover(turn, actor=world.user("staff"), seen=seen, now=world.now)
    return turn


CASES: dict[str, Any] = {
    "rotation:rotation-new": lambda w: (
        {},
        w.user("rotation_admin"),
        {
            "name": "十一家",
            "slug": "belt",
            "pool": "belt",
            "cadence": "quarter",
            "start": str(today() + timedelta(days=81)),
            "cycles": "1",
        },
    ),
    "rotation:rotation-plan": lambda w: (
        {"slug": Rotation.objects.create(name="十一家", slug="belt", starts_on=today()).slug},
        w.user("rotation_admin"),
        {"pool": "belt", "cadence": "quarter", "start": str(today() + timedelta(days=81)), "cycles": "1"},
    ),
    "rotation:members": lambda w: (
        {"slug": _small_rotation().slug},
        w.user("rotation_admin"),
        {
            "kind": "join",
            "committee": "zhejiang",
            "day": str(today() + timedelta(days=300)),
            "reason": "统筹",
            "seen": "0",
        },
    ),
    "rotation:swap-propose": lambda w: (
        {"pk": Turn.objects.get(committee__slug="anhui").pk},
        w.user("rotation_admin"),
        {"other": str(_later_turn().pk), "reason": "统筹"},
    ),
    "rotation:skip": lambda w: (
        {"pk": _later_turn() and Turn.objects.get(committee__slug="anhui").pk},
        w.user("rotation_admin"),
        {"reason": "防汛"},
    ),
    "rotation:swap-answer": lambda w: (
        {"pk": _swap_asking_us(w).pk},
        w.user("staff"),
        {"answer": "decline", "reason": "另有安排"},
    ),
    "rotation:handover-write": lambda w: (
        {"pk": _handover(w).pk},
        w.user("staff"),
        {"contact": "张三", "note": "材料在档案室", "version": "1"},
    ),
    "rotation:handover-sign": lambda w: (
        {"pk": _handover(w).pk},
        w.user("staff"),
        {"seen": protocol(_handover(w), w.user("staff"), today()).seen},
    ),
    "rotation:workday-notice": lambda w: ({}, w.user("rotation_admin"), _notice("元旦：1月1日放假。", 2031)),
    "rotation:workdays": lambda w: ({}, w.user("rotation_admin"), {"day": "2027-02-06", "source": "通知"}),
    "rotation:handover-reopen": lambda w: ({"pk": _signed(w).pk}, w.user("lead_staff"), {"reason": "补台账"}),
}
