"""The forms of organizations, as they are meant, for ``test_mass_assignment``."""

import uuid
from collections.abc import Callable
from typing import Any

from collab_portal.lib.dates import today
from tests.factories import committee, make_agreement, make_alliance, make_branch
from tests.permissions.objects_organizations import kwargs
from tests.permissions.world import World

Case = tuple[Any, Any, dict[str, Any]]


def _number() -> str:
    return str(uuid.uuid4())


def _alliance(**fields: Any) -> dict[str, Any]:
    return {"name": "税务联盟", "line": "tax", "chain": "", "charter": "", **fields}


def _propose_alliance(world: World) -> Case:
    members = [make_branch("zhejiang").pk, make_branch("anhui").pk]
    facts = _alliance(kind="alliance", lead=make_branch().pk, members=members, submission=_number())
    return {}, world.user("staff"), facts


def _edit_alliance(world: World) -> Case:
    facts = _alliance(chair="", work_plan="计划", version="1")
    return {"pk": make_alliance().pk}, world.user("staff"), facts


def _answer_alliance(world: World) -> Case:
    asked = make_alliance("jiangsu", "anhui", organiser="zhejiang", answer="proposed")
    return {"pk": asked.pk}, world.user("staff"), {"answer": "agree", "version": "1"}


def _leave(world: World) -> Case:
    found = kwargs("organizations:alliance-leave", "own", world)
    return found, world.user("staff"), {"reason": "机构调整"}


def _propose_agreement(world: World) -> Case:
    facts = {"title": "协议", "committees": [committee("zhejiang").pk], "submission": _number()}
    rest = ("number", "outside", "signed_on", "expires_on", "items", "note", "level", "scope")
    return {}, world.user("staff"), {**facts, **dict.fromkeys(rest, "")}


def _answer_agreement(world: World) -> Case:
    asked = make_agreement("jiangsu", proposer="zhejiang", answer="proposed")
    return {"pk": asked.pk}, world.user("staff"), {"answer": "agree", "version": "1"}


def _group(**fields: Any) -> dict[str, Any]:
    facts = {"name": "甲组", "people": "张三", "note": "", "version": "1", "submission": _number()}
    return {**facts, "units": [make_branch().pk], **fields}


def _liaison(name: str, facts: dict[str, Any]) -> Callable[[World], Case]:
    return lambda world: (
        kwargs(f"organizations:liaison-{name}", "own", world),
        world.user("staff"),
        facts,
    )


def _visit(world: World) -> Case:
    found = kwargs("organizations:liaison-visit", "own", world)
    unit = committee().liaison_groups.get(pk=found["pk"]).units.get()
    facts = {"branch": unit.branch_id, "visited_on": str(today()), "problem": "缺场地", "reply": ""}
    return found, world.user("staff"), {**facts, "submission": _number()}


CASES: dict[str, Callable[[World], Case]] = {
    "organizations:branch-close": lambda w: (
        {"pk": make_branch().pk},
        w.user("staff"),
        {"how": "dissolve", "ends_on": str(today()), "into": "", "carry": "end", "reason": ""},
    ),
    "organizations:branch-restore": lambda w: (
        {"pk": make_branch(ends_on=today()).pk},
        w.user("staff"),
        {"reason": "撤销有误"},
    ),
    "organizations:alliance-propose": _propose_alliance,
    "organizations:alliance-edit": _edit_alliance,
    "organizations:alliance-answer": _answer_alliance,
    "organizations:alliance-leave": _leave,
    "organizations:alliance-invite": lambda w: (
        {"pk": make_alliance().pk},
        w.user("staff"),
        {"members": [make_branch("fujian").pk]},
    ),
    "organizations:alliance-end": lambda w: (
        {"pk": make_alliance().pk},
        w.user("staff"),
        {"reason": "完成"},
    ),
    "organizations:agreement-propose": _propose_agreement,
    "organizations:agreement-answer": _answer_agreement,
    "organizations:agreement-end": lambda w: (
        {"pk": make_agreement().pk},
        w.user("staff"),
        {"reason": "完成"},
    ),
    "organizations:liaison-new": lambda w: ({}, w.user("staff"), _group()),
    "organizations:liaison-edit": lambda w: (
        kwargs("organizations:liaison-edit", "own", w),
        w.user("staff"),
        _group(),
    ),
    "organizations:liaison-visit": _visit,
    "organizations:liaison-settle": _liaison("settle", {"reply": "已办", "solved": "on"}),
}

# Answered by a POST, yet nothing of the body is read.
NO_FORM = {
    *("organizations:alliance-uninvite", "organizations:alliance-withdraw"),
    *("organizations:agreement-withdraw", "organizations:liaison-end", "organizations:pairing-nudge"),
}
