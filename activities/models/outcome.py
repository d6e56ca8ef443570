"""成效: what came of an activity, in typed units that add up only with their like."""

from decimal import Decimal

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from activities.models.activity import Activity

VALUE_LIMIT = Decimal(1_000_000_000)


@pghistory.track()
class Outcome(models.Model):
    """One measured result: 3 项, 50 万元, 860000 人次."""

    class Unit(models.TextChoices):
        SESSIONS = "sessions", "场次"
        ATTENDANCES = "attendances", "人次"
        ISSUES = "issues", "期"
        WAN = "wan", "万元"
        ITEMS = "items", "项"
        UNITS = "units", "家"
        CASES = "cases", "件"
        ARTICLES = "articles", "篇"

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="outcomes", verbose_name="联合活动")
    unit = models.CharField("单位", max_length=12, choices=Unit)
    value = models.DecimalField(
        "数值",
        max_digits=12,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(0)), MaxValueValidator(VALUE_LIMIT)],
    )
    text = models.CharField("成效说明", max_length=120)

    class Meta:
        verbose_name = verbose_name_plural = "成效"
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(value__gte=0, value__lte=VALUE_LIMIT),
                name="outcome_value_possible",
                violation_error_message="成效数值须在 0 到 10 亿之间。",
            ),
            models.CheckConstraint(
                condition=Q(
                    unit__in=[
                        "sessions",
                        "attendances",
                        "issues",
                        "wan",
                        "items",
                        "units",
                        "cases",
                        "articles",
                    ]
                ),
                name="outcome_unit_known",
            ),
        )

    def __str__(self) -> str:
        return f"{self.text} {self.plain_value} {self.get_unit_display()}"

    @property
    def plain_value(self) -> str:
        """Without trailing zeros: ``5000``, ``0.5``."""
        text = f"{self.value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
