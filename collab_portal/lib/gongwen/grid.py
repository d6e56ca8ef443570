"""Tables as people paste them, put on a grid in which every place is covered once."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil

from collab_portal.lib import bounds
from collab_portal.lib.gongwen.blocks import Block, Cell, Illustration, Paragraph, Run, Table
from collab_portal.lib.gongwen.parting import AT_ONCE, parts
from collab_portal.lib.gongwen.text import width

WIDEST = 120  # columns; what has more is no table that a page could show, and becomes lines of text
LARGEST_SPAN = 100
CELL_CHARACTERS = 36  # of the size of cells, across the page
HIGHEST_HEAD = 8  # lines of 35


@dataclass(frozen=True)
class Entry:
    """A cell as it was written: what it holds and the places it asks for."""

    content: list[Paragraph | Illustration]
    colspan: int = 1
    rowspan: int = 1
    head: bool = False


@dataclass(frozen=True)
class _Placed:
    entry: Entry
    row: int
    first: int
    last: int
    rowspan: int


def arrange(rows: list[list[Entry]]) -> Iterator[Block]:
    """The table, in parts if the page is too narrow for it; without anything in it nothing.

    With columns or places beyond all bounds a paragraph for each row, and its pictures.
    """
    rows = [row for row in rows if row]
    if not any(entry.content for row in rows for entry in row):
        return
    placed = _place(rows)
    starts = sorted({cell.first for cell in placed})
    wide = len(starts) > AT_ONCE and len(starts) * len(rows) > bounds.LAYOUT_CELLS
    if len(starts) > WIDEST or wide:  # what was placed so far is enough to know
        for row in rows:
            yield from _as_text(row)
        return
    for block in parts(_table(placed, starts, rows)):
        yield _with_low_head(block) if isinstance(block, Table) else block


def _place(rows: list[list[Entry]]) -> list[_Placed]:
    """Each entry at the first free places of its row, as browsers do; until more columns begin than fit."""
    free: dict[int, int] = {}  # the first row in which a column is free again
    placed: list[_Placed] = []
    starts: set[int] = set()
    for row, entries in enumerate(rows):
        column = 0
        for entry in entries:
            while free.get(column, 0) > row:
                column += 1
            last = column
            while last + 1 < column + min(entry.colspan, LARGEST_SPAN) and free.get(last + 1, 0) <= row:
                last += 1
            rowspan = min(entry.rowspan, len(rows) - row)
            free |= dict.fromkeys(range(column, last + 1), row + rowspan)
            placed.append(_Placed(entry, row, column, last, rowspan))
            starts.add(column)
            if len(starts) > WIDEST:
                return placed
            column = last + 1
    return placed


def _table(placed: list[_Placed], starts: list[int], rows: list[list[Entry]]) -> Table:
    """Columns in which no cell begins are none; places nobody covers get an empty cell."""
    grid: list[list[Cell]] = [[] for _ in rows]
    free = {(row, column) for row in range(len(rows)) for column in range(len(starts))}
    for cell in placed:
        covered = [place for place, start in enumerate(starts) if cell.first <= start <= cell.last]
        grid[cell.row].append(Cell(covered[0], _content(cell.entry), len(covered), cell.rowspan))
        free -= {(cell.row + down, column) for down in range(cell.rowspan) for column in covered}
    for row, column in free:
        grid[row].append(Cell(column))
    ordered = tuple(tuple(sorted(row, key=lambda cell: cell.column)) for row in grid)
    head = len(rows) > 1 and all(entry.head and entry.rowspan == 1 for entry in rows[0])
    return Table(len(starts), ordered, int(head))


def _with_low_head(table: Table) -> Table:
    return table if not table.head or _is_low(table.rows[0], table.columns) else replace(table, head=0)


def _is_low(row: tuple[Cell, ...], columns: int) -> bool:
    """Whether it can stand on every page: a head that leaves no room for rows makes pages for ever."""
    if any(cell.pictures for cell in row):
        return False

    def lines(cell: Cell) -> int:
        fit = max(int(CELL_CHARACTERS * cell.colspan / columns) - 1, 1)
        return sum(ceil(width(each.text) / fit) + each.text.count("\n") for each in cell.paragraphs)

    return max(map(lines, row)) <= HIGHEST_HEAD


def _content(entry: Entry) -> tuple[Paragraph | Illustration, ...]:
    style = "cellhead" if entry.head else "cell"
    return tuple(
        Paragraph(found.runs, style, left=found.left) if isinstance(found, Paragraph) else found
        for found in entry.content
    )


def _as_text(row: list[Entry]) -> Iterator[Block]:
    runs: list[Run] = []
    pictures: list[Illustration] = []
    for found in (found for entry in row for found in entry.content):
        if isinstance(found, Paragraph):
            runs += [*([Run("　")] if runs else []), *found.runs]
        else:
            pictures.append(found)
    if runs:
        yield Paragraph(tuple(runs))
    yield from pictures
