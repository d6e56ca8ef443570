"""What a laid-out document is made of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path
from typing import Literal

from collab_portal.lib.gongwen.styles import LEFT, PAGE_WIDTH, POINTS_A_MM, RIGHT, Face

Script = Literal["", "sup", "sub"]
POINTS_A_PIXEL = 0.75  # 96 pixels an inch
WIDEST = (PAGE_WIDTH - LEFT - RIGHT) * POINTS_A_MM
HIGHEST = 160 * POINTS_A_MM
LONG = 3  # times as high as wide
PART, TWICE = 205 * POINTS_A_MM, 12 * POINTS_A_MM  # of a long one on a page; shown at its end and on the next


@dataclass(frozen=True)
class Run:
    """A stretch of text in one look; ``face`` differs from the style's where given.

    ``script`` is sup or sub for what stands higher or lower in smaller type.
    """

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    href: str = ""
    face: Face | None = None
    script: Script = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Paragraph:
    """Indents in characters of the grid; ``first`` None leaves the style's own.

    ``size`` (points) is for a flag that has to fit its line; ``rule`` draws the red rule below;
    ``page`` begins a new page.
    """

    runs: Runs
    style: str = "body"
    first: float | None = None
    left: float = 0
    right: float = 0
    before: float = 0
    size: float | None = None
    rule: bool = False
    page: bool = False
    keep: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Illustration:
    """A JPEG or PNG file in the text; ``width`` and ``height`` in pixels, ``alt`` says what it shows.

    ``part``: from where to where of its height it is shown, in shares of 1.
    """

    path: Path
    media_type: str
    width: int
    height: int
    alt: str = ""
    part: tuple[float, float] = (0, 1)

    @property
    def size(self) -> tuple[float, float]:
        """In points: as wide as it was, but no wider than the text and not higher than most of a page."""
        return self.within(WIDEST)

    def within(self, room: float) -> tuple[float, float]:
        """The same where no more than ``room`` points are left for its width, as in a cell."""
        wide, high = self.width * POINTS_A_PIXEL, self.height * POINTS_A_PIXEL * (self.part[1] - self.part[0])
        scale = min(1, room / wide) if self.part != (0, 1) else min(1, room / wide, HIGHEST / high)
        return wide * scale, high * scale

    def parts(self) -> Iterator["Illustration"]:
        """A long screenshot in parts of a page each, else too small to read; no line is cut twice."""
        if self.height <= LONG * self.width:
            yield self
            return
        scale = min(1, WIDEST / (self.width * POINTS_A_PIXEL))
        high = self.height * POINTS_A_PIXEL * scale
        step = PART - TWICE
        count = ceil((high - TWICE) / step)
        for place in range(count):
            part = (place * step / high, min((place * step + PART) / high, 1))
            yield replace(self, alt=f"{self.alt}（{place + 1}/{count}）", part=part) if count > 1 else self


@dataclass(frozen=True)
class Cell:
    """Stands in ``column`` (from 0) and covers ``colspan`` × ``rowspan`` places."""

    column: int
    content: tuple[Paragraph | Illustration, ...] = ()
    colspan: int = 1
    rowspan: int = 1

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(each for each in self.content if isinstance(each, Paragraph))

    @property
    def pictures(self) -> tuple[Illustration, ...]:
        return tuple(each for each in self.content if isinstance(each, Illustration))


@dataclass(frozen=True)
class Table:
    """Every place of the ``columns`` × ``len(rows)`` grid is covered once; ``head`` rows repeat on each page.

    ``shares`` are the widths of the columns in relation to each other.
    """

    columns: int
    rows: tuple[tuple[Cell, ...], ...]
    head: int = 0
    shares: tuple[float, ...] = ()

    @property
    def widths(self) -> tuple[float, ...]:
        """Shares of 1."""
        shares = self.shares or (1.0,) * self.columns
        return tuple(share / sum(shares) for share in shares)


@dataclass(frozen=True)
class Rule:
    """A thin line across the text."""


@dataclass(frozen=True)
class Imprint:
    """版记: at the foot of the last page. Each row is (left, right); a thick rule above and below."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Contents:
    """目录: of the paragraphs in the styles ``section`` and ``piece``."""


Block = Paragraph | Table | Rule | Illustration | Imprint | Contents


@dataclass(frozen=True)
class Layout:
    """``front`` pages carry no number; the first page of ``body`` is 1. ``banner`` is above every page."""

    title: str
    author: str
    body: tuple[Block, ...]
    front: tuple[Block, ...] = ()
    banner: str = ""


def plain(text: str) -> Runs:
    return (Run(text),) if text else ()


def paragraph(text: str, style: str = "body") -> Paragraph:
    return Paragraph(plain(text), style)


def blank(count: int = 1, *, keep: bool = False) -> tuple[Paragraph, ...]:
    """空一行: a line of the grid with nothing on it."""
    return (Paragraph((), "flush", keep=keep),) * count


def table(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    shares: Sequence[float] = (),
    numbers: Sequence[int] = (),
) -> Table:
    """A plain one: a row of headings, then texts; the columns in ``numbers`` (from 0) stand on the right."""

    def cells(texts: Sequence[str], style: str = "") -> tuple[Cell, ...]:
        styles = [style or ("cellnumber" if place in numbers else "cell") for place in range(len(head))]
        return tuple(
            Cell(place, (paragraph(text, look),))
            for place, (text, look) in enumerate(zip(texts, styles, strict=True))
        )

    return Table(len(head), (cells(head, "cellhead"), *(cells(row) for row in rows)), 1, tuple(shares))
