"""Files that mean harm or are merely broken, made by seed: ``hostile(seed)`` is always the same bytes."""

import io
import random
import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

HEAD = ["编码", "名称", "类别", "成立日期"]
ROWS = [["A1", "甲支部", "党支部", date(2020, 1, 2)], ["A2", "乙支部", "党支部", date(2021, 3, 4)]]
SHEET = "xl/worksheets/sheet1.xml"


def plain(*, epoch: object = None, merge: str = "", formula: str = "") -> bytes:
    book = Workbook()
    if epoch is not None:
        book.epoch = epoch
    page = book.active
    for row in [HEAD, *ROWS]:
        page.append(row)
    if formula:
        page["B2"] = formula
    if merge:
        page.merge_cells(merge)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def changed(content: bytes, parts: dict[str, bytes]) -> bytes:
    """The same archive with parts replaced or added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, parts.pop(entry.filename, old.read(entry.filename)))
        for name, data in parts.items():
            new.writestr(name, data)
    return file.getvalue()


def part(name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(plain())) as book:
        return book.read(name)


def in_sheet(before: bytes, inserted: bytes) -> bytes:
    return changed(plain(), {SHEET: part(SHEET).replace(before, inserted + before, 1)})


def bomb() -> bytes:
    return in_sheet(
        b"</sheetData>",
        b"<row r='9'><c r='A9' t='inlineStr'><is><t>" + b"x" * 39_000_000 + b"</t></is></c></row>",
    )


def flat_bomb() -> bytes:
    return changed(plain(), {f"xl/media/{number}.xml": b" " * 30_000_000 for number in range(6)})


def million_blank_rows() -> bytes:
    return in_sheet(b"</sheetData>", b"".join(b'<row r="%d"/>' % number for number in range(10, 1_000_010)))


def blank_rows_then_text() -> bytes:
    blank = b"".join(b'<row r="%d"/>' % number for number in range(10, 200_010))
    return in_sheet(b"</sheetData>", blank + b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>')


def wide_row() -> bytes:
    return in_sheet(b"</sheetData>", b'<row r="9">' + b"<c/>" * 500_000 + b"</row>")


def deep() -> bytes:
    return in_sheet(b"</sheetData>", b"<a>" * 100_000 + b"</a>" * 100_000)


def many_strings() -> bytes:
    return changed(plain(), {"xl/sharedStrings.xml": b"<sst>" + b"<si/>" * 700_000 + b"</sst>"})


def many_styles() -> bytes:
    styles = part("xl/styles.xml").replace(b"</cellXfs>", b"<xf/>" * 500_000 + b"</cellXfs>")
    return changed(plain(), {"xl/styles.xml": styles})


def entities() -> bytes:
    """A billion laughs and a look at a file."""
    lines = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
    doctype = f'<!DOCTYPE x [<!ENTITY l0 "ha"><!ENTITY f SYSTEM "file:///etc/passwd">{lines}]>'.encode()
    sheet = part(SHEET)
    return changed(
        plain(),
        {SHEET: doctype + sheet.replace(b"</sheetData>", b"<row><c><v>&f;&l9;</v></c></row></sheetData>")},
    )


def in_utf16() -> bytes:
    return changed(plain(), {SHEET: part(SHEET).decode().encode("utf-16")})


def nested() -> bytes:
    return changed(plain(), {"xl/embeddings/inner.zip": plain()})


def macros() -> bytes:
    return changed(plain(), {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"\0" * 900})


def many_entries() -> bytes:
    return changed(plain(), {f"xl/x{number}.xml": b"<a/>" for number in range(3_000)})


def long_text() -> bytes:
    return csv_of("A1,甲支部" + "长" * 300_000 + ",党支部,2020-01-02")


def csv_of(*lines: str, encoding: str = "utf-8") -> bytes:
    return "\r\n".join([",".join(HEAD), "A1,甲支部,党支部,2020-01-02", *lines]).encode(
        encoding, "surrogatepass"
    )


SAMPLES: list[Callable[[], bytes]] = [
    plain,
    lambda: plain(epoch=CALENDAR_MAC_1904),
    lambda: plain(merge="A2:A3"),
    lambda: plain(formula='=HYPERLINK("http://x")'),
    lambda: plain(formula="=cmd|'/c calc'!A1"),
    bomb,
    flat_bomb,
    million_blank_rows,
    blank_rows_then_text,
    wide_row,
    deep,
    many_strings,
    many_styles,
    entities,
    in_utf16,
    nested,
    macros,
    many_entries,
    long_text,
    lambda: csv_of("A2,乙\0支部,党支部,2020-01-02"),
    lambda: csv_of("A2,乙\u202e支部,党支部,2020-01-02"),
    lambda: csv_of("A2,乙支部,党支部,2020-01-02", encoding="gb18030"),
    lambda: csv_of("A2,乙支部,党支部,2020-01-02", encoding="utf-16"),
    lambda: csv_of('A2,"乙支部,党支部,2020-01-02'),
    lambda: csv_of("=1+1,@SUM(A1),党支部,-1"),
    lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5_000,
    lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    lambda: b"PK\x03\x04",
    lambda: b"\xff\xfe" + b"\x00" * 3_000,
    lambda: b",\n" * 2_000_000,
    lambda: plain()[:-30],
]
HEAVY = {bomb, flat_bomb, million_blank_rows, blank_rows_then_text, wide_row, many_strings, many_styles}


@cache
def sample(number: int) -> bytes:
    return SAMPLES[number]()


def hostile(seed: int) -> bytes:
    """The first of each kind as it is; then mutants: bytes changed, cut, doubled, inside parts or outside."""
    if seed < len(SAMPLES):
        return sample(seed)
    chance = random.Random(seed)
    light = [number for number, made in enumerate(SAMPLES) if made not in HEAVY]
    content = sample(chance.choice(light) if chance.random() < 0.97 else chance.randrange(len(SAMPLES)))
    if content.startswith(b"PK") and chance.random() < 0.7:
        inside = mutated_part(content, chance)
        if inside is not None:
            return inside
    return mutated(content, chance)


def mutated_part(content: bytes, chance: random.Random) -> bytes | None:
    """An archive that opens, with one part broken: what lies behind the door is tried too."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            names = [entry.filename for entry in book.infolist() if entry.file_size < 100_000]
            name = chance.choice(names)
            return changed(content, {name: mutated(book.read(name), chance)})
    except (zipfile.BadZipFile, IndexError, ValueError):
        return None


def mutated(content: bytes, chance: random.Random) -> bytes:
    data = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 5))):
        if not data:
            break
        at, blow = chance.randrange(len(data)), chance.random()
        if blow < 0.5:
            data[at] = chance.randrange(256) if chance.random() < 0.4 else chance.choice(b"0123456789ABxyz-")
        elif blow < 0.65:
            del data[at : at + chance.randrange(1, 200)]
        elif blow < 0.8:
            data[at:at] = data[at : at + chance.randrange(1, 200)]
        elif blow < 0.9:
            data[at:at] = chance.choice(
                (b"\0", b"<!DOCTYPE a>", b"&x;", b"</row>", b"<c/>", "\u202e".encode(), b"\xff")
            )
        else:
            data = data[: at + 1]
    return bytes(data)
