"""附件: photos and papers of an activity, optional, from any of its parties."""

import pghistory
from django.db import models
from django.urls import reverse

from activities.models.activity import Activity
from organizations.models import StoredFile

ATTACHMENTS_LIMIT = 40


@pghistory.track()
class Attachment(models.Model):
    """A file that belongs to one activity. Whoever may see the activity may download it."""

    activity = models.ForeignKey(
        Activity, models.CASCADE, related_name="attachments", verbose_name="联合活动"
    )
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+", verbose_name="文件")

    class Meta:
        verbose_name = verbose_name_plural = "附件"
        ordering = ("pk",)

    def __str__(self) -> str:
        return str(self.file)

    def get_absolute_url(self) -> str:
        return reverse("activities:attachment", args=[self.activity_id, self.pk])
