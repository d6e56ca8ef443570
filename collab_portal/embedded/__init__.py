"""PostgreSQL and Valkey for one machine: found, started and stopped without installing anything.

Used only where DATABASE_URL and REDIS_URL are unset and somebody asks for it (``asked_for``). Whoever
needs the servers holds a shared lock on ``users.lock`` in the data folder; the first one starts a guardian
process that owns them (``guardian.py``), later ones join it, and it leaves after the last. Nothing else
knows of this.
"""

import atexit
import contextlib
import fcntl
import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from collab_portal.embedded.child import Log
from collab_portal.embedded.server import ServiceError

__all__ = [
    "ServiceError",
    "Services",
    "adopt",
    "asked_for",
    "check_folder",
    "ensure",
    "forbidden",
    "held",
    "needed",
    "start",
    "var_dir",
]

PROJECT = Path(__file__).resolve().parents[2]
LEAST_SPACE = 200 * 1024 * 1024
PATIENCE = 90.0
NEEDS_NONE = {
    *("help", "version", "check", "diffsettings", "startapp"),
    *("collectstatic", "findstatic", "rotation_plan"),
}
STARTERS = ("portal", "seed_demo", "seed_scale")
_held: "Services | None" = None


def var_dir() -> Path:
    """Where this instance keeps its data: VAR_DIR, else ``var`` beside manage.py."""
    return Path(os.environ.get("VAR_DIR") or PROJECT / "var").expanduser().resolve()


def needed(argv: list[str]) -> bool:
    """Whether this command line touches the database or the queue at all."""
    if len(argv) < 2 or {"-h", "--help", "--version"} & set(argv[1:]):
        return False
    return argv[1] not in NEEDS_NONE or "--database" in argv


def forbidden(argv: list[str]) -> bool:
    """Whether this is an installation: ``.production`` lies beside manage.py.

    There a command without its settings must not work on another database and call that a success.
    """
    return (PROJECT / ".production").exists() and len(argv) > 1 and argv[1] != "help"


def asked_for(argv: list[str]) -> bool:
    """Whether somebody wants embedded services: by the command, by EMBEDDED, or by data that lie here."""
    said = os.environ.get("EMBEDDED", "").strip().lower()
    if said:
        return said in {"on", "1", "true", "yes"}
    return argv[1] in STARTERS or (var_dir() / "postgresql/data").exists()


def ensure() -> None:
    """Put DATABASE_URL and REDIS_URL into the environment, from running servers or new ones."""
    global _held
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        return
    _held = start(var_dir())
    atexit.register(_held.stop)
    for name, url in (("DATABASE_URL", _held.database_url), ("REDIS_URL", _held.redis_url)):
        if not os.environ.get(name):
            os.environ[name] = url
    os.environ.setdefault("DEMO_MODE", "on")


def held() -> "Services | None":
    """What ``ensure`` got hold of, if it had to."""
    return _held


@dataclass
class Services:
    """The right to use the two servers. It ends with this process or with ``stop``."""

    database_url: str
    redis_url: str
    folder: Path
    lock: int
    guardian: subprocess.Popen[bytes] | None = None
    _process: int = field(default_factory=os.getpid)

    def stop(self) -> None:
        """Let go, and if nobody else uses the servers wait until they are gone."""
        if self.lock < 0 or os.getpid() != self._process:  # a forked child shares the lock: not its to drop
            return
        last = _locked(self.lock, fcntl.LOCK_EX)
        os.close(self.lock)
        self.lock = -1
        deadline = time.monotonic() + 10
        while last and self.alive() and time.monotonic() < deadline:
            time.sleep(0.02)
        if self.guardian is not None and last:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.guardian.wait(1)

    def alive(self) -> bool:
        """Whether the guardian is still there: it holds ``services.lock`` until its end."""
        try:
            lock = os.open(self.folder / "services.lock", os.O_RDWR)
        except FileNotFoundError:
            return False
        try:
            return not _locked(lock, fcntl.LOCK_EX)
        finally:
            os.close(lock)


def start(folder: Path, *, throwaway: bool = False) -> Services:
    """Join the servers of ``folder`` or start them; throw-away ones are fast and delete it in the end."""
    check_folder(folder)
    users, owner = _open(folder / "users.lock"), _open(folder / "services.lock")
    deadline = time.monotonic() + PATIENCE
    try:
        while time.monotonic() < deadline:
            if _locked(users, fcntl.LOCK_SH):  # not while a guardian is leaving
                if _locked(owner, fcntl.LOCK_EX):
                    return _launch(folder, users, owner, throwaway=throwaway)
                if (folder / "services.json").exists():
                    return _join(folder, users)
            time.sleep(0.05)
        raise ServiceError(f"另一个进程占着 {folder} 却迟迟没有就绪：请结束它（见 {folder / 'log'}）后重试。")
    except BaseException:
        os.close(users)
        raise
    finally:
        os.close(owner)


def check_folder(folder: Path) -> None:
    """Refuse a folder that cannot take the data, before anything is half done."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / "log").mkdir(exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.write_text("可写")
        probe.unlink()
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise _unusable(folder, error) from None
    if free < LEAST_SPACE:
        raise ServiceError(
            f"磁盘空间不足：{folder} 所在磁盘只剩 {free >> 20} MB，至少需要 {LEAST_SPACE >> 20} MB。"
            "请清理磁盘，或用 VAR_DIR=其他目录 重试。"
        )


def adopt(folder: Path, lock: int) -> Services:
    """Go on using what this process held before it became another program."""
    os.set_inheritable(lock, False)
    return _join(folder, lock)


def _join(folder: Path, users: int) -> Services:
    facts = json.loads((folder / "services.json").read_text())
    return Services(facts["database_url"], facts["redis_url"], folder, users)


def _launch(folder: Path, users: int, owner: int, *, throwaway: bool) -> Services:
    """Start the guardian; it inherits the lock on ``services.lock``, so there is never a second one."""
    (folder / "services.json").unlink(missing_ok=True)  # left by one that was killed
    command = [sys.executable, "-m", "collab_portal.embedded.guardian", str(folder)]
    log = folder / "log/services.log"
    with log.open("ab") as errors:
        guardian = subprocess.Popen(  # noqa: S603 - our own module
            [*command, "--throwaway"] if throwaway else command,
            cwd=PROJECT,
            pass_fds=[owner],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=True,
        )
    assert guardian.stdout is not None  # noqa: S101 - it is a pipe
    with guardian.stdout as pipe:
        answer = pipe.readline().decode().strip()
    if answer != "ready":
        guardian.wait()
        raise ServiceError(answer or f"内置服务未能启动：{Log(log).tail(1)}（详见 {log}）")
    services = _join(folder, users)
    services.guardian = guardian
    return services


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise _unusable(path, error) from None


def _unusable(path: Path, error: OSError) -> ServiceError:
    way_out = "请检查权限与磁盘空间，或用 VAR_DIR=其他目录 重试。"
    return ServiceError(f"无法写入 {path}（{error.strerror}）：{way_out}")


def _locked(lock: int, kind: int) -> bool:
    try:
        fcntl.flock(lock, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
