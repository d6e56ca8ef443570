"""The yearly notice, stored whole or not, and taken back whole."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from rotation.calendar import Override
from rotation.models import WorkdayOverride
from rotation.operations.consultations import replan_all


def conflicts(days: Sequence[Override]) -> list[str]:
    """Days that the table holds already, in words."""
    stored = WorkdayOverride.objects.filter(day__in=[day.day for day in days]).order_by("day")
    return [f"{row}（依据：{row.source}）已在表中，请先删除。" for row in stored]


@transaction.atomic
def import_notice(days: Sequence[Override], *, source: str) -> int:
    """Store all of them under ``source``, or none; reminders move with the table."""
    if refused := conflicts(days):
        raise ValidationError(refused)
    if WorkdayOverride.objects.filter(source=source).exists():
        raise ValidationError("同一依据已经录入过，请先撤销或换一个名称。")
    WorkdayOverride.objects.bulk_create(
        WorkdayOverride(day=day.day, working=day.working, name=day.name[:40], source=source) for day in days
    )
    replan_all()
    return len(days)


@transaction.atomic
def drop_notice(source: str) -> int:
    """Take back everything of one source; how many days."""
    count, _ = WorkdayOverride.objects.filter(source=source).delete()
    replan_all()
    return count
