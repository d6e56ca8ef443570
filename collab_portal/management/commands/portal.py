"""``make run``: the whole portal on one machine."""

import hashlib
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import OperationalError

from collab_portal import embedded, supervisor


class Command(BaseCommand):
    help = "启动整个门户：数据库、队列、网站与后台任务；Ctrl-C 一并停止。环境变量：HOST、PORT、VAR_DIR。"
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        services, folder = embedded.held(), embedded.var_dir()
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        with one_line():
            embedded.check_folder(folder)
            os.set_inheritable(supervisor.claim(folder), True)
            supervisor.Address.from_environment().check_free()
            self._prepare(folder, demo=services is not None)
        supervisor.become(services)

    def _prepare(self, folder: Path, *, demo: bool) -> None:
        """Bring database, sample data and static files up to date; little to do the second time."""
        call_command("migrate", interactive=False, verbosity=0)
        collected = Path(settings.STATIC_ROOT) / ".digest"
        once(collected, static_digest(), "collectstatic", interactive=False, verbosity=0)
        if demo:  # marked in the database's own folder: whoever deletes that gets new sample data
            once(folder / "postgresql/seeded", "1", "seed_demo")
        call_command("todos_audit", repair=True, stdout=StringIO())  # also after an upgrade


@contextmanager
def one_line() -> Iterator[None]:
    """End with one line that says what to do; bugs keep their traceback."""
    try:
        yield
    except KeyboardInterrupt:
        raise SystemExit(0) from None
    except embedded.ServiceError as error:
        raise SystemExit(str(error)) from None
    except OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        raise SystemExit(f"数据库无法使用（{reason}）：请检查 DATABASE_URL 与数据库服务。") from None
    except FileNotFoundError as error:
        raise SystemExit(f"缺少 {error.filename}：请先执行 make install。") from None
    except OSError as error:
        raise SystemExit(f"无法读写 {error.filename}（{error.strerror}）：请检查权限与磁盘空间。") from None


def once(mark: Path, content: str, command: str, **options: Any) -> None:
    """Run ``command`` unless ``mark`` says it was carried through for the same ``content``."""
    if not mark.exists() or mark.read_text() != content:
        call_command(command, **options)
        mark.write_text(content)


def static_digest() -> str:
    """Changes with any static file's name, size or date."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = Path(storage.path(name)).stat()
            digest.update(f"{name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()
