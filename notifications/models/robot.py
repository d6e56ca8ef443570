"""群机器人: the chat group of a committee (or of the secretariat) that hears of notices. Off by default."""

from typing import TYPE_CHECKING, Self

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from collab_portal.lib.reminders import kind_of
from collab_portal.lib.versions import Versioned, raised_by

if TYPE_CHECKING:
    from accounts.models import User

TOPICS = {
    "consultation": "会商",
    "minutes": "纪要会签",
    "resolution": "议定事项",
    "turn": "任期",
    "rotation": "轮值排期",
    "activity": "联合活动",
    "pairing": "结对共建",
    "alliance": "党建联盟",
    "agreement": "框架协议",
    "article": "他山之石",
    "call": "约稿",
}
"""Kinds of notices a group may hear of, by the prefix of their topic."""


class RobotQuerySet(models.QuerySet["Robot"]):
    def visible_to(self, user: "User") -> Self:
        """A committee admin's own committee's; the secretariat's for its administrators."""
        theirs = Q(committee=None) if user.is_rotation_admin else Q(pk=None)
        if user.is_committee_admin and user.committee_id:
            theirs |= Q(committee=user.committee_id)
        return self.filter(theirs)

    def listening(self, topic: str) -> Self:
        """Switched on, and set to hear of this kind."""
        return self.filter(active=True, topics__contains=[kind_of(topic)])


@pghistory.track(exclude=["key", "secret"])
class Robot(Versioned):
    """Only the key is kept, never an address: where it is sent to, the settings alone say."""

    class Kind(models.TextChoices):
        WECOM = "wecom", "企业微信"
        DINGTALK = "dingtalk", "钉钉"
        FEISHU = "feishu", "飞书"

    committee = models.ForeignKey(
        "organizations.Committee",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="工委",
        help_text="空表示轮值管理员的群。",
    )
    kind = models.CharField("平台", max_length=10, choices=Kind)
    name = models.CharField("群名称", max_length=60)
    key = models.CharField("密钥", max_length=200)
    secret = models.CharField("加签密钥", max_length=200, blank=True)
    topics = ArrayField(models.CharField(max_length=20), default=list, blank=True, verbose_name="发哪些通知")
    active = models.BooleanField("启用", default=True)
    created_at = models.DateTimeField("创建时间", auto_now_add=True)

    objects = RobotQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "群机器人"
        triggers = (raised_by("kind", "name", "key", "secret", "topics", "active", "committee_id"),)
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "key"],
                name="robot_key_once",
                violation_error_message="这个机器人已经登记过。",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["wecom", "dingtalk", "feishu"]), name="robot_kind_known"
            ),
            models.CheckConstraint(
                condition=~Q(key="") & ~Q(name=""),
                name="robot_has_key",
                violation_error_message="请填写群名称和密钥。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}（{self.get_kind_display()}群）"

    @property
    def topic(self) -> str:
        """What its own test messages are filed under."""
        return f"robot:{self.pk}"
