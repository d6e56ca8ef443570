"""Rows that a table brings: stored many at a time, each with what undoing needs to know."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from accounts.models import User
from commons.models import Honour, Resource
from organizations.imports.kinds import Beat, Line, Outcome

CHUNK = 500


def store(
    model: type[Resource] | type[Honour],
    lines: Sequence[Line],
    names: Sequence[str],
    *,
    actor: User,
    beat: Beat,
) -> None:
    """New rows of the actor's committee, and ``names`` of the changed ones with their former values."""
    rows = model._default_manager
    new = [line for line in lines if line.outcome == Outcome.NEW]
    for line in new:
        line.obj.committee = actor.committee
    for first in range(0, len(new), CHUNK):
        rows.bulk_create([line.obj for line in new[first : first + CHUNK]])
        beat(first)
    for line in new:
        line.target, line.mark = line.obj.pk, "1"
    changed = [line for line in lines if line.outcome == Outcome.CHANGED]
    old = rows.in_bulk([line.target for line in changed])
    for line in changed:
        before = old[line.target or 0]
        line.before = {name: _plain(getattr(before, name)) for name in names}
        line.mark = str(before.version + 1)
    for first in range(0, len(changed), CHUNK):
        rows.bulk_update([line.obj for line in changed[first : first + CHUNK]], names)
        beat(first)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
