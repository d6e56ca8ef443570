"""日历订阅: a secret link, because calendar programs cannot sign in."""

from typing import Self

import pghistory
from django.conf import settings
from django.db import models

from accounts.devices import stamp
from collab_portal.lib.links import digest


class CalendarTokenQuerySet(models.QuerySet["CalendarToken"]):
    def matching(self, token: str) -> Self:
        """The link's row, be it over or not, with its owner."""
        return self.filter(digest=digest(token)).select_related("user")


@pghistory.track(exclude=["digest", "stamp"])
class CalendarToken(models.Model):
    """One revocable link a person. Only a digest is kept: the link itself is shown once.

    It ends with what makes all devices strange (``accounts.devices.stamp``): another password or address, a
    phone taken off, a right withdrawn, the account closed. Whoever took it along then reads no further.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_token", verbose_name="用户"
    )
    digest = models.CharField("摘要", max_length=64, unique=True)
    stamp = models.CharField("账号状态", max_length=40)
    created_at = models.DateTimeField("创建时间")

    objects = CalendarTokenQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "日历订阅链接"

    def __str__(self) -> str:
        return f"{self.user} 的日历订阅"

    @property
    def is_live(self) -> bool:
        """Whether the account is still what it was when the link was made, and open."""
        return self.user.is_active and self.stamp == stamp(self.user)
