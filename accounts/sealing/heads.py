"""The newest signatures, outside the database: ``VAR_DIR/seals/2026-11.txt``, one line a seal."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import structlog
from django.conf import settings

from accounts.models import Seal
from collab_portal.lib.dates import today

log = structlog.get_logger("portal.sealing")
LINE = 200  # characters of a line; a longer one is read as several, and refused


@dataclass(frozen=True)
class Head:
    number: int
    mac: str


def folder() -> Path:
    path: Path = settings.VAR_DIR / "seals"
    return path


def keep() -> None:
    """Write down every seal that is not yet in the files, and tell of one that is gone from the database."""
    last = newest()
    if last and not Seal.objects.filter(number=last.number, mac=last.mac).exists():
        log.error("seal_gone", number=last.number, mac=last.mac)
    rows = Seal.objects.filter(number__gt=last.number if last else 0).order_by("number")
    for row in rows.iterator(chunk_size=1_000):
        _write(folder() / f"{today(row.made_at):%Y-%m}.txt", line(row))


def line(row: Seal) -> str:
    return f"{row.made_at.isoformat(timespec='seconds')} {row.number} {row.mac}"


def newest() -> Head | None:
    """The last line of the newest file."""
    for path in sorted(folder().glob("[0-9]*.txt"), reverse=True):
        found = read(path)
        if found:
            return found[-1]
    return None


def read(path: Path) -> list[Head]:
    """The heads of a file as ``keep`` writes it.

    Raises:
        ValueError: with the line that is none, in words.
    """
    with path.open(encoding="utf-8", errors="replace") as file:
        return list(parse(iter(lambda: file.readline(LINE), "")))


def kept() -> list[Head]:
    """All heads in our own files."""
    return [head for path in sorted(folder().glob("[0-9]*.txt")) for head in read(path)]


def parse(lines: Iterable[str]) -> Iterable[Head]:
    for count, text in enumerate(lines, 1):
        words = text.split()
        if not words or words[0].startswith("#"):
            continue
        if len(words) != 3 or not words[1].isascii() or not words[1].isdecimal() or len(words[1]) > 18:
            raise ValueError(f"第 {count} 行不是“时间 编号 签名”：{text.strip()[:60]}")
        yield Head(int(words[1]), words[2])


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(place, f"{text}\n".encode())
        os.fsync(place)
    finally:
        os.close(place)
