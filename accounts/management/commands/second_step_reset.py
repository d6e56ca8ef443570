"""The way back for the only system or security admin who lost the phone: on the server, on record."""

import argparse
import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from accounts import trail
from accounts.listeners import tell
from accounts.models import User
from accounts.models.event import Kind
from accounts.operations.recovery import take_off
from collab_portal.lib.history import acting


class Command(BaseCommand):
    help = "解除一个账号的两步验证（仅在没有另一名管理员可以决定找回时使用），并通知全部审计员。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--username", required=True, help="用户名")
        parser.add_argument("--reason", required=True, help="原因，写入安全日志")

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic(), acting(None, "命令行解除两步验证"):
            rows = User.objects.active().select_for_update()
            person = rows.filter(username__iexact=options["username"]).first()
            if person is None:
                raise CommandError("没有这个用户名的启用账号。")
            take_off(person, now=timezone.now())
            who = getpass.getuser()
            trail.record(
                Kind.COMMAND,
                target=person,
                name="second_step_reset",
                system_user=who,
                arguments=options["reason"],
            )
            auditors = User.objects.active().filter(platform_role=User.Platform.AUDITOR)
            body = (
                f"服务器用户 {who} 解除了 {person}（{person.username}）的两步验证，原因：{options['reason']}"
            )
            tell(person, *auditors, title="两步验证由命令行解除", body=body)
        self.stdout.write(self.style.SUCCESS(f"{person.username} 的两步验证已解除，下次登录须重新启用。"))
