"""The process that owns the servers, for as long as anybody uses them.

A user is any process with a shared lock on ``users.lock``; the kernel drops the lock when the
process ends, however it ends. So the servers go away after the last user even if that one was
killed with SIGKILL, and stay while a second command still needs them.
"""

import argparse
import contextlib
import fcntl
import json
import os
import secrets
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import TextIO

from collab_portal.embedded.child import GaveUpError
from collab_portal.embedded.postgres import Postgres
from collab_portal.embedded.server import Server, ServiceError
from collab_portal.embedded.valkey import Valkey

GRACE = 1.5  # seconds for a clean end before the hurried one


class Guardian:
    """Starts both servers, restarts one that dies, and stops them in the end."""

    def __init__(self, folder: Path, *, throwaway: bool) -> None:
        self.folder, self.throwaway, self.leaving = folder, throwaway, False
        self.state = folder / "services.json"
        self.servers: list[Server] = []

    def start(self) -> None:
        valkey = Valkey(self.folder, secrets.token_hex(16))
        postgres = Postgres(self.folder, secrets.token_hex(16), throwaway=self.throwaway)
        for server in (valkey, postgres):
            server.launch()
            self.servers.append(server)
        self._publish({"database_url": postgres.url, "redis_url": valkey.url})

    def watch(self, users: TextIO) -> None:
        """Return when no user is left, or when a signal says so."""
        while not self.leaving and not alone(users):
            for server in self.servers:
                server.running.tend()
                server.running.log.bound()
            time.sleep(0.1)

    def close(self) -> None:
        """Stop both, politely at first; leave no trace of a throw-away pair."""
        self.state.unlink(missing_ok=True)
        for server in self.servers:
            server.running.send(server.hurry_signal if self.throwaway else server.stop_signal)
        deadline = time.monotonic() + GRACE
        while any(server.running.alive for server in self.servers) and time.monotonic() < deadline:
            time.sleep(0.02)
        for server in self.servers:
            server.running.send(server.hurry_signal)
            server.running.end(time.monotonic() + 1)
        if self.throwaway:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _publish(self, addresses: dict[str, str]) -> None:
        """Write down what a second command needs to join, for this user's eyes only."""
        pids = {server.name: server.running.process.pid for server in self.servers}
        draft = self.state.with_suffix(".draft")
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(addresses | {"pids": {"guardian": os.getpid(), **pids}}))
        draft.rename(self.state)


def alone(users: TextIO) -> bool:
    """Whether nobody else holds the lock; from then on newcomers wait for this process to go."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def report(answer: str) -> None:
    """Tell whoever started us, then let go of the pipe."""
    sys.stderr.write(f"{answer}\n")
    with contextlib.suppress(BrokenPipeError, ValueError):  # gone, or told already
        sys.stdout.write(answer.replace("\n", " ") + "\n")
        sys.stdout.close()


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--throwaway", action="store_true")
    options = parser.parse_args()
    guardian = Guardian(options.folder, throwaway=options.throwaway)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda *_: setattr(guardian, "leaving", True))
    # The file stays open over close(): a newcomer has to wait until all is gone.
    with (options.folder / "users.lock").open("a") as users:
        try:
            guardian.start()
            report("ready")
            guardian.watch(users)
        except (ServiceError, GaveUpError) as error:
            report(str(error))
            return 1
        except OSError as error:
            report(f"内置服务出错（{error}）：请检查 {options.folder} 的磁盘空间与权限，或另设 VAR_DIR。")
            return 1
        finally:
            guardian.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
