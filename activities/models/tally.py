"""统计底数: what is counted, added up by month. Written by ``activities.tallies`` alone, never by hand.

Counted is what ``ActivityQuerySet.counted`` says: records that every party confirmed. A row without
``committee`` is the basin's.
"""

from django.db import models

from activities.kinds import Area, Kind
from activities.models.outcome import Outcome
from commons.models import Label
from organizations.models import Committee


class Monthly(models.Model):
    """One month's sum; ``month`` is its first day."""

    month = models.DateField("月份")
    records = models.PositiveIntegerField("场次")

    class Meta:
        abstract = True


class MonthTally(Monthly):
    """Records and people by kind. ``undated``: those of which only the year is known."""

    committee = models.ForeignKey(
        Committee, models.CASCADE, null=True, related_name="+", verbose_name="工委", db_index=False
    )
    kind = models.CharField("形式", max_length=12, choices=Kind)
    area = models.CharField("领域", max_length=10, choices=Area)
    attendances = models.PositiveBigIntegerField("人次")
    undated = models.PositiveIntegerField("只知年份")

    class Meta:
        verbose_name = verbose_name_plural = "每月场次"
        constraints = (
            models.UniqueConstraint(
                fields=["committee", "month", "kind"], nulls_distinct=False, name="month_tally_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.get_kind_display()}"


class PairTally(Monthly):
    """What two committees did together: each pair stands both ways; ``attendances`` are the partner's."""

    committee = models.ForeignKey(
        Committee, models.CASCADE, related_name="+", verbose_name="工委", db_index=False
    )
    partner = models.ForeignKey(
        Committee, models.CASCADE, related_name="+", verbose_name="合作工委", db_index=False
    )
    attendances = models.PositiveBigIntegerField("人次")

    class Meta:
        verbose_name = verbose_name_plural = "每月合作"
        constraints = (
            models.UniqueConstraint(fields=["month", "committee", "partner"], name="pair_tally_once"),
        )

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.committee_id}–{self.partner_id}"


class OutcomeTally(Monthly):
    """Sums of one unit, and of how many records."""

    committee = models.ForeignKey(
        Committee, models.CASCADE, null=True, related_name="+", verbose_name="工委", db_index=False
    )
    unit = models.CharField("单位", max_length=12, choices=Outcome.Unit)
    value = models.DecimalField("数值", max_digits=20, decimal_places=2)

    class Meta:
        verbose_name = verbose_name_plural = "每月成效"
        constraints = (
            models.UniqueConstraint(
                fields=["committee", "month", "unit"], nulls_distinct=False, name="outcome_tally_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.get_unit_display()}"


class LabelTally(Monthly):
    """What was done under a label: records and people, or with a ``unit`` the sum of such outcomes."""

    label = models.ForeignKey(
        Label, models.CASCADE, related_name="+", verbose_name="品牌与专项", db_index=False
    )
    committee = models.ForeignKey(
        Committee, models.CASCADE, null=True, related_name="+", verbose_name="工委", db_index=False
    )
    unit = models.CharField("单位", max_length=12, choices=Outcome.Unit, blank=True)
    attendances = models.PositiveBigIntegerField("人次")
    value = models.DecimalField("数值", max_digits=20, decimal_places=2)

    class Meta:
        verbose_name = verbose_name_plural = "品牌与专项每月合计"
        constraints = (
            models.UniqueConstraint(
                fields=["label", "committee", "month", "unit"], nulls_distinct=False, name="label_tally_once"
            ),
        )
        indexes = (models.Index(fields=["month"], name="label_tally_by_month"),)

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.label_id}"
