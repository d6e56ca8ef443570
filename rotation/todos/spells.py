"""From when until when a lead may act; what it leaves undone then falls to the secretariat."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from collab_portal.lib import dates
from collab_portal.lib.todos import Kind, Owed
from rotation.models import Turn

PLACE, SECTION = 1, "轮值会商"
SECRETARIAT = "rotation_admin"
LATE = "-late"


def with_late(kinds: dict[str, Kind]) -> dict[str, Kind]:
    """Each of a lead's kinds, and beside it the same as the secretariat has it."""
    return {name: kind for known, kind in kinds.items() for name in (known, f"{known}{LATE}")}


def of_leads(
    turn: Turn,
    kind: str,
    title: str,
    url: str,
    opens: datetime,
    *,
    ends: datetime | None = None,
    **words: Any,
) -> Iterator[Owed]:
    """Of the lead and co-lead from when they prepare to the end of the handover, then of the secretariat."""
    over = dates.end_of(turn.rights_end_on)
    begins, until = max(opens, dates.start_of(turn.prepared_from)), min(over, ends or over)
    if turn.withdrawn_at is None and begins < until:
        for committee in turn.leads:
            yield Owed(kind, title, url, begins, committee=committee, ends_at=until, **words)
    later = max(opens, over)
    if ends is None or later < ends:
        yield Owed(f"{kind}{LATE}", title, url, later, duty=SECRETARIAT, ends_at=ends, **words)
