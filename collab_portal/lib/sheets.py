"""Reads a table that somebody uploaded (xlsx or csv) as text: whatever it is, memory and time are bounded.

Cells come as the text that the spreadsheet shows (``007``, ``50%``, ``1,234``), days as ``2024-05-06``,
without characters nobody sees; formulas as their results. What cannot be taken at its word (formulas without
a result, error values, long numbers whose last digits are lost) is a fault of that cell.
"""

import codecs
import csv
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, time
from types import MappingProxyType
from typing import NamedTuple
from xml.parsers import expat

from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from collab_portal.lib import bounds, codes, formats
from collab_portal.lib.archives import ArchiveError, Deadline, PartFacts, look_through
from collab_portal.lib.contents import known
from collab_portal.lib.visible import visible
from collab_portal.lib.workbooks import BROKEN, Cell, Page, Workbook

ELSE = {
    "xls": "这是旧版 xls，请另存为 xlsx 再上传。",
    "locked": "文件设有密码，请去掉密码后再上传。",
    "ods": "这是 OpenDocument 表格（ods），请另存为 xlsx 再上传。",
    "xlsb": "这是 Excel 二进制工作簿（xlsb），请另存为 xlsx 再上传。",
    "docx": "这是 Word 文档，请把表格复制到 xlsx 再上传。",
}
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
QUOTED = re.compile(r'="([^"]*)"|\'([!-&(-~]+)')  # as programs keep the zeros of a code in a CSV
NOT_COMPUTED = "是公式，文件里没有算出的结果。请用 Excel 或 WPS 打开、保存后再上传，或改为数值、文字。"
OWN_SHEETS = {"选项"}  # hidden ones that our own templates have
Header = Callable[[list[str]], tuple[bool, int]]


class SheetError(ValueError):
    """Why the whole file is refused, in Chinese."""


class Row(NamedTuple):
    """``number`` as the spreadsheet counts; ``faults``: column index → why the cell cannot be taken.

    ``doubts``: column index → why a code there is no longer what was typed, though other values are fine.
    """

    number: int
    texts: list[str]
    faults: dict[int, str]
    doubts: Mapping[int, str] = MappingProxyType({})


class Read(NamedTuple):
    """A cell's text, its fault, and why it may be no code."""

    text: str
    fault: str = ""
    doubt: str = ""


EMPTY = Read("")


def read(
    content: bytes,
    *,
    most_rows: int,
    sheet: str = "",
    header: Header | None = None,
    notes: list[str] | None = None,
    seconds: float = bounds.TABLE_SECONDS,
) -> Iterator[Row]:
    """The rows that hold anything, header first.

    ``sheet``: the worksheet to prefer over the first. ``header`` says of a row whether it is the header, and
    how many names of columns it has: what stands above is passed over. ``notes`` gets sentences about what a
    person may not expect (hidden rows, other sheets). Raises SheetError, perhaps only after some rows.
    """
    if len(content) > bounds.TABLE:
        raise SheetError(f"文件超过 {bounds.TABLE // 1024 // 1024} MB，请分成几个文件上传。")
    if not content.strip():
        raise SheetError("文件是空的。")
    if content.startswith((OLE, ZIP)) and (word := ELSE.get(known.tell(io.BytesIO(content)))):
        raise SheetError(word)
    if content.startswith(OLE):
        raise SheetError("这是旧版 xls 或设有密码的文件，请另存为不加密码的 xlsx 再上传。")
    if known.by_bytes(content[: known.HEAD]) == "page":
        raise SheetError("这是网页格式的表格，请用 Excel 或 WPS 打开后另存为 xlsx 再上传。")
    deadline = Deadline(seconds)
    header = header or _any_row
    notes = notes if notes is not None else []
    try:
        rows = (
            _xlsx(content, sheet, most_rows, header, notes, deadline)
            if content.startswith(ZIP)
            else _from_header(_csv(content, most_rows, header), header)
        )
        for found, row in enumerate(rows, start=1):
            deadline.check()
            if found > most_rows + 1:
                raise SheetError(f"超过 {most_rows:,} 行，请分成几个文件上传。")
            if any(row.texts[bounds.TABLE_COLUMNS :]):
                raise SheetError(f"第 {row.number} 行超过 {bounds.TABLE_COLUMNS} 列，请删去右侧多余的列。")
            yield row
    except ArchiveError as error:
        raise SheetError(str(error)) from error


def _any_row(texts: list[str]) -> tuple[bool, int]:
    """A table without a header: it begins with the first row that holds anything."""
    return True, 0


def _xlsx(
    content: bytes, sheet: str, most_rows: int, header: Header, notes: list[str], deadline: Deadline
) -> Iterator[Row]:
    facts = look_through(content, deadline)
    if "content.xml" in facts:
        raise SheetError("这是 ods 文件，请用 Excel 或 WPS 另存为 xlsx 再上传。")
    try:
        book = Workbook(content, facts, deadline)
        pages = [page for page in book.pages if page.is_visible]
        if not pages:
            raise SheetError("文件里没有可见的工作表。")
        pages.sort(key=lambda page: page.name != sheet)
        page, first, columns = _choose(book, pages, header)
        _check_page(facts[page.path], first, columns, most_rows)
        _note(notes, book, page, pages, header)
        yield from _from(_rows(book, page), first)
    except (
        expat.ExpatError,
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
    ) as error:
        raise SheetError(BROKEN) from error


def _choose(book: Workbook, pages: list[Page], header: Header) -> tuple[Page, int, int]:
    """The first sheet that has the header, else the one that comes nearest; that row and its columns."""
    nearest, most = (pages[0], 0, bounds.TABLE_COLUMNS), 0
    for page in pages[: bounds.TABLE_SHEETS]:
        found = _header_row(_rows(book, page), header)
        if found.is_whole:
            return page, found.number, found.columns
        if found.known > most:
            nearest, most = (page, found.number, found.columns), found.known
    return nearest


class Head(NamedTuple):
    """Which row it is, whether it is the whole header, how many names it has and how many columns."""

    number: int = 0
    is_whole: bool = False
    known: int = 0
    columns: int = bounds.TABLE_COLUMNS


def _header_row(rows: Iterable[Row], header: Header) -> Head:
    """The row among the first few that is the header, or comes nearest to it."""
    best = Head()
    for looked, row in enumerate(rows):
        is_whole, known = header(row.texts)
        columns = max((place for place, text in enumerate(row.texts, start=1) if text), default=0)
        found = Head(row.number, is_whole, known, columns)
        if is_whole:
            return found
        if known > best.known:
            best = found
        if looked >= bounds.TABLE_TITLES - 1:
            break
    return best


def _from(rows: Iterable[Row], first: int) -> Iterator[Row]:
    return (row for row in rows if row.number >= first)


def _from_header(rows: Iterator[Row], header: Header) -> Iterator[Row]:
    top = [row for row, _ in zip(rows, range(bounds.TABLE_TITLES), strict=False)]
    yield from _from(top, _header_row(top, header).number)
    yield from rows


def _check_page(facts: PartFacts, header: int, columns: int, most_rows: int) -> None:
    if merged := facts.merged_within(header, columns):
        raise SheetError(f"表中有合并单元格（{'、'.join(merged)}），请取消合并、逐行填写后再上传。")
    _check_length(facts.last_row, most_rows)


def _check_length(number: int, most_rows: int) -> None:
    """Blank rows between do not count, but they do not go on for ever."""
    if number > most_rows * 2 + 1_000:
        raise SheetError(f"第 {number:,} 行仍有内容；一次最多 {most_rows:,} 行，请删去多余的行或分次上传。")


def _note(notes: list[str], book: Workbook, page: Page, pages: list[Page], header: Header) -> None:
    """What is taken though hidden, and what is not taken though it is there."""
    facts = book.facts[page.path]
    if page != book.pages[0]:
        notes.append(f"读取的是工作表“{page.name}”。")
    if facts.hidden_count:
        some = "、".join(map(str, facts.hidden_rows))
        more = f" 等 {facts.hidden_count} 行" if facts.hidden_count > len(facts.hidden_rows) else " 行"
        notes.append(f"第 {some}{more}在表中是隐藏的（或被筛选掉的），也一并读入，请核对。")
    if facts.formulas:
        notes.append(f"表中有 {facts.formulas} 个公式，按表中显示的结果读入，请核对。")
    if any(first <= bounds.TABLE_COLUMNS for first, _ in facts.hidden_columns):
        notes.append("表中有隐藏的列，也一并读入，请核对。")
    hidden = [one.name for one in book.pages if not one.is_visible and one.name not in OWN_SHEETS]
    if hidden := [name for name in hidden if name]:
        notes.append(f"隐藏的工作表没有读取：{'、'.join(hidden[:3])}。")
    rest = [one for one in pages[: bounds.TABLE_SHEETS] if one != page]
    if others := [one.name for one in rest if _header_row(_rows(book, one), header).is_whole]:
        notes.append(f"另有工作表也有表头，没有读取：{'、'.join(others[:3])}。需要的请另存为单独的文件上传。")


def _rows(book: Workbook, page: Page) -> Iterator[Row]:
    """Those that hold anything; cells that are not there are empty ones."""
    for number, cells in book.rows(page):
        missing = [EMPTY] * (bounds.TABLE_COLUMNS - len(cells))
        row = _row(number, [*(_cell(cell, book.from_1904) for cell in cells), *missing])
        if any(row.texts) or row.faults:
            yield row


def _cell(cell: Cell | None, from_1904: bool) -> Read:
    if cell is None:
        return EMPTY
    if cell.kind == "f":
        constant = QUOTED.fullmatch(f"={cell.text}")
        if constant and constant[1] is not None:
            return Read(constant[1])
        return Read(f"={cell.text}"[: bounds.TABLE_CELL], NOT_COMPUTED)
    if cell.kind == "e":
        return Read(cell.text, "是错误值，请改正。")
    if cell.kind == "b":
        return Read("FALSE" if cell.text in {"0", "false"} else "TRUE")
    if cell.kind == "s":
        return Read(formats.worded(cell.text, cell.code))
    if cell.kind == "d":
        return Read(_iso(cell.text), doubt=codes.IS_DAY)
    try:
        number = formats.exact(cell.text)
    except ValueError as error:
        raise SheetError(BROKEN) from error
    if formats.is_day(cell.number, cell.code):
        clock = formats.clock(float(number), cell.number, cell.code)
        return Read(clock, doubt=codes.IS_DAY) if clock else Read(*_day(cell.text, from_1904), codes.IS_DAY)
    if formats.has_lost_digits(number):
        return Read(formats.plain(number), codes.LOST)
    if text := formats.written(number, cell.number, cell.code):
        return Read(text)
    return Read(formats.plain(number), doubt=codes.OTHERWISE_SHOWN)


def _iso(text: str) -> str:
    """A day as newer programs store it (``2026-03-05T00:00:00.000Z``); the zone is not shown, so not read."""
    try:
        return _moment(datetime.fromisoformat(text.strip()))
    except ValueError:
        return text


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}" if moment.time() == time.min else f"{moment:%Y-%m-%d %H:%M}"


def _day(serial: str, from_1904: bool) -> tuple[str, str]:
    """A serial number as the day and time it stands for."""
    try:
        moment = from_excel(float(serial), CALENDAR_MAC_1904 if from_1904 else CALENDAR_WINDOWS_1900)
    except (OverflowError, ValueError):
        return serial[: bounds.TABLE_CELL], "不是日期，请改正。"
    if isinstance(moment, datetime):
        return _moment(moment), ""
    return moment.isoformat() if isinstance(moment, date) else f"{moment}", ""


def _row(number: int, cells: list[Read]) -> Row:
    texts: list[str] = []
    faults: dict[int, str] = {}
    for index, (text, fault, _) in enumerate(cells):
        text = visible(text).strip()
        if len(text) > bounds.TABLE_CELL:
            text, fault = text[: bounds.TABLE_CELL], f"超过 {bounds.TABLE_CELL:,} 字。"
        texts.append(text)
        if fault:
            faults[index] = fault
    doubts = {index: cell.doubt for index, cell in enumerate(cells) if cell.doubt}
    return Row(number, texts, faults, doubts)


def _csv(content: bytes, most_rows: int, header: Header) -> Iterator[Row]:
    """Those that hold anything."""
    text = _decoded(content)
    delimiter = _delimiter(text, header)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(rows, start=1):
            _check_length(number, most_rows)
            row = _row(number, [_csv_cell(cell) for cell in cells[: bounds.TABLE_COLUMNS + 1]])
            if any(row.texts) or row.faults:
                yield row
    except csv.Error as error:
        raise SheetError(
            f"CSV 文件第 {number + 1} 行的格式不对（可能有引号没有配对），请改正，或另存为 xlsx 再上传。"
        ) from error


def _delimiter(text: str, header: Header) -> str:
    """The sign that parts the header, among the first lines; without one, the sign most used in the first."""
    lines = text.split("\n", bounds.TABLE_TITLES)[: bounds.TABLE_TITLES]

    def fits(sign: str) -> tuple[bool, int]:
        rows = (line.split(sign, bounds.TABLE_COLUMNS)[: bounds.TABLE_COLUMNS] for line in lines)
        return max(header([cell.strip(' "\ufeff\r')[: bounds.TABLE_CELL] for cell in row]) for row in rows)

    return max(",\t;|，", key=lambda sign: (fits(sign), lines[0].count(sign)))


def _csv_cell(written: str) -> Read:
    """A number in a CSV is what a program left of it, unless a sign keeps it a text."""
    text = visible(written).strip()
    if match := QUOTED.fullmatch(text):
        text = match[1] if match[1] is not None else match[2]
    fault = codes.IN_EXPONENTS if codes.is_exponent(text) else ""
    return Read(text, fault, codes.ROUNDED if codes.is_rounded(written.strip(" ")) else "")


def _decoded(content: bytes) -> str:
    """UTF-8 or UTF-16 (“Unicode 文本” of Excel), with or without its mark, else GB18030."""
    for encoding in _encodings(content):
        try:
            return content.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
    raise SheetError(
        "既不是 xlsx，也不是 UTF-8、UTF-16 或 GB18030 编码的 CSV。请用 Excel 或 WPS 另存为 xlsx 再上传。"
    )


def _encodings(content: bytes) -> tuple[str, ...]:
    """UTF-16 is known by its mark, or by the zero beside the first end of a line."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    for end, encoding in ((b"\n\0", "utf-16-le"), (b"\0\n", "utf-16-be")):
        if len(content) % 2 == 0 and (place := content.find(end)) >= 0 and place % 2 == 0:
            return (encoding, "utf-8")
    return ("utf-8", "gb18030")
