"""一次性链接: a link that one person gets, works once and dies when rights change."""

from datetime import datetime
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from accounts.models.user import User
from collab_portal.lib import links


class TicketQuerySet(models.QuerySet["Ticket"]):
    def live(self, now: datetime) -> Self:
        return self.filter(used_at=None, dead_at=None, expires_at__gt=now)

    def matching(self, secret: str) -> Self:
        return self.filter(digest=links.digest(secret))


class Ticket(models.Model):
    """A link as it was given out. Only its digest is kept; only using it or ending it is written later."""

    class Kind(models.TextChoices):
        INVITATION = "invitation", "启用账号"
        ADDRESS = "address", "确认新邮箱"
        STOP = "stop", "停止更改"
        UNLOCK = "unlock", "常用设备验证"

    person = models.ForeignKey(User, models.CASCADE, related_name="tickets", verbose_name="本人")
    kind = models.CharField("用途", max_length=10, choices=Kind)
    address = models.CharField("寄往", max_length=254, blank=True)
    digest = models.CharField("摘要", max_length=64, unique=True)
    made_by = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name="发出人", db_constraint=False
    )
    made_at = models.DateTimeField("发出时间")
    expires_at = models.DateTimeField("失效时间")
    used_at = models.DateTimeField("使用时间", null=True)
    dead_at = models.DateTimeField("作废时间", null=True)
    dead_reason = models.CharField("作废原因", max_length=60, blank=True)

    objects = TicketQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "一次性链接"
        constraints = (
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(used_at=None, dead_at=None) & ~Q(kind="stop"),
                name="ticket_one_live",
            ),
            models.UniqueConstraint(
                fields=["person", "address"],
                condition=Q(used_at=None, dead_at=None, kind="stop"),
                name="ticket_one_stop_a_mailbox",
            ),
            models.CheckConstraint(
                condition=Q(used_at=None) | Q(dead_at=None), name="ticket_not_used_and_dead"
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="as_given_out",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("person", "kind", "address", "digest", "made_at", "expires_at"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.person}"
