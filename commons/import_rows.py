"""Rows that a table brings: stored many at a time, each with what undoing needs to know."""

from collections.abc import Sequence
from typing import Any

from accounts.models import User
from collab_portal.lib.tables import frozen, thawed
from commons.models import Honour, Resource
from organizations.imports.kinds import Beat, Line, Outcome
from organizations.imports.references import referenced
from organizations.models import ImportRow

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
        line.before = frozen(before, names)
        line.mark = str(before.version + 1)
    for first in range(0, len(changed), CHUNK):
        rows.bulk_update([line.obj for line in changed[first : first + CHUNK]], names)
        beat(first)


def take_back(
    model: type[Resource] | type[Honour],
    rows: Sequence[ImportRow],
    names: Sequence[str],
    *,
    what: str,
    beat: Beat,
) -> None:
    """What each row did, as far as nobody has touched it since and nothing points at it.

    ``what``: the word for one of them.
    """
    manager: Any = model._default_manager
    current = manager.select_for_update(no_key=True, of=("self",)).in_bulk([row.target for row in rows])
    back: list[Any] = []
    gone: dict[int, ImportRow] = {}
    for row in rows:
        thing = current.get(row.target)
        if thing is None:
            row.kept = "" if row.outcome == Outcome.NEW else f"该{what}已不在。"
        elif str(thing.version) != row.mark:
            row.kept = "写入之后又被修改过，保持现状。"
        elif row.outcome == Outcome.NEW:
            gone[thing.pk] = row
        else:
            for name, value in thawed(model, row.before).items():
                setattr(thing, name, value)
            back.append(thing)
    manager.bulk_update(back, names, batch_size=CHUNK)
    beat(len(back))
    held = referenced(model, set(gone))
    for pk in held:
        gone[pk].kept = "已有活动申请使用它，保持现状。"
    manager.filter(pk__in=set(gone) - held).delete()
