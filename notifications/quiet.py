"""Office hours: planned e-mails go out from 08:30 to 18:00, Beijing time. Planners move times with this."""

from datetime import datetime, time, timedelta

from collab_portal.lib.dates import BEIJING, at

OPENS, CLOSES = time(8, 30), time(18, 0)


def within_hours(moment: datetime) -> datetime:
    """``moment`` itself inside office hours, else the next opening. Days off are the planner's business."""
    local = moment.astimezone(BEIJING)
    if OPENS <= local.time() < CLOSES:
        return moment
    return at(local.date() + timedelta(days=local.time() >= CLOSES), OPENS)
