"""The cells of a workbook (xlsx), row by row, as they are stored: nothing of it is built in memory.

Parts are read by expat as ``archives.look_through`` has passed them; elements go by their local names, so
that strict files (other namespaces) are read like all others. What a cell means is ``sheets``' affair.
"""

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO
from posixpath import join, normpath
from typing import NamedTuple
from xml.parsers import expat

from collab_portal.lib import bounds
from collab_portal.lib.archives import CHUNK, TRUE, ArchiveError, Deadline, PartFacts, column_number

ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
IS_CONSTANT = re.compile('"[^"]*"')
PLACE = re.compile("([A-Z]{1,3})[0-9]*")
BROKEN = "文件已损坏，打不开。请用 Excel 或 WPS 打开后另存为 xlsx 再上传。"
Attributes = dict[str, str]


class Cell(NamedTuple):
    """As stored. ``kind``: ``s`` text, ``n`` number, ``b`` yes or no, ``d`` day, ``e`` error.
    ``f`` is a formula that is a constant or has no result in the file; others are their results.

    ``number`` and ``code`` are those of its number format.
    """

    kind: str
    text: str
    number: int = 0
    code: str = ""


class Page(NamedTuple):
    """A worksheet: its name, whether it is seen, its part of the archive."""

    name: str
    is_visible: bool
    path: str


def unescape(text: str) -> str:
    """``_x000D_`` as the character it stands for (ECMA-376 22.9.2.19); half of a pair is none."""
    if "_x" not in text:
        return text
    units = ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")


class Workbook:
    """Raises ArchiveError for what is no workbook. ``facts``: the parts that have been looked through."""

    def __init__(self, content: bytes, facts: Mapping[str, PartFacts], deadline: Deadline) -> None:
        self.archive = zipfile.ZipFile(BytesIO(content))
        self.facts, self.deadline = facts, deadline
        self.paths = {name.lower(): name for name in facts}
        root = self._targets("", "_rels/.rels")
        book = next((path for kind, path in root.values() if kind == "officeDocument"), "xl/workbook.xml")
        folder, _, name = book.rpartition("/")
        self.related = self._targets(folder, f"{folder}/_rels/{name}.rels")
        self.from_1904 = False
        self.pages: list[Page] = []
        self._read(book, self._book_start)
        self.formats = self._formats()
        self.strings = self._strings()

    def rows(self, page: Page) -> Iterator[tuple[int, list[Cell | None]]]:
        """Number and cells of each row that has any, down to the last that holds something."""
        reader = _Rows(self)
        last = self.facts[page.path].last_row
        for _ in self._pieces(page.path, reader.start, reader.end, reader.text):
            for number, row in reader.taken():
                if number > last:
                    return
                yield number, row
            if reader.number > last:
                return

    def _book_start(self, name: str, attributes: Attributes) -> None:
        if name == "workbookPr":
            self.from_1904 = attributes.get("date1904") in TRUE
        elif name == "sheet":
            key = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            kind, path = self.related.get(key, ("", ""))
            if kind == "worksheet" and (path := self._path(path)):
                seen = attributes.get("state", "visible") == "visible"
                self.pages.append(Page(unescape(attributes.get("name", ""))[:100], seen, path))

    def _targets(self, folder: str, path: str) -> dict[str, tuple[str, str]]:
        """Relations of a part: last word of the kind, and path of the target."""
        found = {}

        def start(name: str, attributes: Attributes) -> None:
            if name == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes.get("Target", "")
                whole = target if target.startswith("/") else join("/", folder, target)
                kind = attributes.get("Type", "").rpartition("/")[2]
                found[attributes.get("Id", "")] = kind, normpath(whole).lstrip("/")

        if self._path(path):
            self._read(path, start)
        return found

    def _formats(self) -> list[tuple[int, str]]:
        """Number and code of the format of each style."""
        codes: dict[int, str] = {}
        found: list[int] = []
        inside: list[str] = []

        def start(name: str, attributes: Attributes) -> None:
            inside.append(name)
            number = attributes.get("numFmtId", "")
            number = number if number.isdecimal() and len(number) < 9 else "0"
            if name == "numFmt":
                codes[int(number)] = unescape(attributes.get("formatCode", ""))
            elif name == "xf" and "cellXfs" in inside:
                found.append(int(number))

        if path := self._related("styles"):
            self._read(path, start, lambda name: inside.remove(name))
        return [(number, codes.get(number, "")) for number in found]

    def _strings(self) -> list[str]:
        reader = _Texts()
        if path := self._related("sharedStrings"):
            self._read(path, reader.start, reader.end, reader.text)
        return reader.found

    def _related(self, wanted: str) -> str:
        return next((self._path(path) for kind, path in self.related.values() if kind == wanted), "")

    def _path(self, path: str) -> str:
        """The part as the archive calls it; empty if it was not looked through."""
        return self.paths.get(path.lower(), "")

    def _read(self, path: str, *handlers: Callable[..., None]) -> None:
        for _ in self._pieces(path, *handlers):
            pass

    def _pieces(
        self,
        path: str,
        start: Callable[[str, Attributes], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> Iterator[None]:
        """Parse a part; stops after each piece, so that what was found can be taken away."""
        if not self._path(path):
            raise ArchiveError(BROKEN)
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
        if end is not None:
            parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
        parser.CharacterDataHandler = text
        with self.archive.open(self._path(path)) as part:
            while piece := part.read(CHUNK):
                self.deadline.check()
                parser.Parse(piece, False)
                yield
            parser.Parse(b"", True)
            yield


class _Texts:
    """The shared strings: the runs of each, without what tells how to pronounce them."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.parts: list[str] = []
        self.is_text = False
        self.phonetic = 0

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "si":
            self.parts = []
        elif name == "rPh":
            self.phonetic += 1
        self.is_text = name == "t" and not self.phonetic

    def text(self, text: str) -> None:
        if self.is_text:
            self.parts.append(text)

    def end(self, name: str) -> None:
        self.is_text = False
        if name == "rPh":
            self.phonetic -= 1
        elif name == "si":
            self.found.append(unescape("".join(self.parts)))


class _Rows:
    """The rows of a worksheet as they end."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.number = self.column = 0
        self.row: dict[int, Cell] = {}
        self.cell: Attributes = {}
        self.parts: dict[str, list[str]] = {}
        self.within = ""
        self.phonetic = 0
        self.ready: list[tuple[int, list[Cell | None]]] = []

    def taken(self) -> list[tuple[int, list[Cell | None]]]:
        """What has been read since; it is forgotten here."""
        ready, self.ready = self.ready, []
        return ready

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "row":
            number = attributes.get("r", "")
            said = int(number) if number.isdecimal() and len(number) < 9 else 0
            self.number, self.column, self.row = max(said, self.number + 1), 0, {}
        elif name == "c":
            place = PLACE.fullmatch(attributes.get("r", ""))
            self.column = column_number(place[1]) if place else self.column + 1
            self.cell, self.parts = attributes, {}
        elif name == "rPh":
            self.phonetic += 1
        elif name == "f":
            self.parts.setdefault("f", [])
        self.within = name if name in {"v", "t", "f"} and not self.phonetic else ""

    def text(self, text: str) -> None:
        if self.within:
            self.parts.setdefault(self.within, []).append(text)

    def end(self, name: str) -> None:
        self.within = ""
        if name == "rPh":
            self.phonetic -= 1
        elif name == "c" and self.column <= bounds.TABLE_COLUMNS + 1:
            if (cell := self._cell()) is not None:
                self.row[self.column] = cell
        elif name == "row" and self.row:
            cells = [self.row.get(column) for column in range(1, max(self.row) + 1)]
            self.ready.append((self.number, cells))
            self.row = {}

    def _cell(self) -> Cell | None:
        texts = {name: "".join(parts) for name, parts in self.parts.items()}
        kind = self.cell.get("t", "n")
        style = self.cell.get("s", "0")
        index = int(style) if style.isdecimal() and len(style) < 9 else 0
        formats = self.book.formats
        number, code = formats[index] if index < len(formats) else (0, "")
        value = texts.get("v", "")
        if "f" in texts and (IS_CONSTANT.fullmatch(texts["f"]) or (kind != "str" and not value)):
            return Cell("f", texts["f"])
        if kind == "inlineStr":
            return Cell("s", unescape(texts.get("t", "")), number, code)
        if kind == "s":
            index = int(value) if value.isdecimal() and len(value) < 9 else -1
            if not 0 <= index < len(self.book.strings):
                raise ArchiveError(BROKEN)
            return Cell("s", self.book.strings[index], number, code)
        if kind == "str":
            return Cell("s", unescape(value), number, code)
        return Cell(kind, value, number, code) if value else None
