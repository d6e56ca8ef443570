"""Objects of organizations for the permission matrix."""

from typing import Any

from collab_portal.lib.dates import today
from organizations.models import LiaisonGroup
from tests.factories import make_agreement, make_alliance, make_branch, make_pairing, make_user
from tests.imports.helpers import branch_table, check, commit
from tests.permissions.world import World

# Whose proposal: ours to 浙江, 浙江's to us, and one between two others (neither of them the lead).
SIDES = {"own": ("jiangsu", "zhejiang"), "party": ("zhejiang", "jiangsu"), "other": ("anhui", "fujian")}
WITHOUT_OBJECT = {"organizations:import-new", "organizations:import-template"}
BY_SLUG = {"organizations:detail", "organizations:edit", "organizations:mail-domains"}
IN_FORCE = {"organizations:pairing-renew", "organizations:pairing-end", "organizations:pairing-nudge"}


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
    if ":alliance" in url:
        return {"pk": _alliance(url, mine, partner)}
    if ":agreement" in url:
        answer = "agreed" if url == "organizations:agreement-end" else "proposed"
        return {"pk": make_agreement(partner, proposer=mine, answer=answer).pk}
    if relation == "party":
        raise LookupError(url)
    if ":import" in url:
        return {"pk": _import(url, mine).pk}
    if ":liaison" in url:
        return {"pk": _liaison(url, mine)}
    if url in BY_SLUG or ":calendar" in url:
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


def _alliance(url: str, mine: str, partner: str) -> int:
    """A proposal nobody else has answered; for ending one in force, for a member one of its rows."""
    in_force = url in {"organizations:alliance-end", "organizations:alliance-leave"}
    alliance = make_alliance(partner, mine, organiser=mine, answer="agreed" if in_force else "proposed")
    members = alliance.members.order_by("pk")
    if url == "organizations:alliance-leave":
        return int(members.filter(committee__slug=mine).first().pk)
    if url == "organizations:alliance-uninvite":
        return int(members.filter(committee__slug=partner).first().pk)
    return int(alliance.pk)


def _liaison(url: str, mine: str) -> int:
    """A group with one unit; for answering a problem, a visit with one."""
    unit = make_branch(mine, kind="unit")
    group = LiaisonGroup.objects.create(committee=unit.committee, name=f"联络组 {unit.pk}")
    group.units.create(branch=unit)
    if url != "organizations:liaison-settle":
        return group.pk
    person = make_user(mine)
    visit = group.visits.create(branch=unit, visited_on=today(), problem="缺场地", created_by=person)
    return int(visit.pk)
