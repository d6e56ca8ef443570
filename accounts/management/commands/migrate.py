"""Django's migrate, which stops before what it could not do right: sealed columns, migrations half folded."""

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.core.management.commands.migrate import Command as Migrate
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from accounts.sealing.columns import endangered
from accounts.sealing.renewing import Broken, renew


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> None:
        if missing := half_folded():
            raise CommandError(
                f"数据库停在已合并的迁移中间（缺 {'、'.join(missing)}），未作任何改动："
                "请按 docs/production.md「升级」先升到合并前的最后一版；示例数据可换一个数据目录重建。"
            )
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


def half_folded() -> list[str]:
    """The last of the migrations that a folded one stands for, where the database has only some of them."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    applied = set(MigrationRecorder(connection).applied_migrations())
    folded = [
        sorted(set(migration.replaces) - applied)
        for key, migration in loader.disk_migrations.items()
        if key not in applied and applied & set(migration.replaces)
    ]
    return [".".join(missing[-1]) for missing in folded if missing]
