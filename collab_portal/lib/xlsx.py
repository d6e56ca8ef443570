"""Rows as an Excel workbook: typed cells, written as they come; text stays text, whatever it looks like."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain, islice
from tempfile import TemporaryFile
from typing import IO, Any, NamedTuple

from django.http import FileResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from collab_portal.lib import demo
from collab_portal.lib.patience import export_time
from collab_portal.lib.visible import visible

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CELL_LIMIT = 32_767
ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # what a reader would take for a character (22.9.2.19)
SHORT = 255  # longer texts in cells of this format show as ####
WIDEST, NARROWEST = 60, 8  # columns, in characters
A4 = 9  # the paper's number (18.3.1.63)
SHEET_ROWS = 1_048_575  # what a sheet holds below its header (Excel specifications and limits)
LOOKED_AT = 200  # rows whose cells tell how wide a column has to be


def clean_text(text: str) -> str:
    """As a cell takes it: without what nobody sees, cut to its length, ``_x0041_`` kept as it stands."""
    return ESCAPE.sub("_x005F_", visible(text)[:CELL_LIMIT])


class Sheet(NamedTuple):
    """``columns`` are (heading, width in characters of a sheet without rows)."""

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[Any]]


def write(file: IO[bytes], *sheets: Sheet) -> None:
    """A workbook of these sheets; memory stays flat however many rows. One too long goes on in the next."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        rows, number = iter(sheet.rows), 1
        while (first := list(islice(rows, 1))) or number == 1:
            name = f"{sheet.name}（{number}）" if number > 1 else sheet.name
            part = islice(chain(first, rows), SHEET_ROWS)
            _fill(book.create_sheet(name), Sheet(sheet.name, sheet.columns, part))
            number += 1
    say_sample(book)
    book.save(file)


def say_sample(book: Workbook) -> None:
    """Of sample data a last sheet says so; the rows stay as they are and can come back."""
    if demo.mark():
        book.create_sheet("示例数据说明").append([demo.sentence()])


def _fill(page: Any, sheet: Sheet) -> None:
    def cell(value: Any) -> Any:
        if isinstance(value, str):
            made = WriteOnlyCell(page, value=clean_text(value))
            made.data_type = "s"  # "=1+1" is a title here, never a formula
            if len(value) <= SHORT:
                made.number_format = "@"  # so that 007 typed over it stays 007
            return made
        if isinstance(value, date):
            made = WriteOnlyCell(page, value=value)
            made.number_format = "yyyy-mm-dd"
            return made
        return value

    def heading(text: str) -> Any:
        made = cell(text)
        made.font, made.alignment = Font(bold=True), Alignment(vertical="center")
        return made

    rows = iter(sheet.rows)
    first = list(islice(rows, LOOKED_AT))
    _set_up(page, sheet.columns, first)
    page.append([heading(text) for text, _ in sheet.columns])
    count = 0
    for row in chain(first, rows):
        page.append([cell(value) for value in row])
        count += 1
    page.auto_filter.ref = f"A1:{get_column_letter(max(len(sheet.columns), 1))}{count + 1}"


def _set_up(page: Any, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[Any]]) -> None:
    """How it looks on screen and on paper: A4 across, as wide as the paper, the header on every page."""
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.oddFooter.center.text = "第 &P 页，共 &N 页"
    for at, (text, width) in enumerate(columns):
        longest = max((_width(row[at]) for row in rows if at < len(row)), default=0)
        needed = max(longest if rows else width, _width(text) + 3, NARROWEST)  # three for the filter's arrow
        page.column_dimensions[get_column_letter(at + 1)].width = min(needed, WIDEST)


def _width(value: Any) -> int:
    """Columns of a screen that a cell takes; a Han character takes two."""
    text = str(value if value is not None else "")[: WIDEST * 2]
    return max(
        (sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line) + 1)
        for line in text.split("\n")
    )


def download(filename: str, *sheets: Sheet) -> FileResponse:
    """A workbook as a response, from a temporary file."""
    file: IO[bytes] = TemporaryFile()  # noqa: SIM115 - FileResponse closes it
    with export_time():  # rows are read while they are written
        write(file, *sheets)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=filename, content_type=CONTENT_TYPE)
