"""放假调休: the official year table."""

import pghistory
from django.db import models

from rotation.calendar import Override, WorkCalendar


class WorkdayOverrideQuerySet(models.QuerySet["WorkdayOverride"]):
    def calendar(self) -> WorkCalendar:
        """The working-day calendar (one small query)."""
        return WorkCalendar.of(Override(*row) for row in self.values_list("day", "working", "name"))


@pghistory.track()
class WorkdayOverride(models.Model):
    """A day of the State Council's notice: off, or a weekend made up. Overrules the library's knowledge."""

    day = models.DateField("日期", unique=True, error_messages={"unique": "该日期已在表中。"})
    working = models.BooleanField("上班", help_text="勾选为调休上班，不勾选为放假。", default=False)
    name = models.CharField("名称", max_length=40, blank=True, help_text="例如 春节。")
    source = models.CharField("依据", max_length=120, help_text="通知名称或文号。")

    objects = WorkdayOverrideQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "放假调休"

    def __str__(self) -> str:
        return f"{self.day} {'上班' if self.working else '放假'}"
