"""顺延: a committee lets one turn pass; the next in line leads first, and it follows at once."""

from datetime import datetime

from django.core.exceptions import ValidationError

from accounts.models import User
from collab_portal.lib.http import require
from collab_portal.lib.verbs import verb
from rotation.models import Skip, Turn
from rotation.operations.exchanges import check_exchange, exchange, lock, tell, turn_of


@verb
def skip_turn(turn: Turn, *, actor: User, reason: str, now: datetime) -> Skip:
    """The lead of ``turn`` is passed over once, and is next in line. The reason is kept."""
    rotation = lock(turn.rotation_id)
    turn = turn_of(turn.pk)
    require("rotation.plan", actor)
    if not reason.strip():
        raise ValidationError({"reason": "请说明原因。"})
    later = rotation.turns.filter(cycle=turn.cycle, starts_on__gt=turn.starts_on).for_list().first()
    if later is None:
        raise ValidationError("本轮其后没有任期，不能再顺延；可与本轮未开始的任期调换。")
    check_exchange(turn, later, now)
    if rotation.skips.in_force().filter(committee=later.committee_id, until=turn.starts_on).exists():
        raise ValidationError(f"{later.committee.short_name}刚从这一任期顺延，不能再换回；请改用调换。")
    if rotation.skips.in_force().filter(committee=turn.committee_id, until=turn.starts_on).exists():
        raise ValidationError(
            f"{turn.committee.short_name}的这一任期已顺延过，其后又经调换换回；要再推后，请改用调换。"
        )
    skip = Skip.objects.create(
        rotation=rotation,
        cycle=turn.cycle,
        committee=turn.committee,
        instead=later.committee,
        until=turn.starts_on,
        reason=reason.strip(),
        decided_by=actor,
        decided_at=now,
    )
    exchange(rotation, turn, later, now=now)
    tell(
        rotation,
        turn,
        later,
        title="轮值任期已顺延",
        why=f"{skip.committee.short_name}顺延一任：{skip.reason}",
    )
    return skip
