"""Tables as people paste them, put on a grid in which every place is covered once."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from collab_portal.lib.gongwen.blocks import Block, Cell, Paragraph, Run, Table
from collab_portal.lib.gongwen.text import width

WIDEST = 12  # columns that still can be read on the page; a wider table becomes lines of text
LARGEST_SPAN = 100
CELL_CHARACTERS = 36  # of the size of cells, across the page
HIGHEST_HEAD = 8  # lines of 35


@dataclass(frozen=True)
class Entry:
    """A cell as it was written: what it holds and the places it asks for."""

    paragraphs: list[Paragraph]
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
    """The table; without a word in it nothing; too wide, a paragraph for each row."""
    rows = [row for row in rows if row]
    if not any(entry.paragraphs for row in rows for entry in row):
        return
    placed = _place(rows)
    starts = sorted({cell.first for cell in placed})
    if len(starts) > WIDEST:  # what was placed so far is enough to know
        yield from (_as_text(row) for row in rows if any(entry.paragraphs for entry in row))
        return
    yield _table(placed, starts, rows)


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
    head = int(
        all(entry.head and entry.rowspan == 1 for entry in rows[0]) and _is_low(ordered[0], len(starts))
    )
    return Table(len(starts), ordered, head if len(rows) > 1 else 0)


def _is_low(row: tuple[Cell, ...], columns: int) -> bool:
    """Whether it can stand on every page: a head that leaves no room for rows makes pages for ever."""

    def lines(cell: Cell) -> int:
        fit = max(int(CELL_CHARACTERS * cell.colspan / columns) - 1, 1)
        return sum(ceil(width(each.text) / fit) + each.text.count("\n") for each in cell.paragraphs)

    return max(map(lines, row)) <= HIGHEST_HEAD


def _content(entry: Entry) -> tuple[Paragraph, ...]:
    style = "cellhead" if entry.head else "cell"
    return tuple(Paragraph(found.runs, style, left=found.left) for found in entry.paragraphs)


def _as_text(row: list[Entry]) -> Paragraph:
    runs: list[Run] = []
    for entry in row:
        for found in entry.paragraphs:
            runs += [*([Run("　")] if runs else []), *found.runs]
    return Paragraph(tuple(runs))
