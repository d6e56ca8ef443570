"""Django's migrate, which stops before a change that would make sealed rows incomparable."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as Migrate

from accounts.sealing.columns import endangered
from accounts.sealing.renewing import Broken, renew


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> None:
        looks_only = options["plan"] or options["check_unapplied"] or options["fake"] or options["prune"]
        found = set() if looks_only else endangered()
        if found and settings.DEMO_MODE and settings.AUDIT_KEY:  # on a desk nobody need be asked
            try:
                renew("升级前重新封存", but=found)
            except Broken as broken:
                raise CommandError(str(broken)) from None
        elif found:
            names = "、".join(f"{table}.{column}" for table, column in sorted(found))
            raise CommandError(
                f"本次升级会改动已封存的列（{names}），改动后旧封存将无法核对。"
                "请先由封存服务执行 manage.py audit_seal --renew 原因，核验无误并重新封存后再升级。"
            )
        super().handle(*args, **options)
