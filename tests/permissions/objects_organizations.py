"""Objects of organizations for the permission matrix."""

from typing import Any

from tests.factories import make_branch, make_pairing, make_user
from tests.imports.helpers import branch_table, check, commit
from tests.permissions.world import World

# Whose proposal: ours to 浙江, 浙江's to us, and one between two others (neither of them the lead).
SIDES = {"own": ("jiangsu", "zhejiang"), "party": ("zhejiang", "jiangsu"), "other": ("anhui", "fujian")}
WITHOUT_OBJECT = {"organizations:import-new", "organizations:import-template"}
IN_FORCE = {"organizations:pairing-renew", "organizations:pairing-end"}


def kwargs(url: str, relation: str, world: World) -> dict[str, Any]:
    """A committee, a branch, a batch; a proposal nobody has answered, or a pairing in force."""
    if url in WITHOUT_OBJECT and relation == "-":
        return {"kind": "branches"}
    if relation not in SIDES or url in WITHOUT_OBJECT:
        raise LookupError(url)
    mine, partner = SIDES[relation]
    if ":pairing" in url:
        answer = "agreed" if url in IN_FORCE else "proposed"
        return {"pk": make_pairing(mine, partner, answer=answer).pk}
    if relation == "party":
        raise LookupError(url)
    if ":import" in url:
        return {"pk": _import(url, mine).pk}
    if url in {"organizations:detail", "organizations:edit"}:
        return {"slug": mine}
    if ":batch" in url:
        return {"pk": make_branch(mine).committee.pairing_batches.create(name=f"{mine}批次").pk}
    return {"pk": make_branch(mine).pk}


def _import(url: str, slug: str) -> Any:
    """Checked; with one wrong row, without, or written: as the URL needs it."""
    rows = [["A1", "甲", "党支部", "税务", ""]]
    if url.endswith(("failed", "correct", "leave-out")):
        rows.append(["", "乙", "党支部", "税务", ""])
    staff = make_user(slug)
    job = check(branch_table(*rows), staff)
    return commit(job, staff) if url.endswith("undo") else job
