"""MP4: a chain of boxes that must add up to the file; what may tell a place is blanked."""

import struct
from collections.abc import Iterator
from shutil import copyfileobj
from typing import IO, NamedTuple

from django.core.exceptions import ValidationError

from collab_portal.lib import bounds

CHUNK = 1 << 20
BRANDS = {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV", b"dash"}
NOTES = {b"udta", b"meta", b"uuid"}  # titles, places, devices
OUTER = {b"moov", b"trak"}


class Box(NamedTuple):
    """``start`` is where its header stands, ``inner`` where its content begins."""

    name: bytes
    start: int
    inner: int
    end: int


def copy_mp4(source: IO[bytes], target: IO[bytes]) -> None:
    size = source.seek(0, 2)
    source.seek(0)
    head = source.read(12)
    if len(head) < 12 or head[4:8] != b"ftyp" or head[8:12] not in BRANDS:
        raise ValidationError("文件内容不是 MP4 视频，请核对后再传。")
    budget = iter(range(bounds.FILM_BOXES))  # one for all levels
    boxes = list(_boxes(source, 0, size, budget))
    if not {b"moov", b"mdat"} <= {box.name for box in boxes}:
        raise ValidationError("视频不完整，请重新导出后再传。")
    notes = list(_notes(source, boxes, 0, budget))
    source.seek(0)
    copyfileobj(source, target, CHUNK)
    for box in notes:
        _blank(target, box)
    target.seek(0, 2)


def _boxes(source: IO[bytes], start: int, end: int, budget: Iterator[int]) -> Iterator[Box]:
    """From ``start`` to ``end``, which they must fill; each takes one from the budget."""
    for _ in budget:
        if start == end:
            return
        source.seek(start)
        head = source.read(16)
        if len(head) < 8:
            break
        length, inner = struct.unpack(">I", head[:4])[0], start + 8
        if length == 1 and len(head) == 16:
            length, inner = struct.unpack(">Q", head[8:])[0], start + 16
        elif length == 0:
            length = end - start
        if length < inner - start or start + length > end:
            break
        yield Box(head[4:8], start, inner, start + length)
        start += length
    raise ValidationError("视频不完整，请重新导出后再传。")


def _notes(source: IO[bytes], boxes: list[Box], depth: int, budget: Iterator[int]) -> Iterator[Box]:
    for box in boxes:
        if box.name in NOTES:
            yield box
        elif box.name in OUTER and depth < 3:
            yield from _notes(source, list(_boxes(source, box.inner, box.end, budget)), depth + 1, budget)


def _blank(target: IO[bytes], box: Box) -> None:
    """The same length, so that everything else stays where it is."""
    target.seek(box.start + 4)
    target.write(b"free")
    target.seek(box.inner)
    left = box.end - box.inner
    while left:
        left -= target.write(bytes(min(left, CHUNK)))
