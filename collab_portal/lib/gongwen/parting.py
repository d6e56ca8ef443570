"""A table too wide for the page stands as several, one below the other, each with the first column."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from collab_portal.lib.gongwen.blocks import (
    WIDEST,
    Block,
    Cell,
    Illustration,
    Paragraph,
    Run,
    Table,
    paragraph,
)
from collab_portal.lib.gongwen.fitting import PADDING, SIZES, easy_widths, word_widths

AT_ONCE = 12  # columns that are set as small as needed rather than parted
SMALLEST = SIZES[-2]  # points, of more columns than those
SIZE = 9.0  # points, of what had to be parted
LABEL = WIDEST / 4  # points at most that the first column takes of each part
AGAIN = 60  # characters of a cell that is shown once more
CONTINUED = "（续表）"


def parts(table: Table) -> Iterator[Block]:
    """The table, or its parts with a line between them. Every cell is whole in the part where it begins.

    A part that begins within a cell shows the first words of that cell again.
    """
    if _fits(table):
        yield table
        return
    groups = _groups([SIZE * width + PADDING for width in easy_widths(table)])
    starts = [group[0] for group in groups]
    rows: list[list[list[Cell]]] = [[[] for _ in table.rows] for _ in groups]
    for number, row in enumerate(table.rows):
        for cell in row:
            first, last = (
                max(bisect_right(starts, column) - 1, 0)
                for column in (cell.column, cell.column + cell.colspan - 1)
            )
            touched = range(len(groups)) if cell.column == 0 else range(first, last + 1)
            for place in touched:
                rows[place][number].append(_within(cell, groups[place], again=place > first))
    for place, group in enumerate(groups):
        if place:
            yield replace(paragraph(CONTINUED, "cellnumber"), keep=True)
        yield Table(len(group) + 1, tuple(map(tuple, rows[place])), table.head)


def _fits(table: Table) -> bool:
    """Whether no word has to be cut; many columns must be easy to read besides."""

    def needed(widths: Sequence[float], size: float) -> float:
        return sum(size * width + PADDING for width in widths)

    if table.columns > AT_ONCE and needed(easy_widths(table), SMALLEST) > WIDEST:
        return False
    return needed(word_widths(table), SIZES[-1]) <= WIDEST


def _groups(needs: Sequence[float]) -> list[Sequence[int]]:
    """The columns but the first, in as few groups as fit beside it, alike in width."""
    room = WIDEST - min(needs[0], LABEL)
    found = _filled(needs, room)
    widest = max(needs[1:])
    for share in accumulate([0.5] + [0.05] * 9):  # of the room: the narrowest that needs no more groups
        tried = _filled(needs, max(room * share, widest))
        if len(tried) == len(found):
            return tried
    return found


def _filled(needs: Sequence[float], room: float) -> list[Sequence[int]]:
    groups: list[list[int]] = []
    left = -1.0
    for column in range(1, len(needs)):
        if needs[column] > left:
            groups.append([])
            left = room
        groups[-1].append(column)
        left -= needs[column]
    return [range(group[0], group[-1] + 1) for group in groups]


def _within(cell: Cell, group: Sequence[int], *, again: bool) -> Cell:
    """What of the cell stands in a part: that of its places which the first column and ``group`` cover."""
    begin, end = max(cell.column, group[0]), min(cell.column + cell.colspan - 1, group[-1])
    own = max(end - begin + 1, 0)
    content = _brief(cell.content) if again else cell.content
    if cell.column == 0:
        return Cell(0, content, own + 1, cell.rowspan)
    return Cell(begin - group[0] + 1, content, own, cell.rowspan)


def _brief(content: Sequence[Paragraph | Illustration]) -> tuple[Paragraph, ...]:
    """The first words: enough to know which row or heading it is."""
    kept: list[Paragraph] = []
    room = AGAIN
    for each in content:
        if not isinstance(each, Paragraph):
            continue
        if len(each.text) <= room:
            kept.append(each)
            room -= len(each.text)
            continue
        return (*kept, replace(each, runs=(Run(f"{each.text[:room]}…"),)))
    return tuple(kept)
