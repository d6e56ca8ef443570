"""Objects of organizations for the permission matrix."""

from typing import Any

from tests.factories import make_branch, make_pairing
from tests.permissions.world import World

# Whose proposal: ours to 浙江, 浙江's to us, and one between two others (neither of them the lead).
SIDES = {"own": ("jiangsu", "zhejiang"), "party": ("zhejiang", "jiangsu"), "other": ("anhui", "fujian")}
IN_FORCE = {"organizations:pairing-renew", "organizations:pairing-end"}


def kwargs(url: str, relation: str, world: World) -> dict[str, Any]:
    """A committee, a branch, a batch; a proposal nobody has answered, or a pairing in force."""
    if relation not in SIDES:
        raise LookupError(url)
    mine, partner = SIDES[relation]
    if ":pairing" in url:
        answer = "agreed" if url in IN_FORCE else "proposed"
        return {"pk": make_pairing(mine, partner, answer=answer).pk}
    if relation == "party":
        raise LookupError(url)
    if url in {"organizations:detail", "organizations:edit"}:
        return {"slug": mine}
    if ":batch" in url:
        return {"pk": make_branch(mine).committee.pairing_batches.create(name=f"{mine}批次").pk}
    return {"pk": make_branch(mine).pk}
