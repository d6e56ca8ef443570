"""The forms of 共享, as they are meant, for ``test_mass_assignment``."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from collab_portal.lib.dates import today
from tests.factories import make_resource
from tests.permissions.world import World

Case = tuple[Any, Any, dict[str, Any]]


def _resource(**fields: Any) -> dict[str, Any]:
    rest = ("code", "branch", "keeper", "place", "summary", "how_to", "capacity", "quantity", "contact")
    more = ("phone", "link", "paused_until", "source_title", "source_site", "source_on")
    facts = {"title": "城南基地", "kind": "science", "line": "tax", "notice_days": "7"}
    return {**dict.fromkeys((*rest, *more), ""), **facts, **fields}


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
    "commons:closure-add": lambda w: ({"pk": make_resource().pk}, w.user("staff"), _days()),
}

# Answered by a POST, yet nothing of the body is read.
NO_FORM = {"commons:resource-reopen", "commons:closure-remove"}
