"""What hostile files, pictures, tables and documents cost, and how it grows when they are twice as large."""

import io
import resource
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from collab_portal.lib import bounds
from collab_portal.lib.contents import films, office, pictures
from collab_portal.lib.gongwen import docx, pdf
from collab_portal.lib.gongwen.blocks import Layout, table
from collab_portal.lib.gongwen.download import write
from collab_portal.lib.gongwen.measuring import TooLongError
from collab_portal.lib.gongwen.richtext import blocks
from collab_portal.lib.sheets import SheetError, read
from experience.marking import mark
from tests.gongwen.samples import NOW
from tests.uploads.samples import office as written
from tests.uploads.samples import picture

pytestmark = pytest.mark.bench
Work = Callable[[], object]


def chunk(name: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def box(name: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I", 8 + len(content)) + name + content


def copied(content: bytes, copy: Callable[[io.BytesIO, io.BytesIO], None]) -> Work:
    return lambda: copy(io.BytesIO(content), io.BytesIO())


def unread(content: bytes) -> Work:
    return lambda: list(read(content, most_rows=100_000))


def png_of(thousands: int, extra: bytes = b"") -> Work:
    """A picture of so many thousand pixels, and what hangs on it."""
    content = picture("PNG", (1_000, thousands))
    return copied(content[:33] + extra + content[33:], pictures.copy_png)


def progressive(thousands: int) -> Work:
    content = picture("JPEG", (1_000, thousands), progressive=True)
    last = content[content.rindex(b"\xff\xda") : -2]
    return copied(content[:-2] + last * 90 + content[-2:], pictures.copy_jpeg)


def directory(entries: int) -> Work:
    """An archive whose directory names the same empty part again and again."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for number in range(entries):
            made.writestr(f"{number}", b"")
    return copied(file.getvalue(), office.copy_docx)


FILES: dict[str, tuple[int, Callable[[int], Work]]] = {
    "archive of empty parts": (5_000, directory),
    "relations": (5_000, lambda n: copied(written(rels="<Relationship/>" * n), office.copy_docx)),
    "film of boxes": (
        4_000,
        lambda n: copied(
            box(b"ftyp", b"isom\0\0\0\0") + box(b"mdat") + box(b"moov", box(b"free") * n), films.copy_mp4
        ),
    ),
    "csv of one row": (500_000, lambda n: unread(b"a," * n)),
    "csv of quotes": (500_000, lambda n: unread(b'"a\n",' * n)),
    "csv of rows": (20_000, lambda n: unread(b"a,b,c\n" * n)),
}
PICTURES: dict[str, tuple[int, Callable[[int], Work]]] = {
    "png, in thousands of pixels": (19_000, png_of),
    "png of empty texts": (200_000, lambda n: png_of(1, chunk(b"tEXt") * n)),
    "png of packed texts": (
        50,
        lambda n: png_of(1, chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(1_000_000))) * n),
    ),
    "jpeg of empty parts": (
        1_000_000,
        lambda n: copied(
            b"\xff\xd8" + b"\xff\xe5\x00\x02" * n + picture("JPEG", (64, 64))[2:], pictures.copy_jpeg
        ),
    ),
    "jpeg of 100 passes, in thousands of pixels": (10_000, progressive),
}
TEXTS: dict[str, tuple[int, Callable[[int], str]]] = {
    "one paragraph": (50_000, lambda n: f"<p>{'国' * n}</p>"),
    "one word": (50_000, lambda n: f"<p>{'a' * n}</p>"),
    "letters between characters": (50_000, lambda n: f"<p>{'国a' * (n // 2)}</p>"),
    "soft hyphens": (25_000, lambda n: "<p>" + "a\u00ad" * n + "</p>"),
    "marks on one letter": (50_000, lambda n: "<p>a" + "\u0301" * n + "</p>"),
    "line breaks": (5_000, lambda n: f"<p>字{'<br>字' * n}</p>"),
    "paragraphs": (5_000, lambda n: "<p>字</p>" * n),
    "deep lists": (80, lambda n: ("<ul><li>" * 29 + "字" + "</li></ul>" * 29) * n),
    "looks": (9_000, lambda n: f"<p>{'<u>字</u>字' * n}</p>"),
    "links": (
        6_000,
        lambda n: "".join(f'<a href="https://example.cn/{number}">字</a>' for number in range(n)),
    ),
    "table of 12 columns": (300, lambda n: f"<table>{'<tr>' + '<td>字</td>' * 12 + '</tr>'}</table>" * n),
    "table of 60 columns": (160, lambda n: f"<table>{('<tr>' + '<td>字</td>' * 60 + '</tr>') * n}</table>"),
    "spans of 999": (
        4_500,
        lambda n: "<table>" + '<tr><td colspan="999" rowspan="999">字</td></tr>' * n + "</table>",
    ),
    "lines in one cell": (4_000, lambda n: f"<table><tr><td>{'<p>字</p>' * n}</td></tr></table>"),
    "a head of many pages": (
        2_000,
        lambda n: f"<table><tr><th>{'国' * 10 * n}</th></tr>{'<tr><td>字</td></tr>' * n}</table>",
    ),
    "space": (15_000, lambda n: f"<p>{'<br> ' * n}字</p>"),
}


def _seconds(work: Work) -> tuple[float, str]:
    begun, said = time.process_time(), ""
    try:
        work()
    except (ValidationError, SheetError, TooLongError) as refusal:
        said = type(refusal).__name__
    return time.process_time() - begun, said


def _print(name: str, n: int, make: Callable[[int], Work]) -> None:
    """Time of the processor, so that neighbours count less, for ``2 n``; and times that for ``n``."""
    (once, _), (twice, said) = _seconds(make(n)), _seconds(make(2 * n))
    print(f"{name}: {twice * 1000:.0f} ms for {2 * n:,}, × {twice / max(once, 1e-4):.1f} {said}")


@pytest.mark.parametrize("name", FILES)
def test_files(name):
    _print(name, *FILES[name])


@pytest.mark.parametrize("name", PICTURES)
def test_pictures(name):
    _print(name, *PICTURES[name])


def test_three_pictures_of_forty_megapixels():
    file = io.BytesIO()
    Image.new("RGBA", (6_300, 6_300)).save(file, "PNG")
    work = copied(file.getvalue(), pictures.copy_png)

    seconds = sum(_seconds(work)[0] for _ in range(3))

    print(f"three PNG of 39.7 megapixels: {seconds:.1f} s")


@pytest.mark.parametrize("file_format", ["docx", "pdf"])
@pytest.mark.parametrize("name", TEXTS)
def test_texts(name, file_format):
    n, text = TEXTS[name]
    write(Layout("", "", ()), file_format, NOW)

    def make(size: int) -> Work:
        return lambda: write(
            Layout("示例", "示例", blocks(text(size))), file_format, NOW, bounds.LAYOUT_AT_ONCE
        )

    _print(f"{name}, {file_format}", n, make)


@pytest.mark.parametrize("writer", [docx, pdf])
def test_tables(writer):
    def make(cells: int) -> Work:
        layout = Layout("示例", "示例", (table("甲乙丙丁", [["办成实事五字"] * 4] * (cells // 4)),))
        return lambda: writer.write(layout, NOW)

    _print(f"table of cells, {writer.__name__}", bounds.LAYOUT_CELLS // 2, make)


def test_memory_after_large_documents():
    """Other rows each time: what typst keeps of one document is of no use to the next."""

    def megabytes(number: int) -> float:
        rows = [[f"办成实事{number}{place}"] * 4 for place in range(bounds.LAYOUT_CELLS // 8)]
        pdf.write(Layout("示例", "示例", (table("甲乙丙丁", rows),)), NOW)
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * resource.getpagesize() / bounds.MB

    first, *_, last = [megabytes(number) for number in range(6)]

    print(f"memory after one table of cells: {first:.0f} MB, after six: {last:.0f} MB")


def test_remarks():
    def make(n: int) -> Work:
        remarks = [SimpleNamespace(pk=place, quote="字句" * (place % 7 + 1), before="") for place in range(n)]
        return lambda: mark("<p>字句</p>" * 10 * n, remarks)

    _print("remarks on ten times as many paragraphs", 500, make)
