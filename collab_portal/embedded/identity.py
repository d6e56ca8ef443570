"""Who the servers run as."""

import functools
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from collab_portal.embedded.server import ServiceError

NOBODY = 65534
NAMESPACE = ("unshare", "--user", "--map-user=1000", "--map-group=1000", "--")


@dataclass(frozen=True)
class Identity:
    """PostgreSQL refuses to run as root, and nothing here may create users.

    Root goes through a user namespace, where it is user 1000 and files stay its own; where
    namespaces are forbidden (plain containers) the data folders are handed to "nobody".
    """

    prefix: tuple[str, ...] = ()
    user: int | None = None

    @classmethod
    @functools.cache
    def choose(cls) -> Self:
        if os.geteuid() != 0:
            return cls()
        if shutil.which("unshare"):
            trial = subprocess.run([*NAMESPACE, "true"], capture_output=True)  # noqa: S603 - constants
            if trial.returncode == 0:
                return cls(prefix=NAMESPACE)
        return cls(user=NOBODY)

    def own(self, folder: Path) -> None:
        """Make ``folder`` and all in it this identity's, also after a start as somebody else."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        owner = self.user or 0
        if self.user is not None:  # it must be able to pass through the data folder, not to read it
            folder.parent.chmod(folder.parent.stat().st_mode | 0o011)
        if os.geteuid() != 0 or folder.stat().st_uid == owner:
            return
        for path in (folder, *folder.rglob("*")):
            os.chown(path, owner, owner, follow_symlinks=False)

    def check_reach(self, path: Path) -> None:
        """Nobody can't enter a private home folder; say so instead of failing obscurely."""
        if self.user is None:
            return
        closed = next((str(parent) for parent in path.parents if not parent.stat().st_mode & 0o001), None)
        if closed:
            raise ServiceError(
                "以 root 运行且系统禁用用户命名空间时，内置服务改用 nobody 身份，"
                f"但它进不了 {closed}。请改用普通用户运行，或把项目与 VAR_DIR 放到其他目录。"
            )
