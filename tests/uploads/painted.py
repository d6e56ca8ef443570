"""Pictures of every kind people send, written byte by byte, each with the colours a person sees in it.

Nothing but JPEG is written by the program that reads it back; what is wanted is reckoned from the pattern.
"""

import io
import struct
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

from PIL import Image

Colour = tuple[float, float, float]
Grid = list[list[Colour]]
Pattern = Callable[[int, int, int, int], Colour]  # x, y, width, height → shares of red, green, blue


class Sent(NamedTuple):
    """``wanted``: the colours of the upright picture, 0 to 255; ``off``: how far they may be off."""

    name: str
    content: bytes
    size: tuple[int, int]
    wanted: Grid
    off: float


PATTERNS: dict[str, Pattern] = {
    "ramp": lambda x, y, w, h: (x / (w - 1),) * 3,
    "rise": lambda x, y, w, h: (y / (h - 1),) * 3,
    "colours": lambda x, y, w, h: (x / (w - 1), y / (h - 1), 1 - x / (w - 1)),
    "dark": lambda x, y, w, h: (0.2 * x / (w - 1), 0.1, 0.15 * y / (h - 1)),
    "light": lambda x, y, w, h: (0.9, 1 - 0.1 * x / (w - 1), 0.85 + 0.1 * y / (h - 1)),
    "red": lambda x, y, w, h: (0.75, 0.0, 0.0),
}
SIZES = ((64, 48), (48, 64), (97, 31))
# Linear red, green and blue of a space in XYZ (D50), as its profile says them, by columns.
SPACES = {
    "srgb": ((0.4360, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141)),
    "adobe": ((0.6097, 0.3111, 0.0195), (0.2053, 0.6257, 0.0609), (0.1492, 0.0632, 0.7446)),
    "p3": ((0.5151, 0.2412, -0.0011), (0.2920, 0.6922, 0.0419), (0.1571, 0.0666, 0.7841)),
}


def chunk(name: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(size: tuple[int, int], depth: int, kind: int, rows: list[bytes], *extra: bytes) -> bytes:
    """``kind``: 0 grey, 2 colour, 3 table, 4 grey and alpha, 6 colour and alpha."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", *size, depth, kind, 0, 0, 0))
    data = chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows)))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(extra) + data + chunk(b"IEND")


def profile(space: bytes, curve: float, primaries: tuple[Colour, ...] = ()) -> bytes:
    """The smallest one (ICC v2): a curve for each colour, and where the colours lie."""

    def s15(values: Colour) -> bytes:
        return b"XYZ \0\0\0\0" + struct.pack(">iii", *(round(value * 65_536) for value in values))

    gamma = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(curve * 256)) + b"\0\0"
    text = b"desc\0\0\0\0" + struct.pack(">I", 2) + b"x\0" + bytes(78)
    tags = {b"desc": text, b"cprt": b"text\0\0\0\0x\0\0\0", b"wtpt": s15((0.9642, 1.0, 0.8249))}
    if primaries:
        tags |= {name: s15(each) for name, each in zip((b"rXYZ", b"gXYZ", b"bXYZ"), primaries, strict=True)}
        tags |= dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), gamma)
    else:
        tags[b"kTRC"] = gamma
    table, body, start = b"", b"", 128 + 4 + 12 * len(tags)
    for name, content in tags.items():
        padded = content + bytes(-len(content) % 4)
        table += name + struct.pack(">II", start + len(body), len(content))
        body += padded
    whole = struct.pack(">I", len(tags)) + table + body
    head = struct.pack(">I4sI4s4s4s", 128 + len(whole), b"lcms", 0x02400000, b"mntr", space, b"XYZ ")
    head = head.ljust(36, b"\0") + b"acsp"
    head = head.ljust(68, b"\0") + struct.pack(">iii", 63_190, 65_536, 54_061)
    return head.ljust(128, b"\0") + whole


def with_profile(icc: bytes) -> bytes:
    return chunk(b"iCCP", b"x\0\0" + zlib.compress(icc))


def seen(colour: Colour, primaries: tuple[Colour, ...], curve: float) -> Colour:
    """A colour of that space in sRGB, 0 to 255, reckoned here."""
    linear = [share**curve for share in colour]
    xyz = [sum(linear[i] * primaries[i][row] for i in range(3)) for row in range(3)]
    to_srgb = ((3.1339, -1.6169, -0.4906), (-0.9785, 1.9160, 0.0333), (0.0720, -0.2290, 1.4057))
    clipped = [min(max(sum(a * b for a, b in zip(row, xyz, strict=True)), 0.0), 1.0) for row in to_srgb]
    shares = [12.92 * v if v <= 0.0031308 else 1.055 * v ** (1 / 2.4) - 0.055 for v in clipped]
    return tuple(255 * share for share in shares)  # type: ignore[return-value]


def _each(size: tuple[int, int], pattern: Pattern) -> Grid:
    return [[pattern(x, y, *size) for x in range(size[0])] for y in range(size[1])]


def _times(factor: int, rows: Grid) -> Grid:
    return [[tuple(factor * share for share in colour) for colour in row] for row in rows]


def _bits(values: list[int], depth: int) -> bytes:
    """A row of numbers of less than eight bits."""
    line = "".join(f"{value:0{depth}b}" for value in values)
    line += "0" * (-len(line) % 8)
    return int(line, 2).to_bytes(len(line) // 8)


def _wide(share: float) -> bytes:
    return round(65_535 * share).to_bytes(2)


def _byte(share: float) -> bytes:
    return bytes([round(255 * share)])


def pngs() -> Iterator[Sent]:
    for size in SIZES:
        for name, pattern in PATTERNS.items():
            yield from _pngs(f"{name} {size[0]}x{size[1]}", size, _each(size, pattern))


def _pngs(label: str, size: tuple[int, int], rows: Grid) -> Iterator[Sent]:
    coloured = _times(255, rows)
    grey = _times(255, [[(c[0],) * 3 for c in row] for row in rows])

    def made(
        kind: int, depth: int, share: Callable[[float], bytes], channels: int, alpha: bytes = b""
    ) -> bytes:
        lines = [b"".join(b"".join(map(share, c[:channels])) + alpha for c in row) for row in rows]
        return png(size, depth, kind, lines)

    yield Sent(f"grey16 {label}", made(0, 16, _wide, 1), size, grey, 1)
    yield Sent(f"grey8 {label}", made(0, 8, _byte, 1), size, grey, 1)
    yield Sent(f"rgb8 {label}", made(2, 8, _byte, 3), size, coloured, 1)
    yield Sent(f"rgb16 {label}", made(2, 16, _wide, 3), size, coloured, 1)
    yield Sent(f"grey alpha {label}", made(4, 8, _byte, 1, b"\xff"), size, grey, 1)
    yield Sent(f"grey alpha 16 {label}", made(4, 16, _wide, 1, b"\xff\xff"), size, grey, 1)
    yield Sent(f"rgba {label}", made(6, 8, _byte, 3, b"\xff"), size, coloured, 1)
    for depth in (1, 2, 4):
        most = 2**depth - 1
        lines = [_bits([round(most * c[0]) for c in row], depth) for row in rows]
        steps = _times(255, [[(round(most * c[0]) / most,) * 3 for c in row] for row in rows])
        yield Sent(f"grey{depth} {label}", png(size, depth, 0, lines), size, steps, 1)
    table = chunk(b"PLTE", bytes(value for shade in range(256) for value in (shade, 255 - shade, 7)))
    numbers = [[round(255 * c[0]) for c in row] for row in rows]
    looked_up = [[(number, 255 - number, 7) for number in row] for row in numbers]
    yield Sent(f"table {label}", png(size, 8, 3, list(map(bytes, numbers)), table), size, looked_up, 1)


def profiled() -> Iterator[Sent]:
    size = (64, 48)
    for name, pattern in PATTERNS.items():
        rows = _each(size, pattern)
        eight = [[tuple(round(255 * share) / 255 for share in c) for c in row] for row in rows]
        coded = [b"".join(bytes(round(255 * share) for share in c) for c in row) for row in rows]
        for space, primaries in SPACES.items():
            for curve in (1.8, 2.2):
                wanted = [[seen(c, primaries, curve) for c in row] for row in eight]
                content = png(size, 8, 2, coded, with_profile(profile(b"RGB ", curve, primaries)))
                yield Sent(f"{space} {curve} {name}", content, size, wanted, 4)
        greys = [bytes(round(255 * c[0]) for c in row) for row in rows]
        for curve in (1.0, 1.8):
            wanted = [[seen((c[0],) * 3, SPACES["srgb"], curve) for c in row] for row in eight]
            content = png(size, 8, 0, greys, with_profile(profile(b"GRAY", curve)))
            yield Sent(f"grey profile {curve} {name}", content, size, wanted, 6)
        mismatch = png(size, 8, 2, coded, with_profile(profile(b"GRAY", 1.0)))
        yield Sent(f"profile of another kind {name}", mismatch, size, _times(255, rows), 1)
        torn = png(size, 8, 2, coded, with_profile(profile(b"RGB ", 1.8, SPACES["p3"])[:150]))
        yield Sent(f"torn profile {name}", torn, size, _times(255, rows), 1)


def jpegs() -> Iterator[Sent]:
    """Of every colour space and every turn; soft patterns only, as JPEG is for photos."""
    size = (96, 64)
    for name in ("ramp", "rise", "colours", "light", "red"):
        rows = _times(255, _each(size, PATTERNS[name]))
        pixels = [tuple(map(round, c)) for row in rows for c in row]
        image, ink = Image.new("RGB", size), Image.new("CMYK", size)
        image.putdata(pixels)
        ink.putdata([(*(255 - value for value in pixel), 0) for pixel in pixels])
        for label, drawn in (("rgb", image), ("cmyk", ink)):
            file = io.BytesIO()
            drawn.save(file, "JPEG", quality=95)
            yield Sent(f"jpeg {label} {name}", file.getvalue(), size, rows, 5)
        for turn in range(1, 9):
            exif, file = Image.Exif(), io.BytesIO()
            exif[0x0112] = turn
            image.save(file, "JPEG", quality=95, exif=exif)
            wide, high = size if turn < 5 else size[::-1]
            places = [[_source(x, y, turn, size) for x in range(wide)] for y in range(high)]
            upright = [[rows[y][x] for x, y in line] for line in places]
            yield Sent(f"jpeg turned {turn} {name}", file.getvalue(), (wide, high), upright, 5)


def _source(x: int, y: int, turn: int, size: tuple[int, int]) -> tuple[int, int]:
    """Which pixel as stored stands at a place of the upright picture (EXIF's eight orientations)."""
    right, low = size[0] - 1, size[1] - 1
    return {
        1: (x, y),
        2: (right - x, y),
        3: (right - x, low - y),
        4: (x, low - y),
        5: (y, x),
        6: (y, low - x),
        7: (right - y, low - x),
        8: (right - y, x),
    }[turn]


def everything() -> list[Sent]:
    return [*pngs(), *profiled(), *jpegs()]
