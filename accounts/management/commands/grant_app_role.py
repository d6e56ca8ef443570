"""Gives the roles of portal and sealing what they need, after each migrate; run as the tables' owner."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from accounts import approle
from accounts.sealing.tables import tables


class Command(BaseCommand):
    help = (
        "授予运行角色和封存角色所需的数据库权限（可重复执行）：运行角色对安全日志与历史只能查询和追加，"
        "不能改、删、清空，也不能添加封存。"
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("role", help="运行角色，例如 portal_app（须已由 CREATE ROLE 建立）")
        parser.add_argument(
            "--sealing", metavar="角色", help="封存服务的角色，例如 portal_seal：只有它能添加封存"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        role, sealing = options["role"], options["sealing"]
        if role == sealing:
            raise CommandError("封存须另用角色：运行角色不能添加封存。")
        if missing := {*tables()} - {*approle.every_table()}:
            raise CommandError(f"缺少 {len(missing)} 张表（例如 {min(missing)}）：请先执行 migrate。")
        granted = {role: approle.grants} | ({sealing: approle.sealing_grants} if sealing else {})
        for name in granted:
            self._check(name)
        with transaction.atomic(), connection.cursor() as cursor:
            for name, grants in granted.items():
                for statement in grants(name):
                    cursor.execute(statement)
        self.stdout.write(self.style.SUCCESS(f"{'、'.join(granted)} 的权限已授予。"))

    def _check(self, role: str) -> None:
        """Refuse a role that rights do not hold."""
        found = approle.standing(role)
        if found is None:
            raise CommandError(
                f"没有角色 {role}：请先由数据库管理员执行 CREATE ROLE {role} LOGIN PASSWORD '…'。"
            )
        if found["self"] or found["owns"]:
            raise CommandError(
                f"{role} 是表的属主或当前角色，权限约束不了它：请用属主运行本命令，另设运行角色。"
            )
        if found["super"] or found["bypass"]:
            raise CommandError(f"{role} 是超级用户，权限约束不了它：请另设普通角色。")
        if found["member"]:
            raise CommandError(f"{role} 是其他角色的成员，会继承其权限：请先收回（REVOKE … FROM {role}）。")
