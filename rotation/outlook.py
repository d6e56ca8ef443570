"""What scheduling would set off, told beside the form before it happens."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from collab_portal.lib import dates
from rotation.clashes import Clash, clashes
from rotation.models import Consultation, ReminderRule, WorkdayOverride
from rotation.reminders import Meeting, Reminder, plan, reply_deadline


@dataclass(frozen=True)
class Outlook:
    """Of a day: is it a working day, is its year official, which reminders would follow."""

    day: date
    working: bool
    holiday: str
    predicted: bool
    reply_by: date
    reminders: list[Reminder]
    clashes: Sequence[Clash]


def outlook(consultation: Consultation, starts_at: datetime, ends_at: datetime, now: datetime) -> Outlook:
    """What scheduling from ``starts_at`` to ``ends_at`` would set off, without doing it."""
    span = (starts_at, ends_at)
    day, working = dates.today(starts_at), WorkdayOverride.objects.calendar()
    reply_by = reply_deadline(day, dates.today(now), working)
    fixed = consultation.topics_fixed_at is not None
    meeting = Meeting(now, consultation.turn.ends_on, starts_at, reply_by, topics_fixed=fixed)
    return Outlook(
        day=day,
        working=working.is_working_day(day),
        holiday=working.holiday(day),
        predicted=working.is_predicted(day.year),
        reply_by=reply_by,
        reminders=plan(meeting, ReminderRule.objects.book(), working),
        clashes=clashes(consultation, [span]).get(span, ()),
    )
