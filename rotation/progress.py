"""Where a consultation stands, step by step: 征集 → 定题 → 定时 → 通知 → 召开 → 会签 → 督办 → 办结."""

from datetime import datetime
from typing import NamedTuple

from collab_portal.lib import dates
from collab_portal.lib.steps import Step
from rotation.models import Consultation

Status = Consultation.Status


class Mark(NamedTuple):
    """One rung: its word, when it was reached (None: not yet), and what stands beside it."""

    label: str
    reached: datetime | None
    who: str = ""


def marks(consultation: Consultation) -> list[Mark]:
    """The rungs in their usual order, of a consultation read ``with_work``."""
    fixed = consultation.status in {Status.SCHEDULED, Status.HELD}
    held = consultation.status == Status.HELD
    called = consultation.created_at if consultation.topics_by else None
    until = f"截止{dates.chinese_date(consultation.topics_by)}" if consultation.topics_by else ""
    signed = getattr(consultation, "minutes_signed_at", None)
    going = getattr(consultation, "open_count", 0)
    return [
        Mark("征集议题", called, until),
        Mark("定题", consultation.topics_fixed_at, str(consultation.topics_fixed_by or "")),
        Mark("定时", consultation.planned_at if fixed else None),
        Mark("通知", consultation.notified_at, str(consultation.notified_by or "")),
        Mark("召开", consultation.starts_at if held else None),
        Mark("纪要会签", signed or consultation.closed_at),
        Mark("督办", consultation.closed_at, f"办理中 {going} 项" if signed and going else ""),
        Mark("办结", consultation.closed_at),
    ]


def steps(consultation: Consultation) -> list[Step]:
    """The rungs as the stepper shows them; a put-off or cancelled consultation stops where it was."""
    found = marks(consultation)
    if consultation.status in {Status.POSTPONED, Status.CANCELLED}:
        reached = [Step(mark.label, "done", mark.reached, mark.who) for mark in found if mark.reached]
        return [*reached, Step(consultation.get_status_display(), "stopped", consultation.planned_at)]
    last = max((place for place, mark in enumerate(found) if mark.reached), default=-1)
    shown: list[Step] = []
    for place, mark in enumerate(found):
        if mark.reached:
            shown.append(Step(mark.label, "done", mark.reached, mark.who))
        elif place > last and not any(step.state == "now" for step in shown):
            shown.append(Step(mark.label, "now", None, mark.who))
        else:
            shown.append(Step(mark.label, "next", None, mark.who))
    return shown
