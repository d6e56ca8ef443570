"""找回: a lost phone is taken off an account by two people's word."""

import pghistory
from django.db import models
from django.db.models import F, Q

from accounts.models.user import User


@pghistory.track()
class Recovery(models.Model):
    """One administrator says how the person was recognised, another decides; nobody for himself."""

    class Check(models.TextChoices):
        IN_PERSON = "in_person", "当面核对"
        CALLED_BACK = "called_back", "电话回拨办公电话"
        IN_WRITING = "in_writing", "单位书面说明"

    class Verdict(models.TextChoices):
        GRANTED = "granted", "同意"
        REFUSED = "refused", "不同意"

    person = models.ForeignKey(User, models.CASCADE, related_name="recoveries", verbose_name="本人")
    reason = models.CharField("原因", max_length=200)
    checked_how = models.CharField("核实方式", max_length=12, choices=Check)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="申请人")
    asked_at = models.DateTimeField("申请时间")
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="决定人"
    )
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    verdict = models.CharField("决定", max_length=8, choices=Verdict, blank=True)
    epoch = models.PositiveIntegerField("账号版本", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "找回"
        constraints = (
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(decided_at=None),
                name="recovery_one_open",
                violation_error_message="此人已有一份找回申请在等决定。",
            ),
            models.CheckConstraint(
                condition=~Q(asked_by=F("person")) & (Q(decided_by=None) | ~Q(decided_by=F("person"))),
                name="recovery_not_for_oneself",
                violation_error_message="不得为本人申请或决定找回。",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
                name="recovery_two_people",
                violation_error_message="申请人不得同时决定。",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, verdict="")
                | Q(decided_at__isnull=False, decided_by__isnull=False, verdict__in=["granted", "refused"]),
                name="recovery_decided_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} 找回"
