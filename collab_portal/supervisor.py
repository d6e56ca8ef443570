"""Runs web, worker and beat as one: starts them, restarts what dies, stops all together.

``manage.py portal`` prepares everything with Django loaded and then becomes this process, which
does without Django and so stays small.
"""

import errno
import fcntl
import http.client
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from collab_portal import embedded
from collab_portal.embedded.child import Child, GaveUpError

GRACE = 2.5  # seconds for a clean end: with the servers' own, all is gone within five
READY_LIMIT = 120.0
HINT_EVERY = 60.0
WISHES = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)  # to stop


@dataclass(frozen=True)
class Address:
    """Where the portal listens: HOST and PORT."""

    host: str
    port: int

    @classmethod
    def from_environment(cls) -> Self:
        host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
        if not port.isdecimal() or not 0 < int(port) < 65536:
            raise embedded.ServiceError(f"PORT={port} 不是有效端口：应为 1 到 65535，例如 PORT=8100。")
        return cls(host, int(port))

    def check_free(self) -> None:
        """Refuse early, with the way out, what would otherwise end in gunicorn's log."""
        family = socket.AF_INET6 if ":" in self.host else socket.AF_INET
        try:
            socket.create_server((self.host, self.port), family=family).close()
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                what = f"端口 {self.port} 已被占用：请换一个，例如 PORT={self.port % 65535 + 1} make run。"
            else:
                what = f"无法监听 {self.host}:{self.port}（{error.strerror}）：请检查 HOST 与 PORT。"
            raise embedded.ServiceError(what) from None

    def ready(self) -> bool:
        """Whether ``/readyz`` answers 200."""
        anywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared, not bound
        link = http.client.HTTPConnection(anywhere.get(self.host, self.host), self.port, timeout=1)
        allowed = (os.environ.get("ALLOWED_HOSTS") or "").split(",")[0].strip().strip(".*")
        try:
            link.request("GET", "/readyz", headers={"Host": allowed or "127.0.0.1"})
            return link.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            link.close()

    def __str__(self) -> str:
        return f"http://{f'[{self.host}]' if ':' in self.host else self.host}:{self.port}/"


def claim(folder: Path) -> int:
    """Hold the one place a portal has in ``folder``, until the process ends."""
    place = os.open(folder / "portal.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        other = os.read(place, 20).decode()
        raise embedded.ServiceError(
            f"门户已在运行（进程 {other}，数据目录 {folder}）："
            "请先停止它；要另开一个，请同时另设 VAR_DIR 与 PORT。"
        ) from None
    os.truncate(place, 0)
    os.write(place, str(os.getpid()).encode())
    return place


def commands(folder: Path) -> list[Child]:
    """Web, worker and beat. Beat keeps no file: what is due is decided by the database."""
    celery, alone = ["-m", "celery", "-A", "collab_portal"], ["--without-gossip", "--without-mingle"]
    arguments = {
        "web": ["-m", "gunicorn", "-c", "python:collab_portal.gunicorn", "collab_portal.wsgi"],
        "worker": [*celery, "worker", "--pool=threads", "--concurrency=3", *alone],
        "beat": [*celery, "beat", "--scheduler=celery.beat.Scheduler", "--pidfile="],
    }
    return [
        Child(name, [sys.executable, *words], folder / f"log/{name}.log", cwd=embedded.PROJECT)
        for name, words in arguments.items()
    ]


class Supervisor:
    """Keeps ``children`` running between a start and a signal."""

    def __init__(self, children: Sequence[Child], services: embedded.Services | None) -> None:
        self.children, self.services, self.leaving = children, services, False
        self._hinted: dict[str, float] = {}

    def run(self, ready: Callable[[], bool], greeting: str) -> int:
        """The exit code: 0 when asked to stop, 1 when a child cannot be kept alive."""
        for number in WISHES:
            signal.signal(number, lambda *_: setattr(self, "leaving", True))
        signal.pthread_sigmask(signal.SIG_UNBLOCK, WISHES)
        try:
            for child in self.children:
                child.start()
            self._wait(ready)
            if not self.leaving:
                say(greeting)
            while not self.leaving:
                self._look_after()
                time.sleep(0.1)
        except (GaveUpError, OSError) as error:
            sys.stderr.write(f"门户已停止：{error}\n")
            return 1
        finally:
            self.stop()
        return 0

    def stop(self) -> None:
        for child in self.children:
            child.send(signal.SIGTERM)
        deadline = time.monotonic() + GRACE
        for child in self.children:
            child.end(deadline)
        if self.services is not None:
            self.services.stop()

    def _wait(self, ready: Callable[[], bool]) -> None:
        deadline = time.monotonic() + READY_LIMIT
        while not self.leaving and not ready():
            if time.monotonic() > deadline:
                logs = "、".join(str(child.log.path) for child in self.children)
                raise GaveUpError(f"{READY_LIMIT:g} 秒内未能就绪。请查看日志：{logs}")
            self._look_after()
            time.sleep(0.1)

    def _look_after(self) -> None:
        for child in self.children:
            child.log.bound()
            if news := child.tend():
                say(news)
            if child.log.trouble() and self._may_hint(child.name):
                say(f"{child.name} 记录了错误，见 {child.log.path}")
        if self.services is not None and not self.services.alive():
            log = self.services.folder / "log"
            raise GaveUpError(f"内置数据库与队列已退出。请查看 {log} 后重新启动。")

    def _may_hint(self, name: str) -> bool:
        """At most one hint a minute for each child."""
        now = time.monotonic()
        if now - self._hinted.get(name, -HINT_EVERY) < HINT_EVERY:
            return False
        self._hinted[name] = now
        return True


def say(line: str) -> None:
    """Tell the person at the keyboard, who may have closed the window."""
    try:
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    except OSError:
        pass


def become(services: embedded.Services | None) -> None:
    """Replace this process, and its memory, by the supervisor; locks held go along.

    The last words of the command line are for people who look for it in the list of processes.
    """
    os.environ["VAR_DIR"] = str(embedded.var_dir())
    lock = services.lock if services is not None else -1
    if services is not None:
        os.set_inheritable(lock, True)
    os.chdir(embedded.PROJECT)
    sys.stdout.flush()
    signal.pthread_sigmask(signal.SIG_BLOCK, WISHES)  # one that comes meanwhile waits for its handler
    command = [sys.executable, "-m", "collab_portal.supervisor", str(lock), "manage.py", "portal"]
    os.execv(sys.executable, command)  # noqa: S606 - our own module


def main() -> int:
    os.environ["CELERY_SKIP_CHECKS"] = "1"  # they would load every view into worker and beat
    folder, address, lock = embedded.var_dir(), Address.from_environment(), int(sys.argv[1])
    services = embedded.adopt(folder, lock) if lock >= 0 else None
    return Supervisor(commands(folder), services).run(address.ready, f"Portal ready: {address}")


if __name__ == "__main__":
    sys.exit(main())
