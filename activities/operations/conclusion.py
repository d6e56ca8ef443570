"""The last signature confirms a record."""

from datetime import datetime

from activities import notices, tallies
from activities.models import Activity

Status = Activity.Status


def conclude(activity: Activity, now: datetime) -> Activity:
    """The last signature confirms the record."""
    if activity.status == Status.HELD and not activity.participations.unsigned().exists():
        activity.move("confirm", confirmed_at=now)
        activity.save(update_fields=["status", "confirmed_at"])
        notices.confirmed(activity)
        tallies.refresh([activity.held_on])
    return activity
