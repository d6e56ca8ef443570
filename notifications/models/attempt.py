"""Evidence: an attempt is on record before the first byte leaves."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class DeliveryAttempt(models.Model):
    """One hand-over of one delivery. Without an outcome it was cut off or is under way."""

    class Outcome(models.TextChoices):
        OPEN = "", "进行中"
        ACCEPTED = "accepted", "已被接收"
        TEMPORARY = "temporary", "暂时失败"
        PERMANENT = "permanent", "永久失败"
        CUT_OFF = "cut_off", "中断，去向不明"
        LATE = "late", "已被接收，但租约已过"

    delivery = models.ForeignKey(
        "notifications.Delivery", models.CASCADE, related_name="tries", verbose_name="投递"
    )
    number = models.PositiveSmallIntegerField("第几次")
    token = models.UUIDField("租约")
    message_id = models.CharField("消息编号", max_length=200, blank=True)
    subject = models.CharField("主题", max_length=260, blank=True)
    started_at = models.DateTimeField("开始", db_default=Now())
    ended_at = models.DateTimeField("结束", null=True, blank=True)
    outcome = models.CharField("结果", max_length=10, choices=Outcome, blank=True, default=Outcome.OPEN)
    error = models.CharField("出错说明", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "投递尝试"
        constraints = (
            models.CheckConstraint(
                condition=Q(outcome="", ended_at=None) | (~Q(outcome="") & Q(ended_at__isnull=False)),
                name="attempt_outcome_has_end",
            ),
            models.UniqueConstraint(fields=["delivery", "number"], name="attempt_number_once"),
        )

    def __str__(self) -> str:
        return f"第{self.number}次"
