"""Sample data: true facts with their source, and invented parts marked 示例."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

import accounts.sample
import accounts.sample_trail
import activities.sample
import commons.sample
import experience.sample
import organizations.sample
import rotation.sample
from accounts import sealing
from collab_portal.environment import PUBLIC_PASSWORD
from todos import operations as todos


class Command(BaseCommand):
    help = "写入示例数据与演示账号；可重复执行，第二次不改变任何内容。"

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_MODE:
            _refuse_by_mistake()
        now = timezone.now()
        with transaction.atomic():
            for sample in (accounts, organizations, commons, activities, rotation, experience):
                sample.sample.seed(now)
            todos.audit(now, repair=True)  # of what was written without a verb
        if settings.AUDIT_KEY:  # the sample trail is days old: unsealed, it would look like a fault
            accounts.sample_trail.seal_days()
            sealing.seal()
        self.stdout.write(self.style.SUCCESS("示例数据已就绪。"))


def _refuse_by_mistake() -> None:
    """Outside the embedded services sample data, and accounts with rights, come only to whoever means it."""
    if os.environ.get("ALLOW_DEMO", "").strip().lower() != "on":
        raise CommandError(
            "这里不是试用环境，没有写入示例数据。确需演示，请另建数据库，并设置 ALLOW_DEMO=on"
            "（演示期间各进程一直保留，页面和文件据此标明“示例数据”）。"
        )
    if os.environ.get("DEMO_PASSWORD", "") in {"", PUBLIC_PASSWORD}:
        raise CommandError("演示账号的公开口令只用于试用：请先设置自己的 DEMO_PASSWORD 再写入示例数据。")
