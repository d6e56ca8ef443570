"""Compares every live plan with the outbox; exit 1 if they differ."""

import sys

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from notifications.operations import audit


class Command(BaseCommand):
    help = "核对提醒计划与发送台账；不一致时退出码为 1。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="补入台账中缺少的提醒。")

    def handle(self, *, repair: bool, **options: object) -> None:
        findings = audit(timezone.now(), repair=repair)
        for line in [*findings.missing, *findings.differing]:
            self.stdout.write(line)
        verdict = "一致" if findings.clean else "不一致"
        self.stdout.write(
            f"核对 {findings.topics} 个事项、{findings.rows} 条提醒："
            f"缺少 {len(findings.missing)}，不符 {len(findings.differing)}，{verdict}。"
        )
        if not findings.clean:
            sys.exit(1)
