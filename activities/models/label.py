"""What a joint activity is known under: 品牌, 专项行动, 系列."""

import pghistory
from django.db import models

from activities.models.activity import Activity
from commons.models import Label


@pghistory.track()
class ActivityLabel(models.Model):
    """The host says so; nobody signs for it."""

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="taggings", verbose_name="联合活动", db_index=False
    )
    label = models.ForeignKey(
        Label, models.PROTECT, related_name="taggings", verbose_name="品牌与专项", db_index=False
    )

    class Meta:
        verbose_name = verbose_name_plural = "活动的品牌与专项"
        constraints = (models.UniqueConstraint(fields=["activity", "label"], name="activity_label_once"),)
        indexes = (models.Index(fields=["label", "activity"], name="activity_by_label"),)

    def __str__(self) -> str:
        return str(self.label)
