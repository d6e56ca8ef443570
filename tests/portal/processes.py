"""What the process tests share: running a script, waiting, and looking whether processes are gone."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from collab_portal import embedded

OURS = {
    "DATABASE_URL",
    "REDIS_URL",
    "VAR_DIR",
    "DEMO_MODE",
    "EMBEDDED",
    "SECRET_KEY",
    "HOST",
    "PORT",
    "PG_BIN",
    "VALKEY_BIN",
}


def plain_environment(**extra: object) -> dict[str, str]:
    """The environment of somebody who has set nothing but ``extra``."""
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    return kept | {name: str(value) for name, value in extra.items()}


def run(*arguments: object, **extra: object) -> subprocess.Popen[str]:
    """Start Python with ``arguments`` in the project folder; one stream for all it says."""
    return subprocess.Popen(
        [sys.executable, *map(str, arguments)],
        cwd=embedded.PROJECT,
        env=plain_environment(**extra),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def read_until(process: subprocess.Popen[str], words: str) -> str:
    """Everything ``process`` says up to the line with ``words``."""
    said = ""
    while words not in said:
        line = process.stdout.readline()
        assert line, f"ended without {words!r}:\n{said}"
        said += line
    return said


def end(process: subprocess.Popen[str], number: signal.Signals) -> tuple[int, float]:
    """Send ``number``; the exit code, and how long it took."""
    begun = time.monotonic()
    process.send_signal(number)
    code = process.wait(30)
    return code, time.monotonic() - begun


def running(pids: Iterable[int]) -> set[int]:
    """Those still there. A zombie is not: only its parent's curiosity keeps it in the list."""
    return {pid for pid in pids if _state(pid) not in "ZX"}


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return "X"


def descendants(pid: int) -> set[int]:
    """``pid``'s children, their children and so on, whatever session they moved to."""
    found, new = set(), {pid}
    while new:
        found |= new
        listed = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", ",".join(map(str, new))], capture_output=True, text=True
        )
        new = {int(word) for word in listed.stdout.split()} - found
    return found


def eventually(condition: Callable[[], bool], seconds: float = 5) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
