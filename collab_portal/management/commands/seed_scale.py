"""Deterministic bulk data, for benchmarks and for looking at pages with real volumes."""

import argparse
from collections.abc import Callable
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

import accounts.scale
import activities.scale
import commons.scale
import experience.scale
import organizations.scale
from todos import operations as todos

# In this order: records are known under labels.
STEPS: dict[str, tuple[str, Callable[[int, int], None]]] = {
    "users": ("用户", accounts.scale.users),
    "branches": ("党组织", organizations.scale.branches),
    "agreements": ("合作框架协议", organizations.scale.agreements),
    "labels": ("品牌与专项", commons.scale.labels),
    "resources": ("共享资源", commons.scale.resources),
    "documents": ("文件", commons.scale.documents),
    "honours": ("荣誉", commons.scale.honours),
    "activities": ("联合活动", activities.scale.activities),
    "articles": ("文章", experience.scale.articles),
}


class Command(BaseCommand):
    help = "批量生成示例数据；同样的参数得到同样的内容。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        for name, (label, _) in STEPS.items():
            parser.add_argument(f"--{name}", type=int, default=0, metavar="N", help=f"{label}数量")
        parser.add_argument("--seed", type=int, default=1, metavar="S", help="随机种子")

    def handle(self, *args: Any, **options: Any) -> None:
        for name, (_, make) in STEPS.items():
            if options[name] > 0:
                with transaction.atomic():
                    make(options[name], options["seed"])
                self.stdout.write(f"{name}: {options[name]}")
        todos.audit(timezone.now(), repair=True)  # written straight into the tables
