"""历年汇总数: what a committee did in years before the portal, as sums. Never mixed with records."""

from decimal import Decimal
from typing import Self

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from activities.kinds import Kind
from activities.models.outcome import VALUE_LIMIT, Outcome
from organizations.models import Committee

FIRST_YEAR, LAST_YEAR = 1949, 2100


class YearlyTotalQuerySet(models.QuerySet["YearlyTotal"]):
    def for_list(self) -> Self:
        """Everything one row shows, in one query; the newest year first."""
        return self.select_related("committee").order_by("-year", "committee_id", "unit", "kind", "pk")


@pghistory.track()
class YearlyTotal(models.Model):
    """One sum that a committee reports for a past year: 2023, 联合主题党日, 22 场次. No ``kind``: of all."""

    committee = models.ForeignKey(
        Committee, models.PROTECT, related_name="+", verbose_name="工委", db_index=False
    )
    year = models.PositiveSmallIntegerField(
        "年度", validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]
    )
    kind = models.CharField("活动形式", max_length=12, choices=Kind, blank=True)
    unit = models.CharField("单位", max_length=12, choices=Outcome.Unit)
    value = models.DecimalField(
        "数值",
        max_digits=12,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(VALUE_LIMIT)],
    )
    note = models.CharField("说明", max_length=120, blank=True)

    objects = YearlyTotalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "历年汇总数"
        constraints = (
            models.UniqueConstraint(
                fields=["committee", "year", "kind", "unit"],
                name="yearly_total_once",
                violation_error_message="该年度的这一项已有汇总数。",
            ),
            models.CheckConstraint(
                condition=Q(year__range=(FIRST_YEAR, LAST_YEAR)),
                name="yearly_total_year_possible",
                violation_error_message="年度须在 1949 年至 2100 年之间。",
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0, value__lte=VALUE_LIMIT),
                name="yearly_total_value_possible",
                violation_error_message="数值须在 0 到 10 亿之间。",
            ),
        )

    def __str__(self) -> str:
        what = f"{self.get_kind_display()}{self.plain_value}{self.get_unit_display()}"
        return f"{self.committee} {self.year} {what}"

    @property
    def plain_value(self) -> str:
        """Without trailing zeros."""
        return Outcome(value=self.value).plain_value
