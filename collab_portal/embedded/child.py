"""A child process that is restarted when it dies and never outlives its parent."""

import contextlib
import ctypes
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

PR_SET_PDEATHSIG = 1
LOG_LIMIT = 5 * 1024 * 1024
QUICK = 10.0  # a child that dies younger than this many seconds probably cannot start at all
# How gunicorn, Celery, structlog (readable, then JSON) and Python itself begin a line of trouble. Words
# further on are somebody's: an address that was asked for may be called ERROR.
TROUBLE = re.compile(
    rb"""^(?: \[[^]\n]*\]\ \[\d+\]\ \[(?:ERROR|CRITICAL)\]
          |   \[[^]\n]*:\ (?:ERROR|CRITICAL)/
          |   (?:\x1b\[[\d;]*m)* \d{4}-[^\s]+ \ \[ (?:\x1b\[[\d;]*m)* (?:error|critical)\b
          |   \{.*"level":\ "(?:error|critical)"
          |   (?:ERROR|CRITICAL|FATAL|PANIC)\b
          |   [\ +|]*(?:Exception\ Group\ )?Traceback\ \(most\ recent\ call\ last\)
          |   Fatal\ Python\ error: )""",
    re.MULTILINE | re.VERBOSE,
)
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


class GaveUpError(Exception):
    """A child died again and again; the text is one line for the person at the keyboard."""


def die_with(parent: int, number: signal.Signals) -> None:
    """Ask the kernel to send ``number`` to this process when ``parent`` dies, even by SIGKILL.

    An exit hook would not run then. The request survives exec and ``unshare``; a change of user
    clears it, so it has to be made after that (``Popen`` changes user before ``preexec_fn``).
    """
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)
    if os.getppid() != parent:  # it died before the kernel knew
        os._exit(1)


class Log:
    """A child's log file, kept below twice ``LOG_LIMIT`` while the child writes to it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        self._read = self._size()

    def bound(self) -> None:
        """Move the text aside once it is long. Every writer appends, so truncating is safe."""
        if self._size() > LOG_LIMIT:
            with contextlib.suppress(OSError):  # on a full disk the room is worth more than the text
                shutil.copy(self.path, self.path.with_suffix(".log.1"))
            os.truncate(self.path, 0)

    def trouble(self) -> bool:
        """Whether an error was written since the last call, in lines that are whole."""
        size = self._size()
        start = self._read if self._read <= size else 0
        text = self._text(start) if start < size else b""
        whole = text[: text.rfind(b"\n") + 1]
        self._read = start + len(whole)
        return TROUBLE.search(whole) is not None

    def tail(self, lines: int = 15) -> str:
        return "\n".join(self._text(self._size() - 8192).decode(errors="replace").splitlines()[-lines:])

    def _text(self, start: int) -> bytes:
        with self.path.open("rb") as text:
            text.seek(max(0, start))
            return text.read()

    def _size(self) -> int:
        """Nothing, if somebody cleared the folder."""
        try:
            return self.path.stat().st_size
        except FileNotFoundError:
            return 0


class Child:
    """One long-running command, its log and its luck so far."""

    def __init__(
        self,
        name: str,
        command: Sequence[str | Path],
        log: Path,
        *,
        patience: int = 3,
        death_signal: signal.Signals = signal.SIGKILL,
        stdin: str = "",
        user: int | None = None,
        cwd: str | Path = "/",
    ) -> None:
        self.name, self.command, self.log = name, command, Log(log)
        self.patience, self.stdin, self.user, self.cwd = patience, stdin, user, cwd
        self.death_signal = death_signal
        self.deaths = 0
        self._retry_at: float | None = None

    def start(self) -> None:
        """Start it in a session of its own: the terminal's Ctrl-C is for the parent alone."""
        parent, self._retry_at, self._started = os.getpid(), None, time.monotonic()
        with self.log.path.open("ab") as log:
            self.process = subprocess.Popen(  # noqa: S603 - commands are our own
                self.command,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=self.cwd,
                user=self.user,
                group=self.user,
                extra_groups=None if self.user is None else [],
                start_new_session=True,
                preexec_fn=lambda: die_with(parent, self.death_signal),
            )
        assert self.process.stdin is not None  # noqa: S101 - it is a pipe
        with contextlib.suppress(BrokenPipeError), self.process.stdin as pipe:
            pipe.write(self.stdin.encode())

    @property
    def alive(self) -> bool:
        return self.process.poll() is None

    def tend(self) -> str | None:
        """Start it again if it has died, later each time; say so once. Raise ``GaveUpError`` in the end."""
        if self.alive:
            return None
        now = time.monotonic()
        if self._retry_at is not None:
            if now >= self._retry_at:
                self.start()
            return None
        # Killed from outside is bad luck, not a sign that it cannot run.
        killed = self.process.returncode == -signal.SIGKILL
        self.deaths = self.deaths + 1 if now - self._started < QUICK and not killed else 1
        if self.deaths >= self.patience and not killed:
            line = f"{self.name} 连续 {self.deaths} 次启动失败。日志 {self.log.path} 末尾："
            raise GaveUpError(f"{line}\n{self.log.tail()}")
        delay = 0.5 * 2 ** (self.deaths - 1)
        self._retry_at = now + delay
        return f"{self.name} 意外退出（{self.process.returncode}），{delay:g} 秒后重启；日志：{self.log.path}"

    def send(self, number: signal.Signals) -> None:
        if self.alive:
            self.process.send_signal(number)

    def end(self, deadline: float) -> None:
        """Wait for it until ``deadline`` (monotonic), then kill whatever is left of its session."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.0, deadline - time.monotonic()))
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
