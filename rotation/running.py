"""进行中的会商: where each stands, and what it asks of the reader."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models import User
from collab_portal.lib.awaiting import Awaiting
from rotation import wording
from rotation.duties import duties, unfinished
from rotation.models import Consultation
from rotation.progress import steps

SHOWN = 30


@dataclass(frozen=True)
class Row:
    consultation: Consultation
    when: str
    stage: str
    asked: Sequence[Awaiting]


def running(user: User, now: datetime, slug: str = "") -> list[Row]:
    """Of one rotation or, without ``slug``, of all; the nearest first. One query."""
    ours = user.committee_id if user.is_staff_member else None
    rows = unfinished(ours, now)
    if slug:
        rows = rows.filter(turn__rotation__slug=slug)
    return [_row(row, user, ours, now) for row in rows[:SHOWN]]


def _row(row: Any, user: User, ours: int | None, now: datetime) -> Row:
    stage = "、".join(step.label for step in steps(row, now) if step.state == "now")
    asked = list(duties(row, ours, now, secretariat=user.is_rotation_admin))
    return Row(row, wording.when_and_where(row), stage, asked)
