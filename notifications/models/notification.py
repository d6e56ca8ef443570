"""The in-app item: a row in the same database, so it is there exactly once."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

if TYPE_CHECKING:
    from accounts.models import User
    from notifications.models.delivery import Delivery

SITE_RELATIVE = r"^/([^/\\]|$)"


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, user: "User") -> Self:
        """One's own, nobody else's."""
        return self.filter(recipient=user)

    def unread(self) -> Self:
        return self.filter(read_at=None, settled_at=None)

    def to_do(self) -> Self:
        """待办 that nobody of the committee has done yet."""
        return self.filter(kind=Notification.Kind.ACTION, settled_at=None)

    def for_information(self) -> Self:
        """知晓: told, and nothing is asked."""
        return self.filter(kind=Notification.Kind.INFORMATION)

    def for_list(self) -> Self:
        return self.order_by("-pk")

    def over(self, rows: "Iterable[Delivery]") -> set[int]:
        """Deliveries of what was told at once and stands no longer: done, or its reader left the committee.

        Notices of one's own account follow the person wherever it goes. One query.
        """
        told = [row for row in rows if row.recipient and not row.planned]
        if not told:
            return set()
        mine = self.filter(
            topic__in={row.topic for row in told}, recipient__in={row.recipient_id for row in told}
        )
        moved = ~Q(committee=F("recipient__committee")) & Q(committee__isnull=False)
        ended = mine.filter(Q(settled_at__isnull=False) | moved & ~Q(topic__startswith="account"))
        keys = set(ended.values_list("topic", "revision", "step", "recipient"))
        return {row.pk for row in told if (row.topic, row.revision, row.step, row.recipient_id) in keys}


class Notification(models.Model):
    """One item of one person's inbox. Its key is the delivery's without the channel."""

    class Kind(models.TextChoices):
        ACTION = "action", "待办"
        INFORMATION = "information", "知晓"

    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="notifications",
        db_index=False,
        verbose_name="收件人",
    )
    committee = models.ForeignKey(
        "organizations.Committee",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="工委",
        help_text="收件人当时所属的工委：同事办结即全工委办结。",
    )
    topic = models.CharField("事项", max_length=80)
    revision = models.PositiveIntegerField("版次", default=0)
    step = models.CharField("环节", max_length=60)
    kind = models.CharField("类别", max_length=12, choices=Kind, default=Kind.INFORMATION)
    asks = models.CharField("请办", max_length=20, blank=True, help_text="它请收件人办的那一类待办。")
    title = models.CharField("标题", max_length=200)
    body = models.TextField("正文", blank=True)
    url = models.CharField("链接", max_length=300)
    late = models.BooleanField("补发", default=False)
    created_at = models.DateTimeField("时间", db_default=Now())
    read_at = models.DateTimeField("已读时间", null=True, blank=True)
    settled_at = models.DateTimeField("办结时间", null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "通知"
        constraints = (
            models.UniqueConstraint(
                fields=["topic", "revision", "step", "recipient"],
                name="notification_once",
                violation_error_message="同一通知不重复发送。",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["action", "information"]), name="notification_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(url__regex=SITE_RELATIVE),
                name="notification_url_ours",
                violation_error_message="链接只能指向本站页面。",
            ),
        )
        indexes = (
            models.Index(fields=["recipient", "kind", "-id"], name="notification_inbox"),
            models.Index(
                fields=["recipient", "-id"],
                condition=Q(kind="action", settled_at=None),
                name="notification_to_do",
            ),
            models.Index(
                fields=["recipient"],
                condition=Q(read_at=None, settled_at=None),
                name="notification_unread",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_unread(self) -> bool:
        return self.read_at is None and self.settled_at is None
