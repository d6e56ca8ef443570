"""The forms of 共享, as they are meant, for ``test_mass_assignment``."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from collab_portal.lib.dates import today
from tests.factories import committee, make_document, make_honour, make_label, make_resource
from tests.permissions.objects_commons import kwargs
from tests.permissions.world import World

Case = tuple[Any, Any, dict[str, Any]]


def _resource(**fields: Any) -> dict[str, Any]:
    rest = ("code", "branch", "keeper", "place", "summary", "how_to", "capacity", "quantity", "contact")
    more = ("phone", "link", "paused_until", "source_title", "source_site", "source_on")
    facts = {"title": "城南基地", "kind": "science", "line": "tax", "notice_days": "7"}
    return {**dict.fromkeys((*rest, *more), ""), **facts, **fields}


def _document(**fields: Any) -> dict[str, Any]:
    days = ("issued_on", "effective_on", "expires_on", "supersedes")
    rest = ("number", "summary", "source_title", "source_site")
    facts = {"title": "结对办法", "issuer": "某机关", "kind": "measure", "scope": "own"}
    return {**dict.fromkeys((*days, *rest), ""), **facts, **fields}


def _honour(**fields: Any) -> dict[str, Any]:
    rest = ("branch", "awarded_on", "number", "document", "source_title", "source_site")
    facts = {"title": "先进集体", "level": "city", "category": "other", "subject": "organisation"}
    more = {"winner": "某支部", "quantity": "1", "awarder": "某机关", "year": "2025"}
    return {**dict.fromkeys(rest, ""), **facts, **more, **fields}


def _label(**fields: Any) -> dict[str, Any]:
    rest = ("meaning", "starts_on", "ends_on", "goal", "goal_value", "goal_unit")
    return {**dict.fromkeys(rest, ""), "kind": "brand", "name": "甲品牌", **fields}


def _naming(world: World) -> Case:
    resource = make_resource(nominated_at=world.now, nominated_by=world.user("staff"))
    rest = ("number", "outside", "signed_on", "level", "scope", "note")
    facts = {"title": "第一批", "committees": [committee("zhejiang").pk], "submission": str(uuid.uuid4())}
    return {}, world.user("staff"), {**dict.fromkeys(rest, ""), **facts, f"number_{resource.pk}": "001"}


def _revoke(world: World) -> Case:
    return kwargs("commons:plaque-revoke", "own", world), world.user("staff"), {"reason": "改建"}


def _days() -> dict[str, str]:
    return {
        "first": str(today() + timedelta(days=3)),
        "last": str(today() + timedelta(days=4)),
        "reason": "检修",
    }


CASES: dict[str, Callable[[World], Case]] = {
    "commons:resource-new": lambda w: ({}, w.user("staff"), _resource(submission=str(uuid.uuid4()))),
    "commons:resource-edit": lambda w: (
        {"pk": make_resource().pk},
        w.user("staff"),
        _resource(version="1"),
    ),
    "commons:resource-close": lambda w: ({"pk": make_resource().pk}, w.user("staff"), {"reason": "改建"}),
    "commons:naming-new": _naming,
    "commons:plaque-revoke": _revoke,
    "commons:document-new": lambda w: ({}, w.user("staff"), _document(submission=str(uuid.uuid4()))),
    "commons:document-edit": lambda w: (
        {"pk": make_document().pk},
        w.user("staff"),
        _document(version="1"),
    ),
    "commons:document-abolish": lambda w: ({"pk": make_document().pk}, w.user("staff"), {"reason": "已过时"}),
    "commons:honour-new": lambda w: ({}, w.user("staff"), _honour(submission=str(uuid.uuid4()))),
    "commons:honour-edit": lambda w: ({"pk": make_honour().pk}, w.user("staff"), _honour(version="1")),
    "commons:label-new": lambda w: ({}, w.user("staff"), _label(submission=str(uuid.uuid4()))),
    "commons:label-edit": lambda w: ({"pk": make_label().pk}, w.user("staff"), _label(version="1")),
    "commons:label-merge": lambda w: (
        {"pk": make_label().pk},
        w.user("staff"),
        {"into": str(make_label().pk)},
    ),
    "commons:closure-add": lambda w: ({"pk": make_resource().pk}, w.user("staff"), _days()),
}

# Answered by a POST, yet nothing of the body is read.
NO_FORM = {
    *("commons:resource-nominate", "commons:resource-nominate-withdraw"),
    *("commons:resource-reopen", "commons:closure-remove"),
    *("commons:label-end", "commons:label-resume", "commons:label-picture"),
    *("commons:document-attach", "commons:document-detach", "commons:honour-delete"),
}
