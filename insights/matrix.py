"""Who worked with whom: the joint records of each two."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

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

    @property
    def html(self) -> SafeString:
        """Its cells as the table shows them: of 361 a template would make most of the page's work."""
        return format_html_join("", "{}", ((_drawn(cell),) for cell in self.cells))


def of(chosen: Chosen) -> list[MatrixRow]:
    """Nineteen rows of nineteen, in the fixed order. One committee has none: its table is the row."""
    if chosen.committee:
        return []
    pairs, address = counting.pairs(chosen.scope), chosen.records()
    largest = max(pairs.values(), default=0)
    return [
        MatrixRow(row, [_cell(address, pairs, largest, row, column) for column in chosen.committees])
        for row in chosen.committees
    ]


def _cell(
    address: str, pairs: Counter[frozenset[int]], largest: int, row: Committee, column: Committee
) -> Cell:
    count = 0 if row == column else pairs[frozenset((row.pk, column.pk))]
    if row == column:
        return Cell(row, None)
    url = f"{address}&committee={row.slug}&partner={column.slug}" if count else ""
    return Cell(row, column, count, url, level(count, largest))


SELF = SafeString('<td class="matrix-self"></td>')
SHARED = '<td class="shade-{}"><a href="{}" aria-label="{}与{}：{}">{}</a></td>'
NONE = (
    '<td class="matrix-none"><a href="{}?of={}&amp;partner={}"'
    ' aria-label="{}与{}：没有，看结对建议">·</a></td>'
)


def _drawn(cell: Cell) -> SafeString:
    one, other, count = cell.committee, cell.partner, cell.count
    if other is None:
        return SELF
    if count:
        return format_html(SHARED, cell.shade, cell.url, one.short_name, other.short_name, count, count)
    place = reverse("organizations:pairing-suggestions")
    return format_html(NONE, place, one.slug, other.slug, one.short_name, other.short_name)
