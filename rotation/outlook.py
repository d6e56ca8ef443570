"""What scheduling would set off, told beside the form before it happens."""

from dataclasses import dataclass
from datetime import date, datetime

from collab_portal.lib import dates
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


def outlook(consultation: Consultation, starts_at: datetime, now: datetime) -> Outlook:
    """What scheduling at ``starts_at`` would set off, without doing it."""
    day, working = dates.today(starts_at), WorkdayOverride.objects.calendar()
    reply_by = reply_deadline(day, dates.today(now), working)
    meeting = Meeting(now, consultation.turn.ends_on, starts_at, reply_by)
    return Outlook(
        day=day,
        working=working.is_working_day(day),
        holiday=working.holiday(day),
        predicted=working.is_predicted(day.year),
        reply_by=reply_by,
        reminders=plan(meeting, ReminderRule.objects.book(), working),
    )
