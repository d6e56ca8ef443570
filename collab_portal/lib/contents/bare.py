"""A JPEG, PNG or WebP without anything but its picture, so that no decoder ever reads the rest.

Comments, places and previews stay behind: inside a decoder each of them is a parser of its own, and a million
empty ones cost it a minute. Nothing is decoded here: parts are counted and copied, or passed over; a profile
of colours is handed on beside the picture.
"""

import re
import zlib
from collections.abc import Callable
from tempfile import TemporaryFile
from typing import IO, Literal, NamedTuple

from collab_portal.lib import bounds

Form = Literal["JPEG", "PNG", "WEBP"]
CHUNK = 64 * 1024
PNG_HEAD, JPEG_HEAD = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
PNG_CORE, PNG_END = {b"IHDR", b"PLTE", b"tRNS", b"IDAT"}, b"\0\0\0\0IEND\xaeB`\x82"
WEBP_FLAGS, WEBP_CODED = b"VP8X", {b"VP8 ", b"VP8L"}
ALPHA, ANIMATED = 0x10, 0x02  # of the flags of a VP8X
MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")  # the others after 0xff belong to the coded picture
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
TABLES = {0xC4, 0xCC, 0xDB, 0xDD}
START, END, SCAN, EXIF, LONE = 0xD8, 0xD9, 0xDA, 0xE1, 0x01
COLOURS = {0xE0: b"JFIF\0", 0xEE: b"Adobe"}  # say what the numbers of a pixel mean
PROFILE, PROFILE_NAME = 0xE2, b"ICC_PROFILE\0"
ORIENTATION = 0x0112


class BrokenError(ValueError):
    """It does not hold together: a decoder would have to guess."""


class CrowdedError(ValueError):
    """More parts, or passes over the picture, than any camera or program writes."""


class AnimatedError(ValueError):
    """More than one picture, shown one after the other: keeping the first would lose the rest."""


class Bare(NamedTuple):
    """``file`` stands at its beginning; size in pixels; ``turn`` is EXIF's orientation, 0 if it has none.

    ``profile`` says which colours its numbers mean (ICC), as it was sent; empty: sRGB.
    """

    file: IO[bytes]
    width: int
    height: int
    passes: int
    turn: int
    profile: bytes


def bare(source: IO[bytes], form: Form) -> Bare:
    """A copy on disk, which the caller closes; or ``BrokenError``, ``CrowdedError``, ``AnimatedError``."""
    source.seek(0)
    file = TemporaryFile()  # noqa: SIM115 - handed on open
    try:
        facts = READERS[form](source, file)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return Bare(file, *facts)


Facts = tuple[int, int, int, int, bytes]


def _png(source: IO[bytes], file: IO[bytes]) -> Facts:
    if source.read(8) != PNG_HEAD:
        raise BrokenError
    file.write(PNG_HEAD)
    width = height = turn = 0
    profile = b""
    for _ in range(bounds.PICTURE_PARTS):
        head = source.read(8)
        if len(head) < 8 or head[4:] == b"IEND":
            file.write(PNG_END)
            return width, height, 1, turn, profile
        length, name = int.from_bytes(head[:4]), head[4:]
        if (name == b"IHDR") == bool(width):
            raise BrokenError
        if name == b"IHDR":
            size = source.read(8)
            width, height = int.from_bytes(size[:4]), int.from_bytes(size[4:])
            source.seek(-len(size), 1)
        if name in PNG_CORE:
            file.write(head)
            _copy(source, file, length + 4)  # its sum stands behind it
            continue
        if name == b"fdAT":
            raise AnimatedError
        if name == b"iCCP" and not profile:
            packed = source.read(min(length, bounds.PICTURE_PROFILE))
            profile, length = _unpacked(packed), length - len(packed)
        elif name == b"eXIf":
            exif = source.read(min(length, CHUNK))
            turn, length = turn or _turn(exif), length - len(exif)
        source.seek(length + 4, 1)
    raise CrowdedError


def _unpacked(packed: bytes) -> bytes:
    """A profile as PNG keeps it: its name, a zero, the method, then deflated. Empty if it is none."""
    unpacker = zlib.decompressobj()
    try:
        profile = unpacker.decompress(packed[packed.index(0) + 2 :], bounds.PICTURE_PROFILE)
    except (ValueError, zlib.error):
        return b""
    return profile if unpacker.eof else b""


def _copy(source: IO[bytes], file: IO[bytes], length: int) -> None:
    while length:
        piece = source.read(min(length, CHUNK))
        if not piece:
            raise BrokenError
        length -= file.write(piece)


def _jpeg(source: IO[bytes], file: IO[bytes]) -> Facts:
    if source.read(2) != JPEG_HEAD:
        raise BrokenError
    file.write(JPEG_HEAD)
    width = height = passes = turn = 0
    profile: dict[int, bytes] = {}  # its parts by their number
    for _ in range(bounds.PICTURE_PARTS):
        code = _next(source, file if passes else None)
        if code in {0, END}:
            file.write(b"\xff\xd9" if code else b"")
            return width, height, passes, turn, _joined(profile)
        if code == LONE:
            continue
        body = _segment(source, code)
        if code in FRAMES:
            height, width = max(height, int.from_bytes(body[1:3])), max(width, int.from_bytes(body[3:5]))
        elif code == SCAN:
            passes += 1
        elif code == EXIF and body.startswith(b"Exif\0\0"):
            turn = turn or _turn(body[6:])
        elif code == PROFILE and body.startswith(PROFILE_NAME) and len(body) > 14:
            profile.setdefault(body[12], body[14:])
        if passes > bounds.PICTURE_PASSES:
            raise CrowdedError
        if code in FRAMES | TABLES | {SCAN} or (code in COLOURS and body.startswith(COLOURS[code])):
            file.write(bytes((0xFF, code)) + (len(body) + 2).to_bytes(2) + body)
    raise CrowdedError


def _joined(parts: dict[int, bytes]) -> bytes:
    """A profile in its order; one of too many bytes, or that lacks a part, is none."""
    if sum(map(len, parts.values())) > bounds.PICTURE_PROFILE or sorted(parts) != list(
        range(1, len(parts) + 1)
    ):
        return b""
    return b"".join(parts[number] for number in sorted(parts))


def _next(source: IO[bytes], file: IO[bytes] | None) -> int:
    """The code of the next part, 0 at the end. What stands before it is coded picture, for ``file``."""
    while piece := source.read(CHUNK):
        found = MARKER.search(piece)
        end = found.start() if found else len(piece) - (len(piece) > 1 and piece[-1] == 0xFF)
        if file:
            file.write(piece[:end])
        source.seek(end - len(piece) + (2 if found else 0), 1)
        if found:
            return piece[end + 1]
    return 0


def _segment(source: IO[bytes], code: int) -> bytes:
    length = int.from_bytes(source.read(2)) - 2
    body = source.read(max(length, 0))
    if code == START or length < 0 or len(body) < length:
        raise BrokenError
    return body


def _webp(source: IO[bytes], file: IO[bytes]) -> Facts:
    """RIFF's parts that are picture; of its flags only that something shows through."""
    head = source.read(12)
    if head[:4] != b"RIFF" or head[8:] != b"WEBP":
        raise BrokenError
    file.write(head)
    width = height = passes = turn = 0
    profile = b""
    for _ in range(bounds.PICTURE_PARTS):
        start = source.read(8)
        if len(start) < 8:
            size = file.tell() - 8
            file.seek(4)
            file.write(size.to_bytes(4, "little"))
            return width, height, passes, turn, profile
        name, length = start[:4], int.from_bytes(start[4:], "little")
        kept = name in WEBP_CODED | {WEBP_FLAGS, b"ALPH"}
        first = source.read(min(length, 10 if kept else bounds.PICTURE_PROFILE if name == b"ICCP" else CHUNK))
        if name in {b"ANIM", b"ANMF"} or (name == WEBP_FLAGS and first[0] & ANIMATED):
            raise AnimatedError
        if name in WEBP_CODED | {WEBP_FLAGS}:
            sides = _sides(name, first)
            width, height, passes = max(width, sides[0]), max(height, sides[1]), 1
        if name == WEBP_FLAGS:
            first = bytes((first[0] & ALPHA,)) + first[1:]
        elif name == b"ICCP" and len(first) == length:
            profile = first
        elif name == b"EXIF":
            turn = turn or _turn(first.removeprefix(b"Exif\0\0"))
        if kept:
            file.write(start + first)
            _copy(source, file, length - len(first))
            file.write(bytes(length % 2))
        source.seek(length % 2 if kept else length + length % 2 - len(first), 1)
    raise CrowdedError


def _sides(name: bytes, first: bytes) -> tuple[int, int]:
    """Width and height, as each of the three parts that know them writes them."""
    if len(first) < 10 and not (name == b"VP8L" and len(first) >= 5):
        raise BrokenError
    if name == WEBP_FLAGS:
        return int.from_bytes(first[4:7], "little") + 1, int.from_bytes(first[7:10], "little") + 1
    if name == b"VP8L":
        both = int.from_bytes(first[1:5], "little")
        return both % 2**14 + 1, (both >> 14) % 2**14 + 1
    return int.from_bytes(first[6:8], "little") % 2**14, int.from_bytes(first[8:10], "little") % 2**14


def _turn(exif: bytes) -> int:
    """The orientation in the first directory of EXIF; its other entries are not looked at."""
    order: Literal["little", "big"] = "little" if exif[:2] == b"II" else "big"
    start = int.from_bytes(exif[4:8], order) + 2
    count = int.from_bytes(exif[start - 2 : start], order)
    for at in range(start, min(start + 12 * count, len(exif) - 11), 12):
        if int.from_bytes(exif[at : at + 2], order) == ORIENTATION:
            return int.from_bytes(exif[at + 8 : at + 10], order)
    return 0


READERS: dict[Form, Callable[[IO[bytes], IO[bytes]], Facts]] = {"JPEG": _jpeg, "PNG": _png, "WEBP": _webp}
