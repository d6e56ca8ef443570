"""交接清单: what stands open when a turn ends. It compiles itself; a signature freezes it."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

from django.db.models import OuterRef, Prefetch, Subquery

from collab_portal.lib import dates
from rotation.models import AgendaItem, Consultation, Resolution, ResolutionOwner, ResolutionProgress, Turn
from rotation.models.turn import HANDOVER
from rotation.progress import steps


@dataclass(frozen=True)
class Row:
    title: str
    detail: str = ""
    url: str = ""
    late: bool = False


@dataclass(frozen=True)
class Section:
    """``nothing`` is said when it has no rows."""

    title: str
    nothing: str
    rows: Sequence[Row]


@dataclass(frozen=True)
class Sheet:
    """As of ``day`` (ISO, so that it keeps its form when stored)."""

    day: str
    sections: Sequence[Section]

    def stored(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Self:
        sections = [
            Section(part["title"], part["nothing"], [Row(**row) for row in part["rows"]])
            for part in stored["sections"]
        ]
        return cls(stored["day"], sections)

    @property
    def date(self) -> date:
        return date.fromisoformat(self.day)

    def same_matters(self, other: "Sheet") -> bool:
        return json.dumps(asdict(self)["sections"]) == json.dumps(asdict(other)["sections"])


def mark(sheet: Sheet, note: str, contact: str) -> str:
    """A short sign of exactly what somebody reads before signing."""
    words = json.dumps([asdict(sheet)["sections"], note, contact], ensure_ascii=False)
    return hashlib.sha256(words.encode()).hexdigest()[:32]


def compile_sheet(turn: Turn, day: date) -> Sheet:
    """What ``turn`` leaves to the one that follows, as things stand on ``day``. Four queries."""
    turns = [row.pk for row in (turn, turn.successor) if row]
    meetings = list(Consultation.objects.filter(turn__in=turns).with_work().order_by("number"))
    return Sheet(
        day.isoformat(),
        [
            Section("未办结的议定事项", "没有未办结的议定事项。", list(_resolutions(turn, day))),
            Section("转下次会商的议题", "没有转下次会商的议题。", list(_topics(turn))),
            Section("未完结的会商", "本任期的会商均已办结。", list(_consultations(turn, meetings, day))),
            Section("今后的日期", "", list(_dates(turn, meetings))),
        ],
    )


def _resolutions(turn: Turn, day: date) -> Iterator[Row]:
    reports = ResolutionProgress.objects.filter(resolution=OuterRef("pk")).order_by("-reported_at", "-pk")
    rows = (
        Resolution.objects.filter(consultation__turn__rotation=turn.rotation_id, settled_on__isnull=True)
        .select_related("consultation")
        .prefetch_related(Prefetch("owners", ResolutionOwner.objects.select_related("committee")))
        .annotate(latest=Subquery(reports.values("text")[:1]))
        .order_by("due_on", "pk")
    )
    for row in rows:
        owners = "、".join(owner.committee.short_name for owner in row.owners.all())
        latest = getattr(row, "latest", None)
        progress = f"最近进展：{latest[:80]}" if latest else "尚未填报进展"
        detail = (
            f"{row.consultation.title}。责任工委：{owners}。期限{dates.chinese_date(row.due_on)}。{progress}"
        )
        yield Row(row.title, detail, row.get_absolute_url(), row.is_overdue(day))


def _topics(turn: Turn) -> Iterator[Row]:
    items = AgendaItem.objects.left_over(turn.rotation_id)
    for item in items.select_related("committee", "consultation").order_by("consultation", "position", "pk"):
        cancelled = item.status != AgendaItem.Status.DEFERRED
        why = f"会商已取消，{item.consultation.reason}" if cancelled else item.reason
        detail = f"{item.committee.short_name}提出，{item.get_kind_display()}。原因：{why}"
        yield Row(item.title, detail, item.consultation.get_absolute_url())


def _consultations(turn: Turn, meetings: Sequence[Consultation], day: date) -> Iterator[Row]:
    for row in meetings:
        finished = row.status == Consultation.Status.CANCELLED or row.closed_at is not None
        if row.turn_id == turn.pk and not finished:
            rungs = steps(row, dates.start_of(day))
            now = "、".join(step.label for step in rungs if step.state in {"now", "stopped"})
            yield Row(row.title, f"当前：{now or row.get_status_display()}", row.get_absolute_url())


def _dates(turn: Turn, meetings: Sequence[Consultation]) -> Iterator[Row]:
    until = dates.chinese_date(turn.ends_on + HANDOVER)
    yield Row("移交方牵头权限", f"至{until}，其间可协助办理纪要会签等未尽事宜")
    successor = turn.successor
    if successor is None:
        yield Row("下一任", "尚未排定")
        return
    first, last = dates.chinese_date(successor.starts_on), dates.chinese_date(successor.ends_on)
    yield Row(f"{successor.committee.short_name}任期", f"{first}至{last}", successor.get_absolute_url())
    theirs = [row for row in meetings if row.turn_id == successor.pk and row.status != "cancelled"]
    meeting = theirs[0] if theirs else None
    dated = meeting.starts_at if meeting and meeting.status in {"scheduled", "held"} else None
    when = dates.chinese_moment(dated) if dated else "时间待定，任期内须召开一次"
    yield Row("下次会商", when, meeting.get_absolute_url() if meeting else "")
