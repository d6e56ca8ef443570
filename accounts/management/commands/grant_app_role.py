"""Gives the role the portal runs with what it needs, after each migrate; run as the owner of the tables."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from accounts import approle
from accounts.sealing.tables import tables


class Command(BaseCommand):
    help = (
        "授予运行角色所需的数据库权限（可重复执行）：安全日志、历史与封存只能查询和追加，不能改、删、清空。"
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("role", help="运行角色，例如 portal_app（须已由 CREATE ROLE 建立）")

    def handle(self, *args: Any, **options: Any) -> None:
        role = options["role"]
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
        if missing := {*tables()} - {*approle.every_table()}:
            raise CommandError(f"缺少 {len(missing)} 张表（例如 {min(missing)}）：请先执行 migrate。")
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in approle.grants(role):
                cursor.execute(statement)
        self.stdout.write(self.style.SUCCESS(f"{role} 的权限已授予。"))
