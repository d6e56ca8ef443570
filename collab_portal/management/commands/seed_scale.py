"""Deterministic bulk data, for benchmarks and for looking at pages with real volumes."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

import accounts.scale
import activities.scale
import experience.scale
import organizations.scale
from todos import operations as todos


class Command(BaseCommand):
    help = "批量生成示例数据；同样的参数得到同样的内容。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        labels = {"users": "用户", "branches": "党组织", "activities": "联合活动", "articles": "文章"}
        for name, label in labels.items():
            parser.add_argument(f"--{name}", type=int, default=0, metavar="N", help=f"{label}数量")
        parser.add_argument("--seed", type=int, default=1, metavar="S", help="随机种子")

    def handle(self, *args: Any, **options: Any) -> None:
        steps = (
            ("users", accounts.scale.users),
            ("branches", organizations.scale.branches),
            ("activities", activities.scale.activities),
            ("articles", experience.scale.articles),
        )
        for name, make in steps:
            if options[name] > 0:
                with transaction.atomic():
                    make(options[name], options["seed"])
                self.stdout.write(f"{name}: {options[name]}")
        todos.audit(timezone.now(), repair=True)  # written straight into the tables
