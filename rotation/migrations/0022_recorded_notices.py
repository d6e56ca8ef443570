"""Days that came with a year's notice become that notice's; all others are an office's own."""

from datetime import date

from django.db import migrations
from django.utils import timezone


def gather(apps, schema_editor):
    """A source that lets off New Year's Day and National Day of a year was that year's notice."""
    days = apps.get_model("rotation", "WorkdayOverride").objects
    events = apps.get_model("rotation", "WorkdayOverrideEvent").objects
    notices = apps.get_model("rotation", "WorkdayNotice").objects
    for national in days.filter(day__month=10, day__day=1, working=False, notice=None).order_by("day"):
        year = national.day.year
        of_source = days.filter(source=national.source, notice=None)
        if not of_source.filter(day=date(year, 1, 1), working=False).exists():
            continue
        first = events.filter(source=national.source).order_by("pgh_created_at").first()
        recorded = first.pgh_created_at if first else timezone.now()
        notice, _ = notices.get_or_create(
            source=national.source, defaults={"year": year, "recorded_at": recorded}
        )
        around = (date(year - 1, 12, 1), date(year + 1, 1, 31))
        of_source.filter(day__range=around).update(notice=notice)


def scatter(apps, schema_editor):
    """One row a day again: the office's own, else that of the latest notice."""
    days = apps.get_model("rotation", "WorkdayOverride").objects
    kept = {}
    for pk, day, notice in days.order_by("notice").values_list("pk", "day", "notice"):  # nulls come last
        kept[day] = pk
    days.exclude(pk__in=kept.values()).delete()
    days.update(notice=None)


class Migration(migrations.Migration):

    dependencies = [
        ("rotation", "0021_workday_notices"),
    ]

    operations = [migrations.RunPython(gather, scatter)]
