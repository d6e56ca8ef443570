"""Totals of the ladder: each number opens the list of just those reports. In the fixed order: no ranking."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from experience.models.case import RUNGS
from organizations.models import Committee


@dataclass(frozen=True)
class Cell:
    number: int
    url: str


@dataclass(frozen=True)
class Row:
    """One committee, or all of them; its cells in the order of ``RUNGS``."""

    name: str
    cells: Sequence[Cell]


def table(
    committees: Sequence[Committee], totals: Mapping[int, Mapping[str, int]], frame: Mapping[str, str]
) -> list[Row]:
    """A row a committee that reported anything, then the sum; ``frame``: year and level of the page."""

    def cells(numbers: Mapping[str, int], **whose: str) -> list[Cell]:
        return [Cell(numbers[rung], _address({**frame, **whose}, rung)) for rung in RUNGS]

    rows = [
        Row(row.short_name, cells(totals[row.pk], committee=row.slug))
        for row in committees
        if row.pk in totals
    ]
    whole = {rung: sum(numbers[rung] for numbers in totals.values()) for rung in RUNGS}
    return [*rows, Row("合计", cells(whole))] if rows else []


def _address(asked: Mapping[str, str], rung: str) -> str:
    narrowed = asked if rung == "reported" else {**asked, "rung": rung}
    return f"{reverse('experience:cases')}?{urlencode(narrowed)}#cases"
