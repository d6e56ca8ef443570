"""What the end of a pairing or an alliance leaves standing."""

from collab_portal.lib.dates import chinese_date
from organizations.models import Alliance, Pairing

NAMED = 5


def announced_under(bond: Pairing | Alliance) -> str:
    """Activities that are announced under it and not called off with it, in words; nothing where none is."""
    rows = bond.activities.filter(status="announced").order_by("held_on", "pk")  # type: ignore[union-attr]
    found = list(rows[: NAMED + 1])
    names = "、".join(f"“{one}”（{chinese_date(one.held_on)}）" for one in found[:NAMED])
    more = "等" if len(found) > NAMED else ""
    return f"名下已预告的活动不随之取消：{names}{more}。" if names else ""
