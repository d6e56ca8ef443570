"""Fold the search index by the folding of this version, or only say how far that is."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand

from organizations.operations import folding


class Command(BaseCommand):
    help = "升级后按新的归一规则重做检索索引，逐批进行，可以中断再续；--check 只看进度。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="只看进度，不处理")

    def handle(self, *args: Any, **options: Any) -> None:
        while True:
            is_over = options["check"] or folding.carry_on(seconds=5)
            for one in folding.progress():
                state = "已完成" if one.is_over else "未完成"
                self.stdout.write(f"{one.table}：{one.done:,} / {one.total:,}，{state}")
            if is_over:
                return
