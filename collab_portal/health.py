"""Whether this process can serve: what makes a page impossible, and what an operator should look at."""

import shutil
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache as once
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from accounts import approle
from accounts.sealing import standing
from collab_portal.lib.bounds import MB
from collab_portal.models import Tick

PROCESSES = {"worker": "后台任务进程（worker）", "beat": "定时进程（beat）"}
SILENT = timedelta(minutes=3)
SPARE = 1024 * MB  # bytes that a disk should have free,
SPARE_SHARE = 0.1  # and the share of it


@dataclass
class Readiness:
    """``faults`` mean that pages fail; ``warnings`` that something is to be looked at."""

    faults: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    ticks: dict[str, str | None] = field(default_factory=dict)  # when worker and beat last did something

    @property
    def ready(self) -> bool:
        return not self.faults


def readiness() -> Readiness:
    """Look at everything once; raises nothing."""
    found = Readiness()
    try:
        found.faults += [f"迁移未执行：{name}（请运行 migrate）" for name in _unapplied()]
    except DatabaseError:
        found.faults.append("数据库无法使用")
    if found.ready:
        found.warnings += _trail_warnings()
        found.ticks, late = _ticks(timezone.now())
        found.warnings += late
    found.faults += _static_faults()
    cache.set("readyz", 1, 5)
    if not cache.get("readyz"):
        found.warnings.append("缓存（Redis）无法使用：仍可登录和办理，登录限制暂不计数")
    found.warnings += _disk_warnings(Path(settings.VAR_DIR))
    return found


@once
def _known() -> dict[tuple[str, str], list[tuple[str, str]]]:
    """The migrations of the code that runs here, each with those that it stands for."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    return {key: list(migration.replaces) for key, migration in loader.disk_migrations.items()}


def _unapplied() -> list[str]:
    applied = set(MigrationRecorder(connection).applied_migrations())
    folded = {old for new, replaced in _known().items() if new in applied for old in replaced}
    return [
        ".".join(key)
        for key, replaces in sorted(_known().items())
        if key not in applied | folded and not (replaces and set(replaces) <= applied)
    ]


def _static_faults() -> list[str]:
    """Pages name static files by the manifest that was read at the start: all of them must lie there."""
    if not hasattr(staticfiles_storage, "hashed_files"):  # plain storage, in tests
        return []
    files = set(staticfiles_storage.hashed_files.values())
    if not files:
        return ["静态文件清单缺失：请运行 collectstatic 并重启"]
    missing = sorted(name for name in files if not staticfiles_storage.exists(name))
    if not missing:
        return []
    return [f"缺少 {len(missing)} 个静态文件，例如 {missing[0]}：请运行 collectstatic 并重启"]


def _trail_warnings() -> list[str]:
    """Rows that no longer agree with their seals or wait for one, and a role that could rewrite them."""
    try:
        words = [standing.trouble(), "" if settings.DEMO_MODE else approle.warning()]
    except DatabaseError:
        return []
    return [word for word in words if word]


def _ticks(now: datetime) -> tuple[dict[str, str | None], list[str]]:
    """When worker and beat last did something, and which has been silent since it once did."""
    try:
        found: dict[str, datetime] = dict(Tick.objects.values_list("name", "at"))
    except DatabaseError:
        return {}, []
    ticks = {name: found[name].isoformat(timespec="seconds") if name in found else None for name in PROCESSES}
    late = [
        f"{words}已 {(now - found[name]) // timedelta(minutes=1)} 分钟没有运行"
        for name, words in PROCESSES.items()
        if name in found and now - found[name] > SILENT
    ]
    return ticks, late


def _disk_warnings(folder: Path) -> list[str]:
    try:
        disk = shutil.disk_usage(folder)
    except OSError as error:
        return [f"数据目录 {folder} 无法读取（{error.strerror}）"]
    if disk.free >= max(SPARE, disk.total * SPARE_SHARE):
        return []
    return [f"磁盘空间不足：{folder} 只剩 {disk.free // MB} MB"]
