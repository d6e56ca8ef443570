"""An uploaded table as lines: headers found, unknown ones named, cells by header."""

from collections.abc import Callable
from typing import NamedTuple

from collab_portal.lib.sheets import Row, SheetError, read
from organizations.imports.kinds import Kind, Line

NUMBER, REASON = "原行号", "问题"  # the two columns that a file of failed rows has on top
BEAT_EVERY = 1_000


class Table(NamedTuple):
    lines: list[Line]
    unknown: list[str]


def read_table(content: bytes, kind: Kind, beat: Callable[[int], None]) -> Table:
    """All lines of the file. SheetError: the file as a whole is refused."""
    rows = read(content, most_rows=kind.most_rows, sheet=kind.label)
    header = next(rows, None)
    if header is None:
        raise SheetError("表里没有内容。请下载模板，按表头填写后再上传。")
    labels = _labels(header, kind)
    example = {column.label: str(column.example) for column in kind.columns}
    lines = []
    for row in rows:
        line = _line(row, labels)
        if any(line.cells.values()) and all(text == example.get(label) for label, text in line.cells.items()):
            continue  # the template's example, left standing
        lines.append(line)
        if len(lines) % BEAT_EVERY == 0:
            beat(len(lines))
    if not lines:
        raise SheetError("只有表头，没有数据行。")
    known = {column.label for column in kind.columns} | set(kind.ignored) | {NUMBER, REASON}
    return Table(lines, [label for label in labels if label and label not in known])


def _labels(header: Row, kind: Kind) -> list[str]:
    labels = [text.replace("*", "").strip() for text in header.texts]
    if header.faults:
        raise SheetError(f"第 {header.number} 行是表头，其中有公式或看不见的字符，请按模板重新填写表头。")
    named = [label for label in labels if label]
    if repeated := sorted({label for label in named if named.count(label) > 1}):
        raise SheetError(f"表头重复：{'、'.join(repeated)[:100]}。每列的名称只能出现一次。")
    needed = [column.label for column in kind.columns if column.required]
    if missing := [label for label in needed if label not in named]:
        raise SheetError(f"缺少必需的列：{'、'.join(missing)}。请下载模板，按其表头填写。")
    return labels


def _line(row: Row, labels: list[str]) -> Line:
    cells = {label: text for label, text in zip(labels, row.texts, strict=False) if label}
    faults = [[labels[index], fault] for index, fault in row.faults.items() if _named(labels, index)]
    return Line(row.number, cells, faults)


def _named(labels: list[str], index: int) -> bool:
    return index < len(labels) and labels[index] != ""


def merge(old: list[Line], corrected: list[Line]) -> list[Line]:
    """Corrected rows in the place of those they name by ``原行号``; rows without one come at the end."""
    lines = {line.number: line for line in old}
    last = max(lines, default=1)
    for line in corrected:
        text = line.cells.pop(NUMBER, "").strip()
        line.cells.pop(REASON, None)
        if text.isdecimal() and len(text) < 8 and int(text) in lines:
            line.number = int(text)
        else:
            last += 1
            line.number = last
        lines[line.number] = line
    return [lines[number] for number in sorted(lines)]
