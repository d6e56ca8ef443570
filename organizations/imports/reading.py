"""An uploaded table as lines: the header found and understood, unknown columns named, cells by header."""

import re
from collections.abc import Callable
from typing import NamedTuple

from collab_portal.lib import codes
from collab_portal.lib.chinese import fold
from collab_portal.lib.sheets import Row, SheetError, read
from organizations.imports.kinds import Kind, Line

NUMBER, REASON = "原行号", "问题"  # the two columns that a file of failed rows has on top
BEAT_EVERY = 1_000
BESIDE = re.compile(
    r"[(\[【〔][^)\]】〕]*[)\]】〕]|[\s*:·、,.。_-]"
)  # what people write around a column's name


class Table(NamedTuple):
    """``notes``: sentences about what a person may not expect of how the file was read."""

    lines: list[Line]
    unknown: list[str]
    notes: list[str]


class Names:
    """The columns of a kind by the names people give them: spaces, brackets, width and synonyms apart."""

    def __init__(self, kind: Kind) -> None:
        labels = [column.label for column in kind.columns]
        self.own = {_bare(label): label for label in (*labels, *kind.ignored, NUMBER, REASON)}
        self.also = {_bare(word): column.label for column in kind.columns for word in column.also}
        self.needed = [column.label for column in kind.columns if column.required]

    def labels(self, texts: list[str]) -> list[str]:
        """What each cell of a header calls; other words as they stand. A synonym counts once."""
        found = [self.own.get(_bare(text), text.replace("*", "").strip()) for text in texts]
        synonyms = [self.also.get(_bare(text), "") for text in texts]
        return [
            other if other and other not in found and synonyms.count(other) == 1 else label
            for label, other in zip(found, synonyms, strict=True)
        ]

    def missing(self, labels: list[str]) -> list[str]:
        return [label for label in self.needed if label not in labels]

    def is_header(self, texts: list[str]) -> tuple[bool, int]:
        """Whether a row names all that is needed; how many columns it names."""
        labels = self.labels(texts)
        return not self.missing(labels), len(set(self.own.values()).intersection(labels))


def _bare(text: str) -> str:
    return BESIDE.sub("", fold(text[:100]))


def read_table(content: bytes, kind: Kind, beat: Callable[[int], None]) -> Table:
    """All lines of the file. SheetError: the file as a whole is refused."""
    names, notes = Names(kind), list[str]()
    rows = read(content, most_rows=kind.most_rows, sheet=kind.label, header=names.is_header, notes=notes)
    header = next(rows, None)
    if header is None:
        raise SheetError("表里没有内容。请下载模板，按表头填写后再上传。")
    labels = _labels(header, names)
    coded = {column.label for column in kind.columns if column.is_code}
    doubts: list[tuple[Line, str, str]] = []
    example = {column.label: str(column.example) for column in kind.columns}
    lines = []
    for row in rows:
        line = _line(row, labels)
        if any(line.cells.values()) and all(text == example.get(label) for label, text in line.cells.items()):
            continue  # the template's example, left standing
        doubts += [
            (line, labels[at], why)
            for at, why in row.doubts.items()
            if _named(labels, at) and labels[at] in coded
        ]
        lines.append(line)
        if len(lines) % BEAT_EVERY == 0:
            beat(len(lines))
    if not lines:
        raise SheetError("只有表头，没有数据行。")
    _refuse_doubtful(lines, doubts)
    known = {*names.own.values()}
    return Table(lines, [label for label in labels if label and label not in known], notes)


def _refuse_doubtful(lines: list[Line], doubts: list[tuple[Line, str, str]]) -> None:
    """A code that is no longer what was typed is a fault.

    Long ones that end in zeros were cut only if none of their column was kept whole.
    """
    labels = {label for _, label, why in doubts if why == codes.ROUNDED}
    whole = {
        label
        for label in labels
        for line in lines
        if codes.is_long(text := line.cells.get(label, "")) and not codes.is_rounded(text)
    }
    for line, label, why in doubts:
        if why != codes.ROUNDED or label not in whole:
            line.faults.append([label, why])


def _labels(header: Row, names: Names) -> list[str]:
    labels = names.labels(header.texts)
    if header.faults:
        raise SheetError(f"第 {header.number} 行是表头，其中有公式或错误值，请按模板重新填写表头。")
    named = [label for label in labels if label]
    if repeated := sorted({label for label in named if named.count(label) > 1}):
        raise SheetError(f"表头重复：{'、'.join(repeated)[:100]}。每列的名称只能出现一次。")
    if missing := names.missing(labels):
        raise SheetError(f"缺少必需的列：{'、'.join(missing)}。请下载模板，按其表头填写。")
    return labels


def _line(row: Row, labels: list[str]) -> Line:
    cells = {label: text for label, text in zip(labels, row.texts, strict=False) if label}
    faults = [[labels[index], fault] for index, fault in row.faults.items() if _named(labels, index)]
    return Line(row.number, cells, faults)


def _named(labels: list[str], index: int) -> bool:
    return index < len(labels) and labels[index] != ""


def merge(old: list[Line], corrected: list[Line]) -> list[Line]:
    """Corrected rows in the place of those they name by ``原行号``; rows without one come at the end.

    A first upload keeps the numbers that the spreadsheet shows.
    """
    lines = {line.number: line for line in old}
    last = max(lines, default=1)
    for line in corrected:
        text = line.cells.pop(NUMBER, "").strip()
        line.cells.pop(REASON, None)
        if text.isdecimal() and len(text) < 8 and int(text) in lines:
            line.number = int(text)
            line.faults += _standing(lines[line.number], line)
        elif old:
            last += 1
            line.number = last
        lines[line.number] = line
    return [lines[number] for number in sorted(lines)]


def _standing(before: Line, line: Line) -> list[list[str]]:
    """Faults of cells that came back as they were: in the workbook of failed rows all cells are text."""
    return [
        [label, why]
        for label, why in before.faults
        if (text := before.cells.get(label))
        and text == line.cells.get(label)
        and why not in codes.MAY_BE_SO
        and [label, why] not in line.faults
    ]
