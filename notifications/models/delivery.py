"""The outbox: one row for each message, person (or group) and channel. The table is the queue."""

from hashlib import sha256

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from collab_portal.lib.dates import chinese_moment
from notifications import words
from notifications.models.notification import SITE_RELATIVE, Notification
from notifications.models.queries import DeliveryQuerySet


class Delivery(models.Model):
    """One message on its way to one person over one channel.

    pending → sending (lease; hand-over begun = ``started_at``) → sent, or back to pending with back-off;
    ends also as expired, superseded, suppressed or dead. A hand-over that was cut off is uncertain:
    sent again or held for a person, as the channel says, and shown either way (``uncertain_at``).

    Planned rows (``planned``) hold no more than what they are about until they are sent: their text is
    rendered from the facts of that moment.
    """

    class Channel(models.TextChoices):
        INBOX = "inbox", "站内"
        EMAIL = "email", "邮件"
        WECOM = "wecom", "企业微信群"
        DINGTALK = "dingtalk", "钉钉群"
        FEISHU = "feishu", "飞书群"

    class Status(models.TextChoices):
        PENDING = "pending", "待发"
        SENDING = "sending", "发送中"
        UNCERTAIN = "uncertain", "去向待查"
        SENT = "sent", "已发"
        EXPIRED = "expired", "过期未发"
        SUPERSEDED = "superseded", "已作废"
        SUPPRESSED = "suppressed", "不再需要"
        DEAD = "dead", "发送失败"

    PERSONAL = (Channel.INBOX, Channel.EMAIL)
    OPEN = (Status.PENDING, Status.SENDING, Status.UNCERTAIN)

    topic = models.CharField("事项", max_length=80)
    revision = models.PositiveIntegerField("版次", default=0)
    step = models.CharField("环节", max_length=60)
    recipient = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="deliveries",
        verbose_name="收件人",
    )
    robot = models.ForeignKey(
        "notifications.Robot",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="deliveries",
        verbose_name="群机器人",
    )
    channel = models.CharField("渠道", max_length=10, choices=Channel)
    planned = models.BooleanField("按计划", default=False)

    asker = models.ForeignKey(
        "organizations.Committee",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="提出工委",
        help_text="谁请办：提出这件事的人当时所属的工委；系统提醒为空。",
    )
    kind = models.CharField("类别", max_length=12, choices=Notification.Kind, blank=True)
    asks = models.CharField("请办", max_length=20, blank=True, help_text="它请收件人办的那一类待办。")
    title = models.CharField("标题", max_length=200, blank=True)
    body = models.TextField("正文", blank=True)
    url = models.CharField("链接", max_length=300, blank=True)

    not_before = models.DateTimeField("计划时间")
    expires_at = models.DateTimeField("失效时间")
    due_at = models.DateTimeField("应发时间", help_text="计划时间；补入或重发的以补入、重发时间为准。")
    next_attempt_at = models.DateTimeField("下次发送")

    status = models.CharField("状态", max_length=12, choices=Status, default=Status.PENDING)
    attempts = models.PositiveSmallIntegerField("发送次数", default=0)
    lease_token = models.UUIDField("租约", null=True, blank=True)
    lease_until = models.DateTimeField("租约到期", null=True, blank=True)
    started_at = models.DateTimeField("开始交付", null=True, blank=True)
    finished_at = models.DateTimeField("完结时间", null=True, blank=True)
    uncertain_at = models.DateTimeField("交付中断", null=True, blank=True)
    recalled = models.BooleanField("交付中被撤回", default=False)
    settled = models.BooleanField("已由同事办结", default=False)
    catch_up = models.BooleanField("补发", default=False)
    bundle = models.UUIDField("合并补发", null=True, blank=True)
    resends = models.PositiveSmallIntegerField("人工重发", default=0)
    handled_at = models.DateTimeField("人工处理", null=True, blank=True)
    reason = models.CharField("说明", max_length=500, blank=True)
    created_at = models.DateTimeField("登记时间", db_default=Now())

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "投递"
        constraints = (
            models.UniqueConstraint(
                fields=["topic", "revision", "step", "recipient", "robot", "channel"],
                nulls_distinct=False,
                name="delivery_once",
                violation_error_message="同一通知在同一渠道只登记一次。",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=["inbox", "email"], recipient__isnull=False, robot=None)
                | Q(channel__in=["wecom", "dingtalk", "feishu"], recipient=None, robot__isnull=False),
                name="delivery_channel_known",
                violation_error_message="站内和邮件发给个人，群消息发给群机器人。",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["pending", "uncertain"], finished_at=None, lease_token=None)
                | Q(status="sending", finished_at=None, lease_token__isnull=False)
                | Q(
                    status__in=["sent", "expired", "superseded", "suppressed", "dead"],
                    finished_at__isnull=False,
                    lease_token=None,
                ),
                name="delivery_status_has_its_columns",
                violation_error_message="状态与完结时间、租约不符。",
            ),
            models.CheckConstraint(
                condition=Q(lease_token=None, lease_until=None)
                | Q(lease_token__isnull=False, lease_until__isnull=False),
                name="delivery_lease_whole",
            ),
            models.CheckConstraint(
                condition=Q(started_at=None, recalled=False) | Q(status__in=["sending", "uncertain"]),
                name="delivery_started_while_open",
            ),
            models.CheckConstraint(
                condition=~Q(status="uncertain") | Q(uncertain_at__isnull=False),
                name="delivery_uncertain_since",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("not_before"), due_at__gte=F("not_before")),
                name="delivery_times_ordered",
                violation_error_message="失效时间须晚于计划时间。",
            ),
            models.CheckConstraint(
                condition=Q(planned=True) | (~Q(title="") & ~Q(kind="")), name="delivery_notice_has_text"
            ),
            models.CheckConstraint(
                condition=Q(url="") | Q(url__regex=SITE_RELATIVE),
                name="delivery_url_ours",
                violation_error_message="链接只能指向本站页面。",
            ),
        )
        indexes = (
            models.Index(
                fields=["channel", "next_attempt_at", "id"],
                condition=Q(status="pending"),
                name="delivery_due",
            ),
            models.Index(fields=["expires_at"], condition=Q(status="pending"), name="delivery_expiring"),
            models.Index(fields=["lease_until"], condition=Q(status="sending"), name="delivery_leased"),
            models.Index(
                fields=["due_at"], condition=Q(status__in=["pending", "sending"]), name="delivery_open"
            ),
            models.Index(fields=["status", "-id"], name="delivery_by_status"),
            models.Index(
                fields=["-id"],
                condition=Q(status__in=["dead", "uncertain"], handled_at=None),
                name="delivery_for_a_person",
            ),
        )

    def __str__(self) -> str:
        return f"{self.topic} {self.step}"

    @property
    def key(self) -> str:
        """The row's own name: the same after every retry, another after a resend by hand."""
        to = self.recipient_id if self.recipient_id else f"robot{self.robot_id}"
        name = f"{self.topic}/{self.revision}/{self.step}/{to}/{self.channel}/{self.resends}"
        return f"{self.pk}.{sha256(name.encode()).hexdigest()[:16]}"

    @property
    def topic_words(self) -> str:
        return words.topic(self.topic)

    @property
    def step_words(self) -> str:
        return words.step(self.step, planned=self.planned)

    @property
    def addressee(self) -> str:
        """A person or a group, as pages name it."""
        return str(self.recipient or self.robot)

    @property
    def can_be_resent(self) -> bool:
        """By hand: it failed, vanished, or is said not to have arrived. The inbox needs no second copy."""
        lost = self.status in {self.Status.DEAD, self.Status.UNCERTAIN} and not self.recalled
        return lost or (self.status == self.Status.SENT and self.channel != self.Channel.INBOX)

    @property
    def can_be_given_up(self) -> bool:
        return self.handled_at is None and self.status in {
            self.Status.PENDING,
            self.Status.UNCERTAIN,
            self.Status.DEAD,
        }

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What the page of one delivery says beside its story."""
        moments = [
            ("计划时间", self.not_before),
            ("应发时间", self.due_at),
            ("失效时间", self.expires_at),
            ("下次发送", self.next_attempt_at if self.status == self.Status.PENDING else None),
            ("完结时间", self.finished_at),
            ("交付中断", self.uncertain_at),
            ("人工处理", self.handled_at),
        ]
        return [
            ("收件人", self.addressee),
            ("渠道", self.get_channel_display()),
            ("事项", f"{self.topic_words}（第{self.revision}版）" if self.revision else self.topic_words),
            ("环节", self.step_words),
            *((label, chinese_moment(moment)) for label, moment in moments if moment),
            ("发送次数", str(self.attempts)),
        ]

    @property
    def tone(self) -> str:
        """The badge's colour."""
        tones = {"pending": "now", "sending": "now", "sent": "done", "uncertain": "warn", "dead": "red"}
        return tones.get(self.status, "muted")
