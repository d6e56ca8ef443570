"""Rows as an Excel workbook: typed cells, written as they come; text stays text, whatever it looks like."""

from collections.abc import Iterable, Sequence
from datetime import date
from tempfile import TemporaryFile
from typing import IO, Any, NamedTuple

from django.http import FileResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font

from collab_portal.lib.patience import export_time

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CELL_LIMIT = 32_767


def clean_text(text: str) -> str:
    """Without the control characters that no workbook may hold, cut to what a cell takes."""
    return str(ILLEGAL_CHARACTERS_RE.sub("", text))[:CELL_LIMIT]


class Sheet(NamedTuple):
    """``columns`` are (heading, width in characters)."""

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[Any]]


def write(file: IO[bytes], *sheets: Sheet) -> None:
    """A workbook of these sheets; memory stays flat however many rows."""
    book = Workbook(write_only=True)
    for sheet in sheets:
        _fill(book.create_sheet(sheet.name), sheet)
    book.save(file)


def _fill(page: Any, sheet: Sheet) -> None:
    page.freeze_panes = "A2"

    def cell(value: Any) -> Any:
        if isinstance(value, str):
            made = WriteOnlyCell(page, value=clean_text(value))
            made.data_type = "s"  # "=1+1" is a title here, never a formula
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

    for letter, (_, width) in zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", sheet.columns, strict=False):
        page.column_dimensions[letter].width = width
    page.append([heading(text) for text, _ in sheet.columns])
    for row in sheet.rows:
        page.append([cell(value) for value in row])


def download(filename: str, *sheets: Sheet) -> FileResponse:
    """A workbook as a response, from a temporary file."""
    file: IO[bytes] = TemporaryFile()  # noqa: SIM115 - FileResponse closes it
    with export_time():  # rows are read while they are written
        write(file, *sheets)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=filename, content_type=CONTENT_TYPE)
