"""Compares the trail and all history with their seals; nightly, and whenever an auditor asks."""

import argparse
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts import approle
from accounts.sealing import Found, KeyMissing, heads, verify
from accounts.sealing.standing import tell


class Command(BaseCommand):
    help = "核验封存。结果：0 一致；1 不一致，逐条列出；2 无法核验（没有密钥，或所给文件不能读）。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--since", type=int, default=1, metavar="N", help="只核对第 N 号封存以来的内容")
        kept = parser.add_mutually_exclusive_group()
        kept.add_argument("--head", default="", metavar="签名", help="库外保存的一个签名，应在封存之中")
        kept.add_argument(
            "--kept", action="store_true", help="与 VAR_DIR/seals 中保存的全部签名比较（夜间核验）"
        )
        kept.add_argument("--heads", type=Path, metavar="文件", help="库外保存的签名，每行“时间 编号 签名”")

    def handle(self, *args: Any, **options: Any) -> None:
        file, since, head = options["heads"], options["since"], options["head"]
        try:
            kept = heads.kept() if options["kept"] else heads.read(file) if file else []
            found = verify(since=since, head=head, heads=kept)
        except KeyMissing as missing:
            raise CommandError(str(missing), returncode=2) from None
        except (OSError, ValueError) as error:
            raise CommandError(f"无法读取 {file or heads.folder()}：{error}", returncode=2) from None
        blind = found.unknown >= since and not found.lines
        if found.lines or (since <= found.unknown + 1 and not blind):
            tell(found)
        self._show(found)
        if words := approle.warning():
            self.stderr.write(f"提示：{words}")
        if found.lines:
            sys.exit(1)
        if blind:
            raise CommandError(
                f"第 1–{found.unknown} 号封存所用的密钥不在（AUDIT_OLD_KEYS），无法核验；"
                f"其后的一致。只核对其后的：--since {found.unknown + 1}",
                returncode=2,
            )

    def _show(self, found: Found) -> None:
        for line in found.lines:
            self.stdout.write(line)
        verdict = f"不一致 {len(found.lines)} 处" if found.lines else "全部一致"
        self.stdout.write(f"核验 {found.seals} 号封存、{found.rows} 条记录：{verdict}。最新签名 {found.head}")
