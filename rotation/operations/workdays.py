"""放假调休 changes: reminders that fall on a day off move with the table."""

from django.db import transaction

from rotation.models import Consultation, WorkdayOverride
from rotation.operations.consultations import replan


@transaction.atomic
def set_workday(override: WorkdayOverride) -> WorkdayOverride:
    """Say of a day whether it is worked; reminders still unsent move with it."""
    override.save()
    _replan_all()
    return override


@transaction.atomic
def drop_workday(override: WorkdayOverride) -> None:
    """Back to the built-in table for this day."""
    override.delete()
    _replan_all()


def _replan_all() -> None:
    """Open consultations are few: one a turn."""
    working = WorkdayOverride.objects.calendar()
    for consultation in Consultation.objects.open().for_page().order_by("pk"):
        replan(consultation, working=working)
