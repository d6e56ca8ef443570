"""放假调休 changes: reminders that fall on a day off move with the table."""

from django.core.exceptions import ValidationError

from collab_portal.lib.verbs import verb
from rotation.models import WorkdayOverride
from rotation.operations.touching import touch_all


@verb
def set_workday(override: WorkdayOverride) -> WorkdayOverride:
    """An office's own day, worked or not, above every notice; reminders still unsent move with it."""
    said = {"working": override.working, "name": override.name, "source": override.source}
    stored, new = WorkdayOverride.objects.get_or_create(day=override.day, notice=None, defaults=said)
    if not new:
        raise ValidationError({"day": "该日期已在表中。"})
    touch_all()
    return stored


@verb
def drop_workday(override: WorkdayOverride) -> None:
    """Back to what the notices, or the built-in table, say of this day."""
    override.delete()
    touch_all()
