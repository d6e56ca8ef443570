"""Where a consultation stands: 征集 → 定题 → 定时 → 通知 → 召开 → 会签 → 跟进落实 → 办结.

One table says of each rung what has happened, what is going on, and where it is done: the stepper, the
first button of the page and what stands beside a rung are all made from it. A rung is reached by what
happened, never by its place; one that was passed over is said to be so.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from django.urls import reverse

from collab_portal.lib import dates
from collab_portal.lib.steps import State, Step
from rotation.models import Consultation

Status = Consultation.Status


class Mark(NamedTuple):
    """One rung: word, state, when it was reached, what stands beside it, where it is done, as what."""

    label: str
    state: State
    reached: datetime | None = None
    who: str = ""
    url: str = ""
    verb: str = ""


class Case:
    """What the table asks about, of a consultation read ``with_work``, at ``now``."""

    def __init__(self, consultation: Consultation, now: datetime) -> None:
        row: Any = consultation
        self.it, self.today, self.row = consultation, dates.today(now), row
        self.held = consultation.status == Status.HELD
        self.scheduled = consultation.status == Status.SCHEDULED
        self.begun = consultation.has_begun(now)
        self.coming = consultation.is_open and not self.begun
        self.fixed = consultation.topics_fixed_at is not None
        self.called = consultation.topics_by is not None
        self.calling = consultation.takes_topics(now)
        self.signed = getattr(row, "minutes_signed_at", None)
        self.going = getattr(row, "open_count", 0)
        self.decided = getattr(row, "resolution_count", 0)
        self.closed = consultation.closed_at

    def state(self, *, done: bool, now: bool, over: bool = False) -> State:
        """``over``: it can no longer come, though it never happened."""
        return "done" if done else "now" if now else "skipped" if over else "next"


def _call(case: Case) -> Mark:
    until = f"截止{dates.chinese_date(case.it.topics_by)}" if case.it.topics_by else ""
    done = case.fixed or (case.called and not case.calling)
    state = case.state(done=done, now=case.calling or case.coming, over=not case.coming)
    return Mark("征集议题", state, case.it.created_at if done else None, until, "items", "发起征集")


def _topics(case: Case) -> Mark:
    waits = getattr(case.row, "waiting_count", 0)
    due = case.called and (not case.calling or waits)
    state = case.state(done=case.fixed, now=bool(due) and case.coming, over=not case.coming)
    beside = str(case.it.topics_fixed_by or "") or (f"待筛选 {waits} 项" if waits else "")
    return Mark("定题", state, case.it.topics_fixed_at, beside, "items", "筛选定题")


def _date(case: Case) -> Mark:
    fixed = case.scheduled or case.held
    polling = getattr(case.row, "polling", False) and not fixed
    postponed = case.it.status == Status.POSTPONED
    beside = "已延期，另定时间" if postponed else "投票中" if polling else ""
    state = case.state(done=fixed, now=case.it.is_open)
    page = "poll" if polling else "consultation-schedule"
    return Mark("定时", state, case.it.planned_at if fixed else None, beside, page, "确定时间")


def _notice(case: Case) -> Mark:
    sent = case.it.notified_at is not None
    again = getattr(case.row, "noticed", False) and not sent and case.it.is_open
    ready = case.scheduled and case.fixed and not case.begun
    beside = "须重发" if again else str(case.it.notified_by or "")
    state = case.state(done=sent, now=ready, over=case.begun)
    return Mark("通知", state, case.it.notified_at, beside, "consultation", "发出通知")


def _meeting(case: Case) -> Mark:
    state = case.state(done=case.held, now=case.begun)
    return Mark(
        "召开", state, case.it.starts_at if case.held else None, "", "consultation-hold", "标记为已召开"
    )


def _minutes(case: Case) -> Mark:
    done = case.signed or case.closed
    beside = "未签毕即办结" if case.closed and not case.signed else ""
    return Mark("纪要会签", case.state(done=bool(done), now=case.held), done, beside, "minutes", "纪要会签")


def _follow_up(case: Case) -> Mark:
    done = bool(case.decided) and not case.going and bool(case.signed or case.closed)
    state = case.state(done=done, now=case.held and bool(case.going), over=bool(case.closed))
    beside = f"办理中 {case.going} 项" if case.going else ""
    return Mark("跟进落实", state, case.closed if done else None, beside, "decisions", "议定事项")


def _close(case: Case) -> Mark:
    ready = case.held and bool(case.signed)
    return Mark(
        "办结", case.state(done=bool(case.closed), now=ready), case.closed, "", "decisions", "办结会商"
    )


RUNGS: tuple[Callable[[Case], Mark], ...] = (
    _call,
    _topics,
    _date,
    _notice,
    _meeting,
    _minutes,
    _follow_up,
    _close,
)


def marks(consultation: Consultation, now: datetime) -> list[Mark]:
    """The rungs in their usual order, of a consultation read ``with_work``."""
    case = Case(consultation, now)
    return [rung(case) for rung in RUNGS]


def steps(consultation: Consultation, now: datetime) -> list[Step]:
    """The rungs as the stepper shows them, open ones with their link; a cancelled one stops where it was."""
    found = marks(consultation, now)
    if consultation.status == Status.CANCELLED:
        reached = [Step(mark.label, "done", mark.reached, mark.who) for mark in found if mark.reached]
        return [*reached, Step(consultation.get_status_display(), "stopped", consultation.planned_at)]
    return [
        Step(mark.label, mark.state, mark.reached, mark.who, _url(mark, consultation))
        if mark.state == "now"
        else Step(mark.label, mark.state, mark.reached, mark.who)
        for mark in found
    ]


def next_act(consultation: Consultation, now: datetime) -> tuple[str, str] | None:
    """The first open rung as the lead's button: its words and its address."""
    if consultation.status == Status.CANCELLED:
        return None
    mark = next((mark for mark in marks(consultation, now) if mark.state == "now"), None)
    if mark is None or mark.label == "通知":  # its button stands under the agenda it sends
        return None
    calling = mark.label == "征集议题" and consultation.topics_by is not None
    later = next(
        (other for other in marks(consultation, now) if other.state == "now" and other != mark), None
    )
    if calling and later is not None and later.label != "通知":  # it goes on by itself
        mark = later
    return mark.verb, _url(mark, consultation)


def _url(mark: Mark, consultation: Consultation) -> str:
    return reverse(f"rotation:{mark.url}", args=[consultation.pk])
