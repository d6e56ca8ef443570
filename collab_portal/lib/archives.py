"""Looks through an Office file before anything is built from it: sizes, macros, nested files, no DTD.

Every part is read by expat alone, which builds nothing: what a later reader would have to hold in
memory (elements, cells of a row, rows) is counted here first, and refused with a word in Chinese.
"""

import re
import time
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO
from xml.parsers import expat

from collab_portal.lib import bounds

MOST_ELEMENTS = {"xl/sharedStrings.xml": bounds.TABLE_STRINGS}
CHUNK = 64 * 1024
TRUE = {"1", "true"}
COLUMN = re.compile(r"[1-9][0-9]{0,4}")
RANGE = re.compile("([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
MOST_TOLD = 3  # places of one kind that are named to the person
ENTRY = b"PK\x01\x02"  # begins each line of an archive's directory
NESTED = (".zip", ".xlsx", ".xlsm", ".xls", ".docx", ".pptx", ".rar", ".7z", ".gz", ".tar", ".jar")


class ArchiveError(ValueError):
    """Why a file is refused."""


class Deadline:
    """So many seconds from now; ``check`` raises once they are over, with the way out in ``advice``."""

    def __init__(self, seconds: float, advice: str = "请只保留一张表、去掉多余格式后再上传。") -> None:
        self.until, self.advice = time.monotonic() + seconds, advice

    def check(self) -> None:
        if time.monotonic() > self.until:
            raise ArchiveError(f"文件过于复杂，在规定时间内没有读完。{self.advice}")


@dataclass
class PartFacts:
    """What was seen in a worksheet: the last row that holds anything, merged cells, what is hidden, formulas.

    ``merged``: their first and last row, their first column and their range; ``hidden_rows``: those that hold
    something, the first few of them; ``hidden_columns``: first and last of each run.
    """

    last_row: int = 0
    merged: list[tuple[int, int, int, str]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_count: int = 0
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    formulas: int = 0

    def merged_within(self, header: int, columns: int) -> list[str]:
        """The first ranges of merged cells that reach into the rows below and the columns of the header."""
        found = (
            place
            for first, last, column, place in self.merged
            if last >= header and first <= self.last_row and column <= columns
        )
        return [place for place, _ in zip(found, range(MOST_TOLD), strict=False)]

    def add_merged(self, place: str) -> None:
        """What is no range counts as one everywhere."""
        found = RANGE.fullmatch(place)
        if not found:
            self.merged.append((0, bounds.TABLE_ROWS, 0, place[:20]))
            return
        first, last = sorted((int(found[2]), int(found[4])))
        column = min(column_number(found[1]), column_number(found[3]))
        self.merged.append((first, last, column, place))


def column_number(letters: str) -> int:
    """``A`` is 1."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def entries_at_most(file: IO[bytes]) -> int:
    """How many parts an archive can name, at most: counted before its directory is built in memory."""
    found, before = 0, b""
    file.seek(0)
    while piece := file.read(CHUNK):
        found += (before + piece).count(ENTRY)
        before = piece[-len(ENTRY) + 1 :]
    file.seek(0)
    return found


def look_through(content: bytes, deadline: Deadline) -> dict[str, PartFacts]:
    """Check a workbook; facts of each worksheet by its path in the archive."""
    try:
        file = BytesIO(content)
        if entries_at_most(file) > bounds.TABLE_ENTRIES:
            raise ArchiveError("文件内部的部件过多，请另存为普通 xlsx 后再上传。")
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _check_directory(entries, len(content))
            return {
                entry.filename: _look(archive, entry, deadline)
                for entry in entries
                if entry.filename.lower().endswith((".xml", ".rels"))
            }
    except ArchiveError:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise ArchiveError("文件已损坏，打不开。请用 Excel 或 WPS 打开后另存为 xlsx 再上传。") from error
    except RuntimeError as error:  # zipfile's word for an encrypted entry
        raise ArchiveError("文件设有密码，请去掉密码后再上传。") from error


def _check_directory(entries: list[zipfile.ZipInfo], packed: int) -> None:
    names = [entry.filename.lower() for entry in entries]
    if len(set(names)) < len(names):
        raise ArchiveError("文件内部有重名的部件，请用 Excel 或 WPS 另存为 xlsx 后再上传。")
    if any("vbaproject" in name for name in names):
        raise ArchiveError("文件含有宏，请另存为不含宏的 xlsx 后再上传。")
    if any(name.endswith(NESTED) for name in names):
        raise ArchiveError("文件里嵌有其他文件，请删去嵌入的对象后再上传。")
    unpacked = sum(entry.file_size for entry in entries)
    largest = max((entry.file_size for entry in entries), default=0)
    if unpacked > bounds.TABLE_UNPACKED or largest > bounds.TABLE_PART:
        raise ArchiveError("文件展开后过大，请分成几个文件上传。")
    if unpacked > bounds.TABLE_RATIO_FROM and unpacked > packed * bounds.TABLE_RATIO:
        raise ArchiveError("文件的压缩比异常，不予打开。")


class _Looker:
    """Counts what one part of XML holds."""

    def __init__(self, name: str) -> None:
        self.sheet = "worksheets/" in name
        self.most = MOST_ELEMENTS.get(name, bounds.TABLE_ELEMENTS)
        self.facts = PartFacts()
        self.elements = self.depth = self.row = self.rows = self.cells = 0
        self.is_hidden = False
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._doctype
        self.parser.StartElementHandler = self._sheet_start if self.sheet else self._start
        self.parser.EndElementHandler = self._end

    def _doctype(self, *declared: object) -> None:
        raise ArchiveError("文件含有外部实体声明，不予打开。")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        self.depth += 1
        if self.elements > self.most or self.depth > bounds.TABLE_DEPTH:
            raise ArchiveError("文件内部过于复杂，请把数据复制到模板中再上传。")

    def _end(self, name: str) -> None:
        self.depth -= 1
        if self.sheet and name.endswith("sheetData"):
            self.elements, self.most = 0, bounds.TABLE_ELEMENTS

    def _sheet_start(self, name: str, attributes: dict[str, str]) -> None:
        """Rows pass by one at a time: what is counted is the longest of them."""
        local = name.rpartition(":")[2]
        if local == "row":
            number = attributes.get("r", "")
            said = int(number) if number.isdecimal() and len(number) < 9 else 0
            self.row = max(said, self.row + 1)  # never back, as rows are read
            self.rows += 1
            self.is_hidden = attributes.get("hidden") in TRUE
            self.elements, self.cells, self.most = 0, 0, bounds.TABLE_IN_ROW
            if self.rows > bounds.TABLE_ROWS:
                raise ArchiveError("表中的行数超过 Excel 的上限，请把数据复制到模板中再上传。")
        elif local == "c":
            self.cells += 1
            if self.cells > bounds.TABLE_CELLS:
                raise ArchiveError(
                    f"第 {self.row} 行超过 {bounds.TABLE_CELLS} 列，请删去右侧多余的列（包括只有格式的）。"
                )
        elif local in {"v", "t", "f"}:
            self.facts.last_row = max(self.facts.last_row, self.row)
            self.facts.formulas += local == "f"
            self._note_hidden()
        elif local == "mergeCell":
            self.facts.add_merged(attributes.get("ref", ""))
        elif local == "col" and attributes.get("hidden") in TRUE:
            ends = [attributes.get(name, "") for name in ("min", "max")]
            if len(self.facts.hidden_columns) < MOST_TOLD and all(COLUMN.fullmatch(end) for end in ends):
                self.facts.hidden_columns.append((int(ends[0]), int(ends[1])))
        self._start(name, attributes)

    def _note_hidden(self) -> None:
        """Once a row that holds something."""
        if self.is_hidden:
            self.is_hidden = False
            self.facts.hidden_count += 1
            if len(self.facts.hidden_rows) < MOST_TOLD:
                self.facts.hidden_rows.append(self.row)


def _look(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, deadline: Deadline) -> PartFacts:
    looker = _Looker(entry.filename)
    try:
        with archive.open(entry) as part:
            while piece := part.read(CHUNK):
                deadline.check()
                if b"\0" in piece:
                    raise ArchiveError("文件内部的编码不是 UTF-8，请另存为 xlsx 后再上传。")
                looker.parser.Parse(piece, False)
            looker.parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise ArchiveError("文件已损坏，打不开。请用 Excel 或 WPS 打开后另存为 xlsx 再上传。") from error
    return looker.facts
