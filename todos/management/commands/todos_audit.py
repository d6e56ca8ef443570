"""Compares every to-do with the objects that owe it; exit 1 if they differ."""

import sys

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from todos.operations import audit


class Command(BaseCommand):
    help = "核对待办与各事项的实际状态；不一致时退出码为 1。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="按实际状态重新生成待办。")

    def handle(self, *, repair: bool, **options: object) -> None:
        findings = audit(timezone.now(), repair=repair)
        for line in findings.differing:
            self.stdout.write(line)
        verdict = "一致" if not findings.differing else "已改正" if repair else "不一致"
        self.stdout.write(f"核对 {findings.objects} 个事项、{findings.rows} 项待办：{verdict}。")
        if findings.differing and not repair:
            sys.exit(1)
