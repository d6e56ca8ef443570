"""The first account of a fresh install: there is no default account and no superuser."""

import argparse
import getpass
import os
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts import trail
from accounts.models import User
from accounts.models.event import Kind
from collab_portal.lib.dates import today
from collab_portal.lib.history import acting


class Command(BaseCommand):
    help = "开通第一个系统管理员（或用 --duty 开通第一个安全管理员、审计员）；已有时拒绝。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--username", required=True, help="用户名")
        parser.add_argument("--display-name", required=True, help="姓名")
        parser.add_argument("--email", default="", help="邮箱")
        parser.add_argument("--duty", choices=User.Platform.values, default="system", help="平台职责")

    def handle(self, *args: Any, **options: Any) -> None:
        duty = User.Platform(options["duty"])
        if User.objects.active().filter(platform_role=duty).exists():
            raise CommandError(f"已有{duty.label}，请登录后由管理员开通其他账号。")
        now = timezone.now()
        person = User(
            username=options["username"],
            display_name=options["display_name"],
            email=options["email"].lower(),
            platform_role=duty,
            settled_at=now,
            email_confirmed_at=now if options["email"] else None,
            password_set_at=now,
            mfa_due_on=None if settings.DEMO_MODE else today(now),
        )
        password = os.environ.get("FIRST_ADMIN_PASSWORD") or self._ask()
        try:
            validate_password(password, person)
            person.set_password(password)
            person.full_clean()
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        with transaction.atomic(), acting(None, "命令行开通首个账号"):
            person.save()
            trail.record(
                Kind.COMMAND,
                target=person,
                name="create_first_admin",
                system_user=getpass.getuser(),
                arguments=duty.label,
            )
        self.stdout.write(self.style.SUCCESS(f"{duty.label} {person.username} 已开通。"))

    def _ask(self) -> str:
        password = getpass.getpass("密码（至少 12 位）：")
        if password != getpass.getpass("再输入一次："):
            raise CommandError("两次输入的密码不一致。")
        return password
