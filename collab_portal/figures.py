"""Prometheus figures of all web workers, which never cost a page: without room for them they are left out.

Each worker counts in files that it maps into memory. Where a full disk has no blocks for such a file, the
first write into it kills the process (SIGBUS), so blocks are reserved before anything is mapped. This module
is imported before Django is: by gunicorn's configuration.
"""

import os
import re
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import structlog
from prometheus_client import REGISTRY, CollectorRegistry, generate_latest, values
from prometheus_client.metrics_core import Metric
from prometheus_client.mmap_dict import MmapedDict
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

MEMORY = Path("/dev/shm")  # noqa: S108 - our folder in it is closed, and refused when it is not ours
ROOM = 64 * 2**20  # bytes free there: a worker's files are some 100 KB, and a thousand workers leave theirs
FIRST = 1 << 16  # bytes of a new file, as prometheus_client makes it
NAME = "PROMETHEUS_MULTIPROC_DIR"
log = structlog.get_logger("portal.figures")


def folder(place: str, otherwise: Path) -> Path:
    """Where workers that listen at ``place`` count: in memory if there is room, else in ``otherwise``."""
    name = f"portal-{os.getuid()}-{re.sub(r'[^0-9A-Za-z]+', '-', place).strip('-')}"
    with suppress(OSError):
        if os.access(MEMORY, os.W_OK | os.X_OK) and shutil.disk_usage(MEMORY).free >= ROOM:
            return MEMORY / name
    return otherwise


def begin(place: str, otherwise: Path) -> None:
    """Start from nothing: figures of the run before would be added to this one's.

    Without a folder of our own there are no figures, and one line says so.
    """
    for chosen in dict.fromkeys([folder(place, otherwise), otherwise]):
        try:
            shutil.rmtree(chosen, ignore_errors=True)
            chosen.mkdir(mode=0o700, parents=True)
        except OSError as error:
            log.warning("figures_off", folder=str(chosen), error=str(error))
        else:
            os.environ[NAME] = str(chosen)
            return
    os.environ.pop(NAME, None)


def end() -> None:
    """Memory is given back with the last worker."""
    chosen = os.environ.get(NAME, "")
    if chosen.startswith(f"{MEMORY}/"):
        shutil.rmtree(chosen, ignore_errors=True)


def forget(process: int) -> None:
    """What counts only while a worker lives ends with it."""
    with suppress(OSError, KeyError):
        mark_process_dead(process, os.environ[NAME])  # type: ignore[no-untyped-call]


def count_safely() -> None:
    """Let prometheus_client count in ``Counts``. Call it before anything counts."""
    if NAME in os.environ:
        values.MmapedDict = Counts  # type: ignore[attr-defined]
        values.ValueClass = values.get_value_class()  # type: ignore[no-untyped-call]


class Counts(MmapedDict):
    """A file of figures whose blocks are there before they are written; without them nobody sees figures."""

    told = 0  # the process that has said so

    def __init__(self, filename: str, read_mode: bool = False) -> None:
        self._lost: dict[str, tuple[float, float]] | None = None
        try:
            _reserve(filename, FIRST)
            super().__init__(filename, read_mode)  # type: ignore[no-untyped-call]
        except Exception as error:
            self._f = self._m = None  # type: ignore[assignment]
            self._give_up(error)

    def read_value(self, key: str) -> tuple[float, float]:
        if self._lost is None:
            try:
                return super().read_value(key)  # type: ignore[no-untyped-call, no-any-return]
            except Exception as error:
                self._give_up(error)
        return (self._lost or {}).get(key, (0.0, 0.0))

    def write_value(self, key: str, value: float, timestamp: float) -> None:
        if self._lost is None:
            try:
                super().write_value(key, value, timestamp)  # type: ignore[no-untyped-call]
            except Exception as error:
                self._give_up(error)
            else:
                return
        if self._lost is not None:
            self._lost[key] = value, timestamp

    def _init_value(self, key: str) -> None:
        """Room for the entry first, and for what the file grows to with it."""
        capacity, entry = self._capacity, len(key.encode()) + 40
        while self._used + entry > capacity:
            capacity *= 2
        if capacity > self._capacity:
            _reserve(self._fname, capacity)
        super()._init_value(key)  # type: ignore[no-untyped-call]

    def _give_up(self, error: Exception) -> None:
        """One line a process, however many files it has."""
        self._lost = {}
        if Counts.told != os.getpid():
            Counts.told = os.getpid()
            log.warning("figures_off", error=str(error))


def _reserve(filename: str, size: int) -> None:
    """Blocks for the first ``size`` bytes of a file. Raises OSError when the disk has none."""
    file = os.open(filename, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        os.posix_fallocate(file, 0, size)
    finally:
        os.close(file)


class Collector(MultiProcessCollector):
    """Adds up the files of all workers; one that is empty or torn is left out."""

    def collect(self) -> Iterable[Metric]:
        whole = [str(path) for path in Path(self._path).glob("*.db") if _is_whole(str(path))]
        return self.merge(whole, accumulate=True)  # type: ignore[no-untyped-call, no-any-return]


def _is_whole(file: str) -> bool:
    try:
        MultiProcessCollector._read_metrics([file])  # type: ignore[no-untyped-call]
    except Exception:  # the library raises whatever a torn file makes of its bytes
        return False
    return True


def page() -> bytes:
    """All figures in the words of Prometheus."""
    chosen = os.environ.get(NAME)
    if not chosen:  # no workers beside this process
        return generate_latest(REGISTRY)
    registry = CollectorRegistry()
    with suppress(ValueError):  # somebody cleared the folder
        Collector(registry, chosen)  # type: ignore[no-untyped-call]
    return generate_latest(registry)
