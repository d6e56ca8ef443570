"""Who worked with whom: the joint records of each two."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from activities import counting
from insights.bars import level
from insights.chosen import Chosen
from organizations.models import Committee


@dataclass(frozen=True)
class Cell:
    """Two committees' number of joint records; ``shade`` 0 to 4; on the diagonal no ``partner``."""

    committee: Committee
    partner: Committee | None
    count: int = 0
    url: str = ""
    shade: int = 0


@dataclass(frozen=True)
class MatrixRow:
    committee: Committee
    cells: Sequence[Cell]


def of(chosen: Chosen) -> list[MatrixRow]:
    """Nineteen rows of nineteen, in the fixed order. One committee has none: its table is the row."""
    if chosen.committee:
        return []
    pairs = counting.pairs(chosen.scope)
    largest = max(pairs.values(), default=0)
    return [
        MatrixRow(row, [_cell(chosen, pairs, largest, row, column) for column in chosen.committees])
        for row in chosen.committees
    ]


def _cell(
    chosen: Chosen, pairs: Counter[frozenset[int]], largest: int, row: Committee, column: Committee
) -> Cell:
    count = 0 if row == column else pairs[frozenset((row.pk, column.pk))]
    if row == column:
        return Cell(row, None)
    url = chosen.records(committee=row.slug, partner=column.slug) if count else ""
    return Cell(row, column, count, url, level(count, largest))
