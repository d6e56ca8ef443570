"""How much a layout holds, known before anything is written of it: what cannot be done in time is refused."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from collab_portal.lib import bounds
from collab_portal.lib.gongwen.blocks import Block, Imprint, Layout, Paragraph, Table
from collab_portal.lib.gongwen.styles import CHARACTERS

A_LOOK = 8  # characters: 40,000 runs of one character took as long as 300,000 in one


class TooLongError(ValueError):
    """More than is made at once."""


class Size(NamedTuple):
    """In characters of the grid, where every line counts as a full one; and in cells of all tables."""

    characters: int
    cells: int


def must_fit(layout: Layout, characters: int) -> None:
    """Raises ``TooLongError`` beyond so many characters, or more cells than ``bounds.LAYOUT_CELLS``."""
    size = measure(layout)
    if size.characters > characters or size.cells > bounds.LAYOUT_CELLS:
        raise TooLongError


def must_read(texts: Iterable[str]) -> None:
    """The same of stored HTML, before it becomes blocks: ``bounds.LAYOUT_MARKUP`` characters in all."""
    if sum(map(len, texts)) > bounds.LAYOUT_MARKUP:
        raise TooLongError


def measure(layout: Layout) -> Size:
    blocks = (*layout.front, *layout.body)
    cells = sum(len(row) for block in blocks if isinstance(block, Table) for row in block.rows)
    return Size(sum(map(_length, blocks)), cells)


def _length(block: Block) -> int:
    match block:
        case Paragraph():
            return _set([block])
        case Table():
            cells = [cell for row in block.rows for cell in row]
            return sum(_set(cell.paragraphs, A_LOOK) + CHARACTERS * len(cell.pictures) for cell in cells)
        case Imprint():
            return sum(max(len(text), CHARACTERS) for row in block.rows for text in row)
    return CHARACTERS


def _set(paragraphs: Sequence[Paragraph], first: int = CHARACTERS) -> int:
    """A short line takes as long as a full one; only the first of a cell less, as cells are counted too."""
    lines = [len(line) for each in paragraphs for line in each.text.split("\n")]
    full = sum(max(length, CHARACTERS if place else first) for place, length in enumerate(lines))
    return max(full, A_LOOK * sum(len(each.runs) for each in paragraphs))
