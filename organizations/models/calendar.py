"""工委日历: a secret link to what concerns one committee, because calendar programs cannot sign in."""

from typing import Self

import pghistory
from django.conf import settings
from django.db import models

from collab_portal.lib.links import digest
from organizations.models.committee import Committee


class CalendarLinkQuerySet(models.QuerySet["CalendarLink"]):
    def matching(self, secret: str) -> Self:
        return self.filter(digest=digest(secret))


@pghistory.track(exclude=["digest"])
class CalendarLink(models.Model):
    """One revocable link a committee, for its people to share. Only a digest is kept."""

    committee = models.OneToOneField(
        Committee, models.CASCADE, related_name="calendar_link", verbose_name="工委"
    )
    digest = models.CharField("摘要", max_length=64, unique=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="生成人"
    )
    created_at = models.DateTimeField("生成时间")

    objects = CalendarLinkQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "工委日历链接"

    def __str__(self) -> str:
        return f"{self.committee}的日历"
