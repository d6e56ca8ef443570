"""A reminder plan as pure data: which step, to whom, when, until when.

Rules are data (defaults in ``rulebook``, edited on a page) and an argument here. Days count back from the
meeting, or while it has no date from the end of the term; escalations count on from a deadline. A day
off moves to the working day before. Whatever lies before the moment of planning is left out: it is not sent
late, the immediate notice says it instead. The same facts always give the same plan, so it can be audited.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from collab_portal.lib import dates
from rotation.calendar import WorkCalendar
from rotation.rulebook import REPLY_DAYS, Audience, Phase, Rule

HOUR = time(9, 0)  # within 08:30-18:00, Beijing time


class Reminder(NamedTuple):
    step: str
    label: str
    audience: Audience
    not_before: datetime
    expires_at: datetime


class Anchor(NamedTuple):
    """What rules of a phase count from, and when their reminders become pointless."""

    phase: Phase
    day: date
    until: datetime


@dataclass(frozen=True)
class Meeting:
    """What the plan depends on. ``starts_at`` is None until the date is fixed.

    Once the topics are fixed nobody is reminded to propose any.
    """

    planned_at: datetime
    term_ends_on: date
    starts_at: datetime | None = None
    reply_by: date | None = None
    topics_fixed: bool = False

    @property
    def anchors(self) -> Iterator[Anchor]:
        if self.starts_at is None:
            yield Anchor(Phase.UNDATED, self.term_ends_on, dates.end_of(self.term_ends_on))
            if not self.topics_fixed:
                yield Anchor(Phase.CALL_UNDATED, self.term_ends_on, dates.end_of(self.term_ends_on))
            return
        day = dates.today(self.starts_at)
        yield Anchor(Phase.MEETING, day, self.starts_at)
        if not self.topics_fixed:
            yield Anchor(Phase.CALL_MEETING, day, self.starts_at)
        if self.reply_by is not None:
            yield Anchor(Phase.REPLY, self.reply_by, self.starts_at)


def plan(meeting: Meeting, rules: Sequence[Rule], working: WorkCalendar) -> list[Reminder]:
    """The reminders still ahead at the moment of planning, in the order they are due."""
    return reminders(meeting.anchors, meeting.planned_at, rules, working)


def reminders(
    anchors: Iterable[Anchor], planned_at: datetime, rules: Sequence[Rule], working: WorkCalendar
) -> list[Reminder]:
    """What the switched-on rules make of these anchors. A rule with changed days counts from that moment.

    A weekly reminder is pointless once the next is due.
    """
    found = [
        Reminder(step, rule.label, rule.audience, moment, until)
        for anchor in anchors
        for rule in rules
        if rule.enabled and anchor.phase in rule.phases
        for step, moment, until in _moments(rule, anchor, working)
        if max(planned_at, rule.since or planned_at) < moment < until
    ]
    return sorted(found, key=lambda reminder: reminder.not_before)


def _moments(rule: Rule, anchor: Anchor, working: WorkCalendar) -> Iterator[tuple[str, datetime, datetime]]:
    """Step, moment and end of each time the rule speaks."""
    days = [(step, dates.at(day, HOUR)) for step, day in days_of(rule, anchor, working)]
    ends = [*(moment for _, moment in days[1:]), anchor.until]
    for (step, moment), end in zip(days, ends, strict=True):
        yield step, moment, min(end, anchor.until)


def days_of(rule: Rule, anchor: Anchor, working: WorkCalendar) -> Iterator[tuple[str, date]]:
    """The day on which ``rule`` reminds of ``anchor``; a weekly rule goes on for its number of weeks."""
    first = _first_day(rule, anchor, working)
    yield rule.step, first
    for number in range(2, rule.times + 1):
        yield f"{rule.step}.{number}", working.on_or_before(first + timedelta(weeks=number - 1))


def _first_day(rule: Rule, anchor: Anchor, working: WorkCalendar) -> date:
    if rule.working_days:
        return working.shifted(anchor.day, rule.days if anchor.phase.counts_on else -rule.days)
    days = timedelta(days=rule.days)
    return working.on_or_before(anchor.day + days if anchor.phase.counts_on else anchor.day - days)


def reply_deadline(meeting_day: date, today: date, working: WorkCalendar) -> date:
    """Seven days before, or when the meeting is nearer than that the eve, never later than the day itself."""
    usual = working.on_or_before(meeting_day - timedelta(days=REPLY_DAYS))
    if usual > today:
        return usual
    return min(max(working.previous_working_day(meeting_day), today), meeting_day)
