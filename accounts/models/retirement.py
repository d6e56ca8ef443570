"""归档: old months of the security trail leave the database by two people's word."""

import pghistory
from django.db import models
from django.db.models import F, Q

from accounts.models.user import User


@pghistory.track()
class Retirement(models.Model):
    """Auditor or security admin proposes a month, the other of the two agrees; then the owner's command."""

    class Verdict(models.TextChoices):
        GRANTED = "granted", "同意"
        REFUSED = "refused", "不同意"
        WITHDRAWN = "withdrawn", "已撤回"

    before = models.DateField("归档此前")
    reason = models.CharField("说明", max_length=200)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="提出人")
    proposed_at = models.DateTimeField("提出时间")
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="确认人"
    )
    decided_at = models.DateTimeField("确认时间", null=True, blank=True)
    verdict = models.CharField("决定", max_length=9, choices=Verdict, blank=True)
    done_at = models.DateTimeField("执行时间", null=True, blank=True)
    seal = models.BigIntegerField("封存编号", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "归档"
        constraints = (
            models.UniqueConstraint(
                F("verdict"),
                condition=Q(verdict__in=["", "granted"], done_at=None),
                name="retirement_one_of_a_kind",
            ),
            models.CheckConstraint(
                condition=Q(before__day=1),
                name="retirement_whole_months",
                violation_error_message="只能按整月归档。",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, verdict="")
                | Q(decided_at__isnull=False, decided_by__isnull=False, verdict="withdrawn")
                | (
                    Q(decided_at__isnull=False, decided_by__isnull=False, verdict__in=["granted", "refused"])
                    & ~Q(decided_by=F("proposed_by"))
                ),
                name="retirement_two_people",
                violation_error_message="提出人不得同时确认。",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None, seal=None)
                | Q(done_at__isnull=False, seal__isnull=False, verdict="granted"),
                name="retirement_done_as_agreed",
            ),
        )

    def __str__(self) -> str:
        return f"归档 {self.before:%Y-%m} 以前"
