"""Good files of every kind, small, made here; and hostile ones, made from them."""

import io
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

SCRIPT = b"<html><script>alert(document.domain)</script></html>"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{}</svg>'
ENDING = re.compile("_(xml|bin|png|mht|svg|dat)$")
HEARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}


def archive(members: dict[str, bytes | str], **options: Any) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, **options) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return file.getvalue()


def office(kind: str = "docx", types: str = "", rels: str = "", **more: bytes | str) -> bytes:
    """``more``: ``word__header1_xml`` is ``word/header1.xml``."""
    extra = {ENDING.sub(r".\1", name.replace("__", "/")): content for name, content in more.items()}
    members = {
        "[Content_Types].xml": TYPES.format(types),
        "_rels/.rels": RELS.format(rels),
        HEARTS[kind]: "<document>示例</document>",
    }
    return archive({**members, **extra})


def internal(kind: str, target: str, base: str = OFFICE) -> str:
    return f'<Relationship Id="r9" Type="{base}/{kind}" Target="{target}"/>'


def ofd() -> bytes:
    return archive({"OFD.xml": "<ofd/>", "Doc_0/Document.xml": "<d/>"})


def pdf(*more: bytes, catalogue: bytes = b"") -> bytes:
    """One empty page; ``more`` are objects 4, 5 …, as they are written."""
    first = b"<</Type/Catalog/Pages 2 0 R" + catalogue + b">>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>"
    file, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate((first, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, *more), 1):
        places.append(b"%010d 00000 n \n" % len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    size = len(places) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n" % size + b"".join(places)
    return (
        bytes(file) + table + b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(file))
    )


def picture(form: str = "JPEG", size: tuple[int, int] = (64, 48), **options: Any) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, (179, 24, 29)).save(file, form, **options)
    return file.getvalue()


def located_photo() -> bytes:
    """With a camera's name and a place in it."""
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 14.0, 0.0), 3: "E", 4: (121.0, 28.0, 0.0)})
    return picture(exif=exif)


def box(name: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I", len(content) + 8) + name + content


def film(place: bytes = b"") -> bytes:
    notes = box(b"udta", box(b"\xa9xyz", place)) if place else b""
    head = box(b"ftyp", b"isom\0\0\2\0isommp41")
    return head + box(b"moov", box(b"mvhd", bytes(100)) + notes) + box(b"mdat", bytes(64))


def compound(streams: dict[str, bytes]) -> bytes:
    """An OLE file of sectors of 512 bytes: a table, a directory, the streams (each at least 4 KB)."""
    sectors, table, places = [], [0xFFFFFFFD], []
    pages = -(-(len(streams) + 1) // 4)
    table += [*range(2, pages + 1), 0xFFFFFFFE]
    for content in streams.values():
        content = content.ljust(4_096, b"\0")
        pieces = [content[at : at + 512].ljust(512, b"\0") for at in range(0, len(content), 512)]
        places.append((len(table), len(content)))
        table += [*range(len(table) + 1, len(table) + len(pieces)), 0xFFFFFFFE]
        sectors += pieces
    lines = [entry("Root Entry", 5, below=1)]
    for number, (name, place) in enumerate(zip(streams, places, strict=True), 1):
        lines.append(entry(name, 2, *place, beside=number + 1 if number < len(streams) else 0xFFFFFFFF))
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, 1, 1, 0, 4_096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    head += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    directory = b"".join(lines).ljust(pages * 512, b"\0")
    return (
        head
        + struct.pack("<128I", *table, *[0xFFFFFFFF] * (128 - len(table)))
        + directory
        + b"".join(sectors)
    )


def entry(
    name: str, kind: int, start: int = 0, size: int = 0, *, below: int = 0xFFFFFFFF, beside: int = 0xFFFFFFFF
) -> bytes:
    encoded = name.encode("utf-16-le")
    head = encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded) + 2, kind, 1)
    return head + struct.pack("<3I36x3I", 0xFFFFFFFF, beside, below, start, size, 0)


def wps(*names: str, flags: int = 0) -> bytes:
    streams = dict.fromkeys(names or ("WordDocument", "1Table"), b"")
    if "WordDocument" in streams:
        streams["WordDocument"] = bytes(10) + struct.pack("<H", flags)
    return compound(streams)


def good() -> dict[str, bytes]:
    return {
        "a.pdf": pdf(),
        "a.docx": office("docx"),
        "a.xlsx": office("xlsx"),
        "a.pptx": office("pptx"),
        "a.ofd": ofd(),
        "a.wps": wps(),
        "a.jpg": picture(),
        "a.jpeg": picture(),
        "a.png": picture("PNG"),
        "a.mp4": film(),
    }


def huge_png(width: int, height: int) -> bytes:
    """Says that it is enormous; has next to nothing in it."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(9)))
        + chunk(b"IEND", b"")
    )


def external(target: str, kind: str = "attachedTemplate") -> str:
    return f'<Relationship Id="r1" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/>'


def refused() -> dict[str, tuple[str, bytes]]:
    """What is never kept, each with the name it comes under."""
    bomb = archive({**{f"word/{n}.xml": bytes(2_000_000) for n in range(20)}, "word/document.xml": "<d/>"})
    many = archive({"[Content_Types].xml": TYPES, **{f"word/{n}.xml": "" for n in range(2_100)}})
    lol = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><Relationships>&a;</Relationships>'
    xxe = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><Types>&a;</Types>'
    macro = '<Override PartName="/x" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
    return {
        "gif and script": ("a.gif", b"GIF89a/*" + SCRIPT + b"*/=1;"),
        "gif named jpg": ("a.jpg", b"GIF89a/*" + SCRIPT),
        "svg": ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        "svg named png": ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        "html": ("a.html", SCRIPT),
        "html named pdf": ("a.pdf", SCRIPT),
        "html before pdf": ("a.pdf", SCRIPT + pdf()),
        "pdf with script": ("a.pdf", pdf(b"<</S/JavaScript/JS(app.alert(1))>>")),
        "pdf that launches": ("a.pdf", pdf(b"<</S/Launch/F(cmd.exe)>>")),
        "pdf with a file": ("a.pdf", pdf(b"<</Type/EmbeddedFile/Length 1>>stream\nx\nendstream")),
        "half a pdf": ("a.pdf", pdf()[:40]),
        "huge png": ("a.png", huge_png(60_000, 60_000)),
        "wide png": ("a.png", huge_png(2**31 - 1, 1)),
        "half a png": ("a.png", picture("PNG", (400, 400))[:200]),
        "half a jpg": ("a.jpg", picture(size=(400, 400))[:500]),
        "macros": ("a.docx", office(word__vbaProject_bin="")),
        "macro type": ("a.docx", office(types=macro)),
        "docm": ("a.docm", office()),
        "activex": ("a.docx", office(word__activeX__activeX1="")),
        "ole object": ("a.docx", archive({**_plain(), "word/embeddings/oleObject1.bin": "x"})),
        "program inside": ("a.pptx", archive({**_plain("pptx"), "ppt/media/run.exe": "MZ"})),
        "picture elsewhere": ("a.docx", office(rels=external("http://evil.example/i.png", "image"))),
        "file link": ("a.docx", office(rels=external("file:///c:/secret", "hyperlink"))),
        "script link": ("a.docx", office(rels=external("javascript:alert(1)", "hyperlink"))),
        "external book": (
            "a.xlsx",
            archive({**_plain("xlsx"), "xl/externalLinks/1.xml": "<x/>"}),
        ),
        "entities": ("a.docx", archive({**_plain(), "word/_rels/document.xml.rels": lol})),
        "outside entity": ("a.docx", archive({**_plain(), "[Content_Types].xml": xxe})),
        "bomb": ("a.docx", bomb),
        "too many members": ("a.docx", many),
        "climbs out": ("a.docx", archive({**_plain(), "../../../../etc/cron.d/x": "x"})),
        "backslash": ("a.docx", archive({**_plain(), "word\\..\\..\\x": "x"})),
        "half a docx": ("a.docx", office()[:-30]),
        "damaged docx": ("a.docx", _damaged(office())),
        "xlsx named docx": ("a.docx", office("xlsx")),
        "zip": ("a.zip", office()),
        "zip named ofd": ("a.ofd", office()),
        "wps with macros": ("a.wps", wps("WordDocument", "Macros", "VBA")),
        "wps without text": ("a.wps", wps("Workbook")),
        "docx named wps": ("a.wps", office()),
        "film without end": ("a.mp4", film()[:-20]),
        "html named film": ("a.mp4", b"\0\0\0\x18ftyphtml" + SCRIPT),
        "movie of another kind": ("a.mp4", film().replace(b"isom\0", b"qt  \0")),
        "nothing": ("a.pdf", b""),
        "no ending": ("README", pdf()),
        "only an ending": (".pdf", pdf()),
        "two endings": ("a.pdf.exe", pdf()),
        "marked": ("绝密★会议纪要.pdf", pdf()),
    }


def _plain(kind: str = "docx") -> dict[str, bytes | str]:
    return {"[Content_Types].xml": TYPES.format(""), "_rels/.rels": RELS.format(""), HEARTS[kind]: "<d/>"}


def _damaged(content: bytes) -> bytes:
    at = content.index(b"word/document.xml") + len("word/document.xml")
    return content[:at] + bytes([content[at] ^ 0xFF, content[at + 1] ^ 0xFF]) + content[at + 2 :]


NAMES = (
    "../../../etc/passwd",
    "..\\..\\windows\\system32\\x",
    "C:\\boot",
    "a\r\nSet-Cookie: x=1",
    "a\x00b",
    "\u202egpj.exe",
    "汉" * 255,
    "a" * 4_000,
    '"><script>alert(1)</script>',
    "a;filename=x.html",
    "CON",
    "  . ",
    "-rf",
    "~root",
    "%2e%2e%2fx",
    "𠮷😀",
    "a/b/c",
    "\ufeffa",
)


def hostile(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """``count`` uploads: refused kinds, good ones spoilt, good ones under evil names, endless variety."""
    rng = random.Random(seed)
    bad, fine = list(refused().values()), list(good().items())
    for _ in range(count):
        if rng.random() < 0.4:
            name, content = rng.choice(bad)
        else:
            name, content = rng.choice(fine)
            content = _spoilt(rng, content)
        ending = name.rpartition(".")[2]
        if rng.random() < 0.6:
            name = f"{rng.choice(NAMES)}.{ending}"
        if rng.random() < 0.1:
            name = f"{name.rpartition('.')[0]}.{rng.choice(['html', 'svg', 'js', 'exe', 'PDF', 'php', ''])}"
        yield name, content


def _spoilt(rng: random.Random, content: bytes) -> bytes:
    way = rng.randrange(5)
    if way == 0:
        return content[: rng.randrange(len(content))]
    if way == 1:
        return content + SCRIPT
    if way == 2:
        at = rng.randrange(len(content))
        return content[:at] + SCRIPT + content[at:]
    if way == 3:
        spoilt = bytearray(content)
        for _ in range(rng.randint(1, 12)):
            spoilt[rng.randrange(len(spoilt))] = rng.randrange(256)
        return bytes(spoilt)
    return content


class Sent(SimpleUploadedFile):
    """An upload whose name is as it was sent: Django itself already cuts paths from real ones."""

    def _set_name(self, name: str) -> None:
        self._name = name

    name = property(lambda self: self._name, _set_name)
