"""安全日志: one append-only row for each sign-in, change of an account, export or refusal."""

from typing import TYPE_CHECKING, Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from collab_portal.lib.events import NO_TRUNCATE

if TYPE_CHECKING:
    from accounts.models.user import User


class SecurityEventQuerySet(models.QuerySet["SecurityEvent"]):
    def visible_to(self, user: "User") -> Self:
        """审计员 all; 安全管理员 accounts and refusals; 系统管理员 the system; others their own."""
        from accounts.models.user import User

        if user.platform_role == User.Platform.AUDITOR:
            return self
        mine = Q(person_id=user.pk, kind__in=OWN)
        if user.platform_role == User.Platform.SECURITY:
            return self.filter(mine | Q(kind__in=ACCOUNTS) | ~Q(outcome=SecurityEvent.Outcome.DONE))
        if user.platform_role == User.Platform.SYSTEM:
            return self.filter(mine | Q(kind__in=SYSTEM))
        return self.filter(mine)


class SecurityEvent(models.Model):
    """What somebody did or tried. Names are plain values and nothing refers away: rows outlive people."""

    class Kind(models.TextChoices):
        SIGNED_IN = "signed_in", "登录"
        SIGN_IN_FAILED = "sign_in_failed", "登录失败"
        SECOND_STEP_FAILED = "second_step_failed", "两步验证失败"
        SLOWED = "slowed", "登录受限"
        SIGNED_OUT = "signed_out", "退出"
        SESSION_ENDED = "session_ended", "会话结束"
        SIGN_IN_REFUSED = "sign_in_refused", "拒绝登录"
        PASSWORD_SET = "password_set", "设置密码"
        PASSWORD_CHANGED = "password_changed", "修改密码"
        PASSWORD_RESET_ASKED = "password_reset_asked", "申请重设密码"
        SECOND_STEP_ON = "second_step_on", "启用两步验证"
        SECOND_STEP_OFF = "second_step_off", "停用两步验证"
        CODES_MADE = "codes_made", "生成恢复码"
        CODES_USED = "codes_used", "使用恢复码"
        ADDRESS_ASKED = "address_asked", "申请更改邮箱"
        ADDRESS_CONFIRMED = "address_confirmed", "确认邮箱"
        ADDRESS_STOPPED = "address_stopped", "停止更改邮箱"
        DEVICE_KNOWN = "device_known", "登记常用设备"
        PERSON_CREATED = "person_created", "开通账号"
        PERSON_EDITED = "person_edited", "修改账号资料"
        PERSON_DISABLED = "person_disabled", "停用账号"
        PERSON_ENABLED = "person_enabled", "恢复账号"
        INVITED = "invited", "发出启用链接"
        INVITATION_USED = "invitation_used", "启用账号"
        DUTIES_CHANGED = "duties_changed", "授予或收回权限"
        RECOVERY_ASKED = "recovery_asked", "申请找回"
        RECOVERY_DECIDED = "recovery_decided", "决定找回"
        EXPORTED = "exported", "导出"
        DOWNLOADED = "downloaded", "下载"
        CONTACTS_SEEN = "contacts_seen", "查看联络信息"
        TRAIL_READ = "trail_read", "查阅安全日志"
        DENIED = "denied", "越权被拒"
        COMMAND = "command", "命令行操作"
        MIGRATED = "migrated", "升级数据库"
        VERIFIED = "verified", "核验封存"
        SEAL_BROKEN = "seal_broken", "封存不符"
        RETIRE_ASKED = "retire_asked", "提出归档"
        RETIRE_DECIDED = "retire_decided", "决定归档"
        RETIRED = "retired", "归档日志"

    class Outcome(models.TextChoices):
        DONE = "done", "成功"
        REFUSED = "refused", "拒绝"
        FAILED = "failed", "失败"

    at = models.DateTimeField("时间", db_default=Now(), editable=False)
    kind = models.CharField("类别", max_length=24, choices=Kind)
    outcome = models.CharField("结果", max_length=8, choices=Outcome, default=Outcome.DONE)
    person_id = models.BigIntegerField("人员编号", null=True)
    person_name = models.CharField("人员", max_length=60, blank=True)
    account_digest = models.CharField("账号摘要", max_length=32, blank=True)
    committee_id = models.BigIntegerField("工委编号", null=True)
    token_id = models.BigIntegerField("令牌编号", null=True)
    network = models.GenericIPAddressField("网络地址", null=True)
    device = models.CharField("设备", max_length=60, blank=True)
    session = models.CharField("会话", max_length=8, blank=True)
    request_id = models.CharField("请求编号", max_length=36, blank=True)
    target = models.CharField("对象编号", max_length=80, blank=True)
    target_name = models.CharField("对象", max_length=120, blank=True)
    facts = models.JSONField("详情", default=dict)

    objects = SecurityEventQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "安全日志"
        indexes = (
            models.Index(fields=["at", "id"], name="security_event_at"),
            models.Index(fields=["person_id", "at"], name="security_event_person"),
            models.Index(fields=["account_digest", "at"], name="security_event_account"),
            models.Index(fields=["network", "at"], name="security_event_network"),
            models.Index(fields=["kind", "at"], name="security_event_kind"),
            models.Index(fields=["committee_id", "at"], name="security_event_committee"),
            models.Index(fields=["target", "at"], name="security_event_target"),
        )
        triggers = (
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            NO_TRUNCATE,
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.person_name}".strip()


Kind = SecurityEvent.Kind
SIGN_INS = (
    Kind.SIGNED_IN,
    Kind.SIGN_IN_FAILED,
    Kind.SECOND_STEP_FAILED,
    Kind.SLOWED,
    Kind.SIGNED_OUT,
    Kind.SESSION_ENDED,
    Kind.SIGN_IN_REFUSED,
)
CREDENTIALS = (
    Kind.PASSWORD_SET,
    Kind.PASSWORD_CHANGED,
    Kind.PASSWORD_RESET_ASKED,
    Kind.SECOND_STEP_ON,
    Kind.SECOND_STEP_OFF,
    Kind.CODES_MADE,
    Kind.CODES_USED,
    Kind.ADDRESS_ASKED,
    Kind.ADDRESS_CONFIRMED,
    Kind.ADDRESS_STOPPED,
    Kind.DEVICE_KNOWN,
)
PEOPLE = (
    Kind.PERSON_CREATED,
    Kind.PERSON_EDITED,
    Kind.PERSON_DISABLED,
    Kind.PERSON_ENABLED,
    Kind.INVITED,
    Kind.INVITATION_USED,
    Kind.DUTIES_CHANGED,
    Kind.RECOVERY_ASKED,
    Kind.RECOVERY_DECIDED,
)
OWN = (*SIGN_INS, *CREDENTIALS)  # what a person sees of the own account
ACCOUNTS = (*SIGN_INS, *CREDENTIALS, *PEOPLE, Kind.DENIED)  # what a security admin watches
SYSTEM = (
    Kind.COMMAND,
    Kind.MIGRATED,
    Kind.VERIFIED,
    Kind.SEAL_BROKEN,
    Kind.RETIRE_ASKED,
    Kind.RETIRE_DECIDED,
    Kind.RETIRED,
)
