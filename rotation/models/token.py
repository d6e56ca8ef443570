"""日历订阅: a secret link, because calendar programs cannot sign in."""

from typing import Self

import pghistory
from django.conf import settings
from django.db import models

from collab_portal.lib.links import digest


class CalendarTokenQuerySet(models.QuerySet["CalendarToken"]):
    def matching(self, token: str) -> Self:
        """The link's row, as long as its owner may still sign in."""
        return self.filter(digest=digest(token), user__is_active=True)


@pghistory.track(exclude=["digest"])
class CalendarToken(models.Model):
    """One revocable link a person. Only a digest is kept: the link itself is shown once."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_token", verbose_name="用户"
    )
    digest = models.CharField("摘要", max_length=64, unique=True)
    created_at = models.DateTimeField("创建时间")

    objects = CalendarTokenQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "日历订阅链接"

    def __str__(self) -> str:
        return f"{self.user} 的日历订阅"
