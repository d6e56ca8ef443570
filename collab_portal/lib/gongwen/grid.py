"""Tables as people paste them, put on a grid in which every place is covered once."""

from collections.abc import Iterator
from dataclasses import dataclass

from collab_portal.lib.gongwen.blocks import Block, Cell, Paragraph, Run, Table

WIDEST = 12  # columns that still can be read on the page; a wider table becomes lines of text
LARGEST_SPAN = 100


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
    if len(starts) > WIDEST:
        yield from (_as_text(row) for row in rows if any(entry.paragraphs for entry in row))
        return
    yield _table(placed, starts, rows)


def _place(rows: list[list[Entry]]) -> list[_Placed]:
    """Each entry at the first free places of its row, as browsers do."""
    taken: set[tuple[int, int]] = set()
    placed = []
    for row, entries in enumerate(rows):
        column = 0
        for entry in entries:
            while (row, column) in taken:
                column += 1
            last = column
            while last + 1 < column + min(entry.colspan, LARGEST_SPAN) and (row, last + 1) not in taken:
                last += 1
            rowspan = min(entry.rowspan, len(rows) - row)
            taken |= {(row + down, across) for down in range(rowspan) for across in range(column, last + 1)}
            placed.append(_Placed(entry, row, column, last, rowspan))
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
    head = int(all(entry.head for entry in rows[0]) and all(entry.rowspan == 1 for entry in rows[0]))
    ordered = tuple(tuple(sorted(row, key=lambda cell: cell.column)) for row in grid)
    return Table(len(starts), ordered, head if len(rows) > 1 else 0)


def _content(entry: Entry) -> tuple[Paragraph, ...]:
    style = "cellhead" if entry.head else "cell"
    return tuple(Paragraph(found.runs, style, left=found.left) for found in entry.paragraphs)


def _as_text(row: list[Entry]) -> Paragraph:
    runs: list[Run] = []
    for entry in row:
        for found in entry.paragraphs:
            runs += [*([Run("　")] if runs else []), *found.runs]
    return Paragraph(tuple(runs))
