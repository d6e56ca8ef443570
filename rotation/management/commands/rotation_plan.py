"""Prints a plan of the nineteen; stores nothing and needs neither database nor services."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from organizations.network import MEMBERS
from rotation.planning import Cadence, Member, PlanError, plan

BY_SLUG = {member.slug: member for member in MEMBERS}
CADENCES = ", ".join(cadence.value for cadence in Cadence)


def day(text: str) -> date:
    try:
        return date.fromisoformat(text) if len(text) == 10 else _refuse(text)
    except ValueError:
        return _refuse(text)


def _refuse(text: str) -> date:
    raise ArgumentTypeError(f"“{text}”不是有效日期，应为 YYYY-MM-DD。")


def cadence(text: str) -> Cadence:
    try:
        return Cadence(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}”不是有效周期，可选 {CADENCES}。") from None


def count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= 9999:
        raise ArgumentTypeError(f"“{text}”不是有效轮数，应为不小于 1 的整数。")
    return int(text[:9])


class Command(BaseCommand):
    help = "按十九家工委的既定顺序推算轮值排期，只打印，不保存。"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--start", type=day, help="起始日期 YYYY-MM-DD")
        parser.add_argument("--cadence", type=cadence, default=Cadence.YEAR, help=f"周期：{CADENCES}")
        parser.add_argument("--cycles", type=count, default=1, help="轮数，默认 1 轮")
        parser.add_argument("--json", action="store_true", help="输出 JSON；start 与 end 均含当日")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["start"] is None:
            raise CommandError("请用 --start YYYY-MM-DD 指明起始日期。", returncode=2)
        members = [Member(member.slug) for member in MEMBERS]
        try:
            slots = plan(members, options["cadence"], options["start"], options["cycles"])
        except PlanError as error:
            raise CommandError(error.message) from error
        if options["json"]:
            rows = [
                {
                    "cycle": slot.cycle,
                    "position": slot.position,
                    "committee": slot.member,
                    "name": BY_SLUG[slot.member].name,
                    "start": slot.start.isoformat(),
                    "end": slot.end.isoformat(),
                }
                for slot in slots
            ]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        for slot in slots:
            name = BY_SLUG[slot.member].name
            self.stdout.write(f"第{slot.cycle}轮 {slot.position:>2}  {slot.start} 至 {slot.end}  {name}")
