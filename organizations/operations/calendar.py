"""What the calendar brings by itself. May run any number of times."""

from datetime import datetime, time

from collab_portal.lib import dates, workdays
from organizations import expiry
from organizations.operations.ending import close_by_date
from organizations.operations.terms import remind_of_terms

FROM, UNTIL = time(8, 30), time(18, 0)


def look(*, now: datetime) -> None:
    """Ended branches let go of what hangs on them; plans follow working days and staff; terms are told of."""
    today = dates.today(now)
    close_by_date(now=now)
    expiry.replan(today)
    at_work = workdays.calendar().on_or_before(today) == today
    if at_work and dates.at(today, FROM) <= now < dates.at(today, UNTIL):
        remind_of_terms(now=now)
