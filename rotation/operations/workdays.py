"""放假调休 changes: reminders that fall on a day off move with the table."""

from django.db import transaction

from rotation.models import WorkdayOverride
from rotation.operations.consultations import replan_all


@transaction.atomic
def set_workday(override: WorkdayOverride) -> WorkdayOverride:
    """Say of a day whether it is worked; reminders still unsent move with it."""
    override.save()
    replan_all()
    return override


@transaction.atomic
def drop_workday(override: WorkdayOverride) -> None:
    """Back to the built-in table for this day."""
    override.delete()
    replan_all()
