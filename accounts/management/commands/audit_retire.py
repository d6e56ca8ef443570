"""Takes sealed months out of the security trail, after two people agreed."""

import argparse
from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.sealing import KeyMissing
from accounts.sealing.retiring import Refused, agreed, retire


def month(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 - a month, no moment
    except ValueError:
        raise argparse.ArgumentTypeError(f"应为 年-月，例如 2026-01：{text}") from None


class Command(BaseCommand):
    help = (
        "归档安全日志：导出某月以前已封存的内容并移出；"
        "须先由审计员和安全管理员在“封存”页共同确认，以数据库属主运行。"
    )

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--before", type=month, required=True, metavar="年-月", help="归档这个月以前的")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = retire(agreed(options["before"]))
        except KeyMissing as missing:
            raise CommandError(str(missing), returncode=2) from None
        except Refused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(
            f"已移出 {done.rows} 条，存于 {done.file}（SHA-256 {done.digest}），记入{done.seal}封存。"
        )
