"""What PostgreSQL and Valkey have in common as embedded servers."""

import importlib.util
import signal
import socket
import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar

from collab_portal.embedded.child import Child, Log

START_LIMIT = 60.0


class ServiceError(Exception):
    """What went wrong and what to do, in one line."""


class Server(ABC):
    """Listens on 127.0.0.1 only, behind a password made anew at every start.

    The password is handed over on standard input, so no other user of the machine finds it in
    a file or in the list of processes.
    """

    name: ClassVar[str]
    stop_signal: ClassVar[signal.Signals]
    hurry_signal: ClassVar[signal.Signals]

    def __init__(self, folder: Path, password: str) -> None:
        self.password, self.port = password, free_port()
        self.home, self.log = folder / self.name.lower(), folder / "log" / f"{self.name.lower()}.log"

    @property
    @abstractmethod
    def url(self) -> str: ...

    @abstractmethod
    def child(self) -> Child:
        """Prepare what the server needs and describe its process."""

    @abstractmethod
    def ready(self) -> bool:
        """Whether it answers."""

    def launch(self) -> None:
        """Start and wait until it answers; on another port if somebody just took the first one."""
        for _ in range(3):
            self.running = self.child()
            self.running.start()
            deadline = time.monotonic() + START_LIMIT
            while self.running.alive and time.monotonic() < deadline:
                if self.ready():
                    return
                time.sleep(0.02)
            hung = self.running.alive
            self.running.end(deadline=0)
            if hung:
                break
            self.port = free_port()
        raise self.failure("未能启动")

    def failure(self, what: str) -> ServiceError:
        return ServiceError(f"{self.name} {what}：{Log(self.log).tail(1) or '日志为空'}（详见 {self.log}）")


def in_wheel(package: str, pattern: str) -> list[Path]:
    """Files of an installed package, without importing it."""
    spec = importlib.util.find_spec(package)
    roots = (spec and spec.submodule_search_locations) or ()
    return [path for root in roots for path in Path(root).glob(pattern)]


def free_port() -> int:
    """A port nobody listens on at this moment; who binds it later may still be beaten to it."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port
