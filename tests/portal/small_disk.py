"""Disks of two megabytes, to be filled to the last byte."""

import os
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from collab_portal import embedded
from tests.portal.processes import plain_environment

PRIVATE = ["unshare", *([] if os.geteuid() == 0 else ["--user", "--map-root-user"]), "--mount"]
SMALL = """
mount -t tmpfs -o size=2m tmpfs "$1" && mount -t tmpfs -o size=2m tmpfs /dev/shm || exit 77
shift
exec "$@"
"""


def on_a_small_disk(folder: Path, *command: object, **environment: object) -> subprocess.Popen[str]:
    """Start a command that sees two megabytes in ``folder``, and of shared memory; skip where it can't."""
    if subprocess.run([*PRIVATE, "sh", "-c", SMALL, "sh", folder, "true"], capture_output=True).returncode:
        pytest.skip("no private mounts here")
    return subprocess.Popen(
        [*PRIVATE, "sh", "-c", SMALL, "sh", folder, *map(str, command)],
        cwd=embedded.PROJECT,
        env=plain_environment(**environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def fill(folder: Path) -> None:
    with suppress(OSError), (folder / "full").open("wb", buffering=0) as file:
        while file.write(b"\0" * 4096):
            pass
    assert shutil.disk_usage(folder).free == 0
