"""简报: a numbered issue with cover, contents, sections, pieces and imprint."""

from collections.abc import Iterator
from dataclasses import dataclass

from collab_portal.lib.gongwen.blocks import (
    Block,
    Contents,
    Imprint,
    Layout,
    Paragraph,
    blank,
    paragraph,
    plain,
)
from collab_portal.lib.gongwen.styles import CHARACTER, CHARACTERS, POINTS_A_MM
from collab_portal.lib.gongwen.text import one_line, width

MASTHEAD_BELOW_TOP = 55 * POINTS_A_MM
MASTHEAD_LARGEST = 60.0


@dataclass(frozen=True)
class Piece:
    """``byline`` says whose it is; ``source`` where it was taken from; each begins on a page of its own."""

    title: str
    byline: str
    body: tuple[Block, ...]
    source: str = ""


@dataclass(frozen=True)
class Section:
    """栏目. Without a title its pieces just follow each other."""

    title: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Booklet:
    masthead: str
    issue: str
    organ: str
    day: str
    sections: tuple[Section, ...]
    imprint: Imprint

    def layout(self) -> Layout:
        title = f"{one_line(self.masthead)} {one_line(self.issue)}"
        return Layout(title, one_line(self.organ), tuple(self._body()), tuple(self._front()))

    def _front(self) -> Iterator[Block]:
        masthead = one_line(self.masthead)
        size = min(CHARACTERS * CHARACTER / max(width(masthead), 1) * 0.9, MASTHEAD_LARGEST)
        yield Paragraph(plain(masthead), "masthead", before=MASTHEAD_BELOW_TOP, size=size)
        yield from blank()
        yield Paragraph(plain(one_line(self.issue)), "issue", rule=True)
        yield from blank(8)
        yield paragraph(one_line(self.organ), "issue")
        yield paragraph(one_line(self.day), "issue")
        yield Paragraph(plain("目　录"), "contents", page=True)
        yield from blank()
        yield Contents()

    def _body(self) -> Iterator[Block]:
        for section in self.sections:
            for place, piece in enumerate(section.pieces):
                opens = place == 0 and section.title != ""
                if opens:
                    yield Paragraph(plain(one_line(section.title)), "section", page=True)
                yield from _piece(piece, page=not opens)
        yield self.imprint


def _piece(piece: Piece, *, page: bool) -> Iterator[Block]:
    yield Paragraph(plain(one_line(piece.title)), "piece", page=page)
    if piece.byline:
        yield paragraph(one_line(piece.byline), "byline")
    yield from blank()
    yield from piece.body
    if piece.source:
        yield from blank()
        yield paragraph(f"（{one_line(piece.source)}）")
