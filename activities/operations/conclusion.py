"""The last signature confirms a record."""

from datetime import datetime

from activities import notices, tallies
from activities.models import Activity
from commons.models import Label

Status = Activity.Status


def conclude(activity: Activity, now: datetime) -> Activity:
    """The last signature confirms the record."""
    if activity.status == Status.HELD and not activity.participations.unsigned().exists():
        activity.move("confirm", confirmed_at=now)
        activity.save(update_fields=["status", "confirmed_at"])
        Label.objects.filter(taggings__activity=activity, known=False).update(known=True)
        notices.confirmed(activity)
        tallies.refresh([activity.held_on])
    return activity
