"""Sum the figures anew from the records, or only look whether that would change anything."""

import argparse
import sys
from typing import Any

from django.core.management.base import BaseCommand

from activities import tallies


class Command(BaseCommand):
    help = "由已确认的记录重新汇总统计底数；--check 只核对，有出入时退出码为 1。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="只核对，不改动")

    def handle(self, *args: Any, **options: Any) -> None:
        odd = tallies.differences()
        if options["check"]:
            self.stdout.write(f"有 {odd} 行与记录不符。" if odd else "统计底数与记录一致。")
            sys.exit(1 if odd else 0)
        tallies.rebuild()
        self.stdout.write(f"已重新汇总，改正 {odd} 行。")
