"""关闭日: days on which a resource is not to be had."""

from datetime import date, timedelta
from typing import Self

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q, Value

from collab_portal.lib.checks import Checked
from collab_portal.lib.dates import POSSIBLE_DAY
from commons.models.resource import Resource

LONGEST = timedelta(days=366)


class ClosureQuerySet(models.QuerySet["Closure"]):
    def during(self, first: date, last: date) -> Self:
        return self.filter(first__lte=last, last__gte=first)


@pghistory.track()
class Closure(Checked):
    """From ``first`` to ``last``, both included. Of one resource no two overlap."""

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="closures", verbose_name="共享资源")
    first = models.DateField("自", validators=POSSIBLE_DAY)
    last = models.DateField("至", validators=POSSIBLE_DAY)
    reason = models.CharField("原因", max_length=100)

    objects = ClosureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "关闭日"
        ordering = ("first", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(last__gte=F("first")),
                name="closure_ends_after_start",
                violation_error_message="结束日期不能早于开始日期。",
                violation_error_code="last",
            ),
            models.CheckConstraint(
                condition=Q(last__lte=F("first") + LONGEST),
                name="closure_a_year_at_most",
                violation_error_message="一次最多关闭一年；长期不用的请停止共享。",
                violation_error_code="last",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="closure_has_reason",
                violation_error_message="请说明关闭的原因。",
                violation_error_code="reason",
            ),
            ExclusionConstraint(
                name="closure_no_overlap",
                expressions=(
                    ("resource", RangeOperators.EQUAL),
                    (
                        Func(
                            "first",
                            "last",
                            Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ),
                violation_error_message="与已有的关闭日重叠。",
                violation_error_code="first",
            ),
        )

    def __str__(self) -> str:
        return f"{self.first:%Y-%m-%d} 至 {self.last:%Y-%m-%d}"

    def clean(self) -> None:
        """Before the database makes a span of the two days: turned round, they are none."""
        if self.first and self.last and not timedelta() <= self.last - self.first <= LONGEST:
            wrong = (
                "结束日期不能早于开始日期。"
                if self.last < self.first
                else "一次最多关闭一年；长期不用的请停止共享。"
            )
            raise ValidationError({"last": wrong})
