"""The flow of experience between the nineteen, drawn and as a table. In the fixed order: no ranking."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from organizations.models import Committee

LEFT, RIGHT, TOP, STEP = 110, 610, 24, 27
WIDEST = 7.0  # units of the drawing


@dataclass(frozen=True)
class Place:
    """A name on either side: what it gave stands left, what it took right."""

    name: str
    y: int
    number: int


@dataclass(frozen=True)
class Stream:
    """``number`` pieces of ``giver`` taken up by ``taker``; ``path`` is drawn ``width`` wide."""

    giver: str
    taker: str
    number: int
    path: str
    width: str
    url: str


@dataclass(frozen=True)
class Cell:
    number: int
    url: str
    is_self: bool
    words: str


@dataclass(frozen=True)
class Row:
    name: str
    cells: Sequence[Cell]
    total: int


@dataclass(frozen=True)
class Drawing:
    height: int
    left: Sequence[Place]
    right: Sequence[Place]
    streams: Sequence[Stream]
    rows: Sequence[Row]
    total: int


def draw(committees: Sequence[Committee], pairs: Mapping[tuple[int, int], int], year: str) -> Drawing:
    """``pairs``: (giver, taker) → number; ``year`` narrows the lists that the numbers open."""
    heights = {committee.pk: TOP + index * STEP for index, committee in enumerate(committees)}
    largest = max(pairs.values(), default=1)
    middle = (LEFT + RIGHT) // 2

    def link(giver: Committee, taker: Committee) -> str:
        asked = {"giver": giver.slug, "taker": taker.slug} | ({"year": year} if year else {})
        return f"{reverse('experience:adoptions')}?{urlencode(asked)}"

    streams = [
        Stream(
            giver.short_name,
            taker.short_name,
            number,
            f"M{LEFT + 8} {heights[giver.pk]} C{middle} {heights[giver.pk]} {middle} {heights[taker.pk]} "
            f"{RIGHT - 8} {heights[taker.pk]}",
            f"{1.5 + (WIDEST - 1.5) * number / largest:.1f}",
            link(giver, taker),
        )
        for giver in committees
        for taker in committees
        if (number := pairs.get((giver.pk, taker.pk), 0))
    ]
    rows = [
        Row(
            giver.short_name,
            [
                Cell(
                    number := pairs.get((giver.pk, taker.pk), 0),
                    link(giver, taker) if number else "",
                    giver == taker,
                    f"{taker.short_name}借鉴{giver.short_name}：{number}",
                )
                for taker in committees
            ],
            sum(pairs.get((giver.pk, taker.pk), 0) for taker in committees),
        )
        for giver in committees
    ]
    return Drawing(
        height=TOP * 2 + STEP * (len(committees) - 1),
        left=[
            Place(row.name, heights[giver.pk], row.total) for giver, row in zip(committees, rows, strict=True)
        ],
        right=[
            Place(
                taker.short_name,
                heights[taker.pk],
                sum(pairs.get((giver.pk, taker.pk), 0) for giver in committees),
            )
            for taker in committees
        ],
        streams=streams,
        rows=rows,
        total=sum(pairs.values()),
    )
