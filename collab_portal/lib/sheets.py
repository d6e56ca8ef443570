"""Reads a table that somebody uploaded (xlsx or csv) as text: whatever it is, memory and time are bounded.

Cells come as text the way a person would type them (``2024-05-06``, ``12``, ``0.5``, 是); what cannot be
taken at its word (formulas, error values, characters nobody sees) is a fault of that cell.
"""

import csv
import io
import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, NamedTuple

from openpyxl import load_workbook

from collab_portal.lib import bounds
from collab_portal.lib.archives import ArchiveError, Deadline, PartFacts, look_through
from collab_portal.lib.contents import known

ELSE = {
    "xls": "这是旧版 xls，请另存为 xlsx 再上传。",
    "locked": "文件设有密码，请去掉密码后再上传。",
    "ods": "这是 OpenDocument 表格（ods），请另存为 xlsx 再上传。",
    "xlsb": "这是 Excel 二进制工作簿（xlsb），请另存为 xlsx 再上传。",
    "docx": "这是 Word 文档，请把表格复制到 xlsx 再上传。",
}
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufffe\uffff]"
)


class SheetError(ValueError):
    """Why the whole file is refused, in Chinese."""


class Row(NamedTuple):
    """``number`` as the spreadsheet counts; ``faults``: column index → why the cell cannot be taken."""

    number: int
    texts: list[str]
    faults: dict[int, str]


def read(
    content: bytes, *, most_rows: int, sheet: str = "", seconds: float = bounds.TABLE_SECONDS
) -> Iterator[Row]:
    """The rows that hold anything, header first. ``sheet``: the worksheet to prefer over the first.

    Raises SheetError, perhaps only after some rows.
    """
    if len(content) > bounds.TABLE:
        raise SheetError(f"文件超过 {bounds.TABLE // 1024 // 1024} MB，请分成几个文件上传。")
    if not content.strip():
        raise SheetError("文件是空的。")
    if content.startswith((OLE, ZIP)) and (word := ELSE.get(known.tell(io.BytesIO(content)))):
        raise SheetError(word)
    if content.startswith(OLE):
        raise SheetError("这是旧版 xls 或设有密码的文件，请另存为不加密码的 xlsx 再上传。")
    deadline = Deadline(seconds)
    try:
        rows = (
            _xlsx(content, sheet, most_rows, deadline)
            if content.startswith(ZIP)
            else _csv(content, most_rows)
        )
        found = 0
        for row in rows:
            deadline.check()
            if not any(row.texts) and not row.faults:
                continue
            found += 1
            if found > most_rows + 1:
                raise SheetError(f"超过 {most_rows:,} 行，请分成几个文件上传。")
            if any(row.texts[bounds.TABLE_COLUMNS :]):
                raise SheetError(f"第 {row.number} 行超过 {bounds.TABLE_COLUMNS} 列，请删去右侧多余的列。")
            yield row
    except ArchiveError as error:
        raise SheetError(str(error)) from error


def _xlsx(content: bytes, sheet: str, most_rows: int, deadline: Deadline) -> Iterator[Row]:
    facts = look_through(content, deadline)
    try:
        with warnings.catch_warnings(action="ignore"):
            book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        page = _choose(book, sheet)
        seen = facts.get(page._worksheet_path) or PartFacts()
        _check_page(seen, most_rows)
        if seen.last_row:
            cells = page.iter_rows(max_row=seen.last_row, max_col=bounds.TABLE_COLUMNS + 1)
            for number, row in enumerate(cells, start=1):
                yield _row(number, [_cell(cell) for cell in row])
    except (SheetError, ArchiveError):
        raise
    except Exception as error:  # the library lets through whatever broke inside it
        raise SheetError("文件已损坏，打不开。请用 Excel 或 WPS 打开后另存为 xlsx 再上传。") from error


def _choose(book: Any, name: str) -> Any:
    if not book.worksheets:  # the library passes over those whose names are in the other dialect
        raise SheetError(
            "这是“严格 Open XML”格式，请在 Excel 中选“文件 → 另存为 → Excel 工作簿（*.xlsx）”再上传。"
        )
    pages = [page for page in book.worksheets if page.sheet_state == "visible"]
    if not pages:
        raise SheetError("文件里没有可见的工作表。")
    return next((page for page in pages if page.title == name), pages[0])


def _check_page(facts: PartFacts, most_rows: int) -> None:
    if facts.merged:
        raise SheetError(f"表中有合并单元格（{'、'.join(facts.merged)}），请取消合并、逐行填写后再上传。")
    _check_length(facts.last_row, most_rows)


def _check_length(number: int, most_rows: int) -> None:
    """Blank rows between do not count, but they do not go on for ever."""
    if number > most_rows * 2 + 1_000:
        raise SheetError(f"第 {number:,} 行仍有内容；一次最多 {most_rows:,} 行，请删去多余的行或分次上传。")


def _cell(cell: Any) -> tuple[str, str]:
    """Text and fault."""
    value = cell.value
    if value is None:
        return "", ""
    if cell.data_type == "f":
        return str(getattr(value, "text", value) or "=")[: bounds.TABLE_CELL], "是公式，请改为数值或文字。"
    if cell.data_type == "e":
        return str(value), "是错误值，请改正。"
    return as_text(value), ""


def as_text(value: Any) -> str:
    """A typed cell as one would type it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time.min else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{Decimal(repr(value)):f}"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return str(value).strip()


def _row(number: int, cells: list[tuple[str, str]]) -> Row:
    texts, faults = [], {}
    for index, (text, fault) in enumerate(cells):
        if len(text) > bounds.TABLE_CELL:
            text, fault = text[: bounds.TABLE_CELL], f"超过 {bounds.TABLE_CELL:,} 字。"
        if INVISIBLE.search(text):
            text, fault = INVISIBLE.sub("", text), "含有看不见的控制字符，请删去后重新输入。"
        texts.append(text)
        if fault:
            faults[index] = fault
    return Row(number, texts, faults)


def _csv(content: bytes, most_rows: int) -> Iterator[Row]:
    text = _decoded(content)
    first = text.split("\n", 1)[0]
    delimiter = max(",\t;", key=first.count)
    try:
        for number, cells in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1
        ):
            _check_length(number, most_rows)
            yield _row(number, [(cell.strip(), "") for cell in cells[: bounds.TABLE_COLUMNS + 1]])
    except csv.Error as error:
        raise SheetError("CSV 文件的格式不对（可能有引号没有配对），请另存为 xlsx 再上传。") from error


def _decoded(content: bytes) -> str:
    """UTF-8 with or without its mark, else GB18030."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetError(
        "既不是 xlsx，也不是 UTF-8 或 GB18030 编码的 CSV。请用 Excel 或 WPS 另存为 xlsx 再上传。"
    )
