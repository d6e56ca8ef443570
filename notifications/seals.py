"""What auditors are told of the seals: the newest signature once a day, and what is broken at once."""

from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localtime

from accounts.models import Seal, SecurityEvent, User
from accounts.models.event import Kind
from collab_portal.lib.dates import chinese_moment, today
from notifications.operations import notify

MORNING = 7  # o'clock
KEEP = (
    "请保存本消息：日后核对封存时（audit_verify --head），以此签名证明当日之前的安全日志与历史记录未被改动。"
)


def tell(now: datetime) -> None:
    """Every hour: a break at once; the newest signature from ``MORNING`` on, once a day."""
    tell_break()
    if localtime(now).hour >= MORNING:
        tell_head(now)


def tell_head(now: datetime) -> None:
    """The newest signature leaves the database with the mail of every auditor, once a day."""
    row = Seal.objects.order_by("-number").first()
    if row is None:
        return
    made = chinese_moment(row.made_at)
    notify(
        topic=f"seal:{today(now):%Y%m%d}",
        step="head",
        recipients=_with(User.Platform.AUDITOR),
        title=f"今日封存：第 {row.number} 号",
        body=f"{made}，签名 {row.mac}。{KEEP}",
        url=reverse("accounts:audit"),
    )


def tell_break() -> None:
    """Auditors and security admins hear once of each comparison that found a break."""
    row = SecurityEvent.objects.filter(kind=Kind.SEAL_BROKEN).order_by("-pk").first()
    if row is None or SecurityEvent.objects.filter(kind=Kind.VERIFIED, pk__gt=row.pk).exists():
        return
    lines = [str(line) for line in row.facts.get("lines", [])]
    notify(
        topic=row.target,
        step=f"broken-{row.pk}",
        recipients=_with(User.Platform.AUDITOR, User.Platform.SECURITY),
        title="封存不符：安全日志或历史记录可能被改动",
        body="；".join(lines) + "。请立即会同运维人员核查。",
        url=reverse("accounts:audit"),
    )


def _with(*duties: User.Platform) -> list[User]:
    return list(User.objects.active().filter(platform_role__in=duties))
