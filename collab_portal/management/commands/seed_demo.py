"""Sample data: true facts with their source, and invented parts marked 示例."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

import accounts.sample
import activities.sample
import experience.sample
import organizations.sample
import rotation.sample


class Command(BaseCommand):
    help = "写入示例数据与演示账号；可重复执行，第二次不改变任何内容。"

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.HTTPS and "DEMO_PASSWORD" not in os.environ:
            raise CommandError("正式网址上不使用公开的演示口令：请先设置 DEMO_PASSWORD 再写入示例数据。")
        now = timezone.now()
        with transaction.atomic():
            for sample in (accounts, organizations, activities, rotation, experience):
                sample.sample.seed(now)
        self.stdout.write(self.style.SUCCESS("示例数据已就绪。"))
