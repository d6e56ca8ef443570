"""Seals what came since the last time; run every five minutes by the process that has the key."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.sealing import KeyMissing, heads, seal
from accounts.sealing.columns import changed_next
from accounts.sealing.renewing import Broken, renew


class Command(BaseCommand):
    help = "封存安全日志与各项历史；--renew 在核验无误后重新封存全部内容（升级改动列之前、之后）。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--renew", metavar="原因", help="核验后重新封存全部内容，写明原因；更换密钥也用它"
        )
        parser.add_argument("--lost-key", action="store_true", help="与 --renew 同用：原密钥已遗失，重新开始")

    def handle(self, *args: Any, **options: Any) -> None:
        reason = options["renew"]
        if reason is not None and not reason.strip():
            raise CommandError("--renew 要写明原因。")
        lost = options["lost_key"]
        if lost and not reason:
            raise CommandError("--lost-key 与 --renew 同用，须写明原因。")
        try:
            row = renew(reason.strip(), but=changed_next(), lost_key=lost) if reason else seal()
        except KeyMissing as missing:
            raise CommandError(str(missing), returncode=2) from None
        except OSError as error:
            raise CommandError(
                f"已封存，但签名未能写入 {heads.folder()}：{error}。请检查磁盘与权限。"
            ) from None
        except Broken as broken:
            raise CommandError(str(broken)) from None
        self.stdout.write(f"已封存：{row} {row.mac}" if row else "没有新内容，未作封存。")
