"""放假调休: the official notices, and the days an office sets for itself."""

from collections.abc import Iterable
from datetime import date

import pghistory
from django.db import models
from django.db.models import F, Q

from collab_portal.lib import bounds
from rotation.calendar import Override, WorkCalendar


@pghistory.track()
class WorkdayNotice(models.Model):
    """A notice of the State Council as it was recorded; a later one overrules an earlier one day by day."""

    year = models.PositiveSmallIntegerField("年份")
    source = models.CharField("依据", max_length=120, help_text="通知名称或文号。")
    text = models.TextField("正文", blank=True, max_length=bounds.NOTICE)
    recorded_at = models.DateTimeField("录入时间")

    class Meta:
        verbose_name = verbose_name_plural = "放假通知"
        constraints = (
            models.UniqueConstraint(
                fields=["source"],
                name="workday_notice_once",
                violation_error_message="同一依据已经录入过，请先撤销或换一个名称。",
                violation_error_code="source",
            ),
        )

    def __str__(self) -> str:
        return self.source


class WorkdayOverrideQuerySet(models.QuerySet["WorkdayOverride"]):
    def calendar(self) -> WorkCalendar:
        """The working-day calendar (one small query)."""
        rows = list(
            self.order_by(F("notice").asc(nulls_last=True)).values_list(
                "day", "working", "name", "notice", "notice__year"
            )
        )
        return WorkCalendar.of((Override(*row[:3]) for row in rows), whole_years(rows))


def whole_years(rows: Iterable[tuple[date, bool, str, int | None, int | None]]) -> frozenset[int]:
    """The years whose own notice was recorded: one that lets off New Year's Day and National Day.

    An office's own days, and a notice that only amends, make no year official.
    """
    off = {(notice, day) for day, working, _, notice, _ in rows if not working}
    notices = {(notice, year) for _, _, _, notice, year in rows if notice is not None and year is not None}
    return frozenset(
        year for notice, year in notices if {(notice, date(year, 1, 1)), (notice, date(year, 10, 1))} <= off
    )


@pghistory.track()
class WorkdayOverride(models.Model):
    """A day off, or a weekend made up: of a notice, or an office's own, which goes before every notice.

    Overrules the library's knowledge.
    """

    day = models.DateField("日期")
    working = models.BooleanField("上班", help_text="勾选为调休上班，不勾选为放假。", default=False)
    name = models.CharField("名称", max_length=40, blank=True, help_text="例如 春节。")
    source = models.CharField("依据", max_length=120, help_text="通知名称或文号。")
    notice = models.ForeignKey(
        WorkdayNotice, models.CASCADE, related_name="days", null=True, blank=True, verbose_name="放假通知"
    )

    objects = WorkdayOverrideQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "放假调休"
        constraints = (
            models.UniqueConstraint(
                fields=["day"],
                condition=Q(notice=None),
                name="workday_own_once",
                violation_error_message="该日期已在表中。",
                violation_error_code="day",
            ),
            models.UniqueConstraint(fields=["notice", "day"], name="workday_once_a_notice"),
        )

    def __str__(self) -> str:
        return f"{self.day} {'上班' if self.working else '放假'}"

    @property
    def kind(self) -> str:
        return "通知" if self.notice_id else "本单位自定"
