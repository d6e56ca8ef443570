"""Servers and senders of their own, to be killed: nothing here is shared with other tests."""

import contextlib
import os
import random
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg2

from collab_portal.embedded.child import die_with
from collab_portal.embedded.postgres import Postgres
from collab_portal.embedded.valkey import Valkey
from tests import schema
from tests.faults.relay import Relay

PROJECT = Path(__file__).resolve().parents[2]


class Stack:
    """PostgreSQL, Valkey and a mail relay; servers come back on the port they had."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="portal-faults-"))
        (self.folder / "log").mkdir()
        password = secrets.token_hex(8)
        self.postgres = Postgres(self.folder, password, throwaway=True)
        self.postgres.settings["synchronous_commit"] = "on"  # what was committed survives a crash
        self.valkey = Valkey(self.folder, password)
        self.relay = Relay()
        self.senders: list[Sender] = []
        self.kills = 0
        self.postgres.launch()
        self.valkey.launch()
        migrated = schema.prepare(self.postgres.url)
        self.url = urlsplit(self.postgres.url)._replace(path=f"/{migrated}").geturl()

    def close(self) -> None:
        for sender in self.senders:
            sender.kill()
        self.relay.go()
        for server in (self.postgres, self.valkey):
            server.running.send(server.hurry_signal)
            server.running.end(time.monotonic() + 5)
        shutil.rmtree(self.folder, ignore_errors=True)

    def environment(self, **more: str) -> dict[str, str]:
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "DATABASE_URL": self.url,
            "REDIS_URL": self.valkey.url,
            "EMAIL_URL": self.relay.url,
            "VAR_DIR": str(self.folder / "var"),
            "DEMO_MODE": "on",
            **more,
        }

    def seed(self, *options: str) -> None:
        self.run([sys.executable, "-m", "tests.faults.seed", *options])

    def run(self, command: Sequence[str], **environment: str) -> None:
        subprocess.run(command, cwd=PROJECT, env=self.environment(**environment), check=True)

    def start(self, kind: str, **environment: str) -> "Sender":
        sender = Sender(self, kind, environment)
        self.senders.append(sender)
        return sender

    def query(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """On a new connection each time, waiting for a database that is just coming back."""
        deadline = time.monotonic() + 30
        while True:
            try:
                link = psycopg2.connect(self.url)
                try:
                    with link, link.cursor() as cursor:
                        cursor.execute(statement, values)
                        return cursor.fetchall() if cursor.description else []
                finally:
                    link.close()
            except psycopg2.OperationalError:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.1)

    def census(self, channel: str = "email") -> dict[str, int]:
        return dict(
            self.query(
                "SELECT status, count(*) FROM notifications_delivery WHERE channel = %s GROUP BY 1", channel
            )
        )

    def still_open(self) -> int:
        return int(
            self.query("SELECT count(*) FROM notifications_delivery WHERE status IN ('pending', 'sending')")[
                0
            ][0]
        )

    def clear(self) -> None:
        self.query("TRUNCATE notifications_delivery, notifications_notification CASCADE")
        self.relay.mails.clear()
        self.kills = 0
        (self.folder / "var" / "storm.json").unlink(missing_ok=True)

    def audit(self) -> None:
        """``reminders_audit`` as operators run it: exit 0, or the test fails with what it printed."""
        command = [sys.executable, "manage.py", "reminders_audit"]
        done = subprocess.run(
            command, cwd=PROJECT, env=self.environment(), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def kill(self, pid: int) -> None:
        """One process: a pool process of a worker, which starts another, or a loop, which we start again."""
        kill(pid)
        self.kills += 1
        for sender in self.senders:
            if sender.process.pid == pid:
                sender.process.wait()
                sender.start_again()

    def kill_postgres(self, number: signal.Signals) -> None:
        """SIGQUIT is ``-m immediate``; SIGKILL takes the postmaster alone and its sessions notice."""
        port = self.postgres.port
        self.postgres.running.send(number)
        self.postgres.running.end(time.monotonic() + 10)
        self.postgres.launch()
        assert self.postgres.port == port

    def kill_valkey(self) -> None:
        """All that was queued is gone."""
        port = self.valkey.port
        self.valkey.running.send(signal.SIGKILL)
        self.valkey.running.end(time.monotonic() + 10)
        self.valkey.launch()
        assert self.valkey.port == port


class Sender:
    """A worker with its own beat (``celery``, ``celery-quiet`` without one) or the command in a loop."""

    def __init__(self, stack: Stack, kind: str, environment: dict[str, str]) -> None:
        self.stack, self.kind, self.environment = stack, kind, environment
        self.start()

    def start(self) -> None:
        parent, log = os.getpid(), self.stack.folder / "log" / f"{self.kind}.log"
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                self._command(),
                cwd=PROJECT,
                env=self.stack.environment(**self.environment),
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=lambda: die_with(parent, signal.SIGKILL),
            )

    def start_again(self) -> None:
        """Unless it was sent to die."""
        if not self.alive and "CRASH_AT" not in self.environment:
            self.start()

    def _command(self) -> list[str]:
        if self.kind == "once":
            return [sys.executable, "manage.py", "send_due"]
        if self.kind == "loop":
            return [sys.executable, "manage.py", "send_due", "--every", "0.2"]
        schedule = str(self.stack.folder / f"beat-{secrets.token_hex(4)}")
        beat = [] if self.kind.startswith("celery-quiet") else ["-B", "-s", schedule]
        options = [
            "-c",
            "2" if self.kind == "celery-quiet-2" else "1",
            "--without-gossip",
            "--without-mingle",
            "--without-heartbeat",
            "-l",
            "WARNING",
        ]
        return [sys.executable, "-m", "celery", "-A", "tests.faults.worker", "worker", *options, *beat]

    @property
    def alive(self) -> bool:
        return self.process.poll() is None

    def strike(self, chance: random.Random) -> None:
        """SIGKILL: a pool process alone if there is one to hit, else everything; then start what is gone."""
        children = self._children()
        if children and chance.random() < 0.6:
            kill(chance.choice(children))
        else:
            self.kill()
            self.start()
        self.stack.kills += 1

    def kill(self) -> None:
        for pid in [self.process.pid, *self._children()]:
            kill(pid)
        self.process.wait()

    def pause(self) -> None:
        os.killpg(self.process.pid, signal.SIGSTOP)

    def resume(self) -> None:
        os.killpg(self.process.pid, signal.SIGCONT)

    def _children(self) -> list[int]:
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in listed.read_text().split()] if listed.exists() else []


def kill(pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def wait_until(true: Callable[[], bool], seconds: float, what: str) -> float:
    """How long it took until ``true``; fails after ``seconds``."""
    begun = time.monotonic()
    while not true():
        assert time.monotonic() - begun < seconds, f"still waiting after {seconds} s: {what}"
        time.sleep(0.05)
    return time.monotonic() - begun
