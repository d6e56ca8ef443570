"""What a person decided about a delivery: who, when, why. Never changed afterwards."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models.functions import Now


@pghistory.track()
class DeliveryDecision(models.Model):
    class Action(models.TextChoices):
        RESEND = "resend", "重发"
        GIVE_UP = "give_up", "不再发送"

    delivery = models.ForeignKey(
        "notifications.Delivery", models.CASCADE, related_name="decisions", verbose_name="投递"
    )
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="经办人"
    )
    action = models.CharField("处理", max_length=10, choices=Action)
    reason = models.CharField("理由", max_length=200)
    decided_at = models.DateTimeField("时间", db_default=Now())

    class Meta:
        verbose_name = verbose_name_plural = "人工处理"
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="decision_has_reason",
                violation_error_message="请写明理由。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_action_display()}：{self.reason}"
