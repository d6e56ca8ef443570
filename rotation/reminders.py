"""The reminder plan of a consultation as pure data: which step, to whom, when, until when.

Days count back from the meeting, or while it has no date from the end of the term. A day off moves to the
working day before. Whatever lies before the moment of planning is left out: it is not sent late, the
immediate notice says it instead. The same facts always give the same plan, so an auditor can compare.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import NamedTuple

from collab_portal.lib import dates
from rotation.calendar import WorkCalendar

HOUR = time(9, 0)  # within 08:30-18:00, Beijing time
REPLY_DAYS = 7


class Audience(Enum):
    LEAD = "牵头工委"
    ALL = "全体成员工委"
    UNANSWERED = "尚未回执的工委"


class Rule(NamedTuple):
    """``working_days`` counts working days instead of calendar days."""

    step: str
    label: str
    audience: Audience
    days: int
    working_days: bool = False


TO_FIX = (
    Rule("fix-60", "提请定题定时", Audience.LEAD, 60),
    Rule("fix-30", "再次提请定题定时", Audience.LEAD, 30),
)
BEFORE_MEETING = (
    Rule("notice-14", "会商提醒", Audience.ALL, 14),
    Rule("reply-7", "回执截止提醒", Audience.UNANSWERED, REPLY_DAYS),
    Rule("eve-1", "会前提醒", Audience.ALL, 1, working_days=True),
)


class Reminder(NamedTuple):
    step: str
    label: str
    audience: Audience
    not_before: datetime
    expires_at: datetime


@dataclass(frozen=True)
class Meeting:
    """What the plan depends on. ``starts_at`` is None until the date is fixed."""

    planned_at: datetime
    term_ends_on: date
    starts_at: datetime | None = None


def plan(meeting: Meeting, working: WorkCalendar) -> list[Reminder]:
    """The reminders still ahead at the moment of planning, in the order they are due."""
    rules: tuple[Rule, ...]
    if meeting.starts_at is None:
        rules, day, end = TO_FIX, meeting.term_ends_on, dates.end_of(meeting.term_ends_on)
    else:
        rules, day, end = BEFORE_MEETING, dates.today(meeting.starts_at), meeting.starts_at
    moments = [(rule, dates.at(day_of(rule, day, working), HOUR)) for rule in rules]
    reminders = [
        Reminder(rule.step, rule.label, rule.audience, moment, end)
        for rule, moment in moments
        if meeting.planned_at < moment < end
    ]
    return sorted(reminders, key=lambda reminder: reminder.not_before)


def day_of(rule: Rule, day: date, working: WorkCalendar) -> date:
    """The day on which ``rule`` reminds of ``day``."""
    if rule.working_days:
        for _ in range(rule.days):
            day = working.previous_working_day(day)
        return day
    return working.on_or_before(day - timedelta(days=rule.days))


def reply_deadline(meeting_day: date, today: date, working: WorkCalendar) -> date:
    """Seven days before, or when the meeting is nearer than that the eve, never later than the day itself."""
    usual = working.on_or_before(meeting_day - timedelta(days=REPLY_DAYS))
    if usual > today:
        return usual
    return min(max(working.previous_working_day(meeting_day), today), meeting_day)
