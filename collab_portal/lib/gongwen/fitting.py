"""Nothing is printed over its neighbour or the edge: columns by what they hold, breaks in long words."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from unicodedata import east_asian_width

from collab_portal.lib.gongwen.blocks import WIDEST, Cell, Paragraph, Table
from collab_portal.lib.gongwen.styles import STYLES

SIZES = (12.0, 10.5, 9.0, 8.0, 7.0)  # points: a table of many columns is set smaller before words are cut
PADDING = 11.0  # points of a cell, both sides
NARROWEST, WHOLE = 2.0, 14.0  # em: of any column; of a word that has its column made as wide
EASY, EASY_SIZES = (
    4.0,
    SIZES[:3],
)  # em: narrower columns of Chinese are tiring; type is made a little smaller first
FEW = 12  # lines
SEEN = 8.0  # em: of a picture, so that one still sees what it shows
LINE = 24.0  # em: beyond, a cell turns its lines rather than ask for more
BREAK = "\u200b"  # a place where a line may turn; it stands in no file: page.typ makes it an empty box
# What no line turns in: all but spaces, soft hyphens and Chinese; and marks that may not begin a line.
PIECE = re.compile(
    r"[^\s\xad\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\U00020000-\U0003ffff]+|[！？。，、；：）》」』】〕]{2,}"
)
TURNS = re.compile(r"([ \n\u3000])")
JOINT = re.compile(r"(?<=[/?&=#._\-])")
WIDE, BROAD = frozenset("mwMW@%&—…"), 1.0


def breadth(text: str) -> float:
    """How wide it stands at most, in em; Latin letters are reckoned wider than they are, never narrower."""
    return sum(map(_breadth, text))


def _breadth(char: str) -> float:
    if char in WIDE or east_asian_width(char) in "WFA":
        return BROAD
    return 0.75 if char.isupper() else 0.6 if char.isdigit() else 0.65


def breakable(text: str, room: float) -> str:
    """``BREAK`` in what is wider than ``room`` (em): in addresses at their joints, the rest anywhere."""
    text = "".join(part.replace("\xa0", " ") if breadth(part) > room else part for part in TURNS.split(text))
    return PIECE.sub(lambda found: _broken(found[0], room) if breadth(found[0]) > room else found[0], text)


def breakable_runs(texts: Sequence[str], room: float) -> Iterator[str]:
    """The same of a line in several looks: a word that goes on in the next of ``texts`` is one word."""
    whole, at = breakable("".join(texts), room), 0
    for text in texts:
        start = at
        for char in text:
            while whole[at] == BREAK != char:
                at += 1
            at += 1
        yield whole[start:at]


def has_long_word(text: str) -> bool:
    """Whether a line that may not turn in it would be pulled apart by what stands before it."""
    return any(breadth(piece) > WHOLE for piece in PIECE.findall(text))


def _broken(piece: str, room: float) -> str:
    step = max(int(room / 8), 1)  # characters: each break costs as much as a word

    def cut(part: str) -> str:
        return BREAK.join(part[start : start + step] for start in range(0, len(part), step))

    return BREAK.join(part if breadth(part) <= room else cut(part) for part in JOINT.split(piece))


def room(paragraph: Paragraph) -> float:
    """What a line of the text holds, in em of its type."""
    size = paragraph.size or STYLES[paragraph.style].size
    first = STYLES[paragraph.style].first if paragraph.first is None else paragraph.first
    return max(WIDEST / size - paragraph.left - paragraph.right - abs(first), NARROWEST)


def imprint_room() -> float:
    """What a line of 版记 holds between its two blank characters, in em of its type."""
    return WIDEST / STYLES["imprint"].size - 2


def fit(table: Table) -> Table:
    """The table with its columns as wide as their words need, set smaller where they are many."""
    words, lines, easy = word_widths(table), _line_widths(table), easy_widths(table)
    size = next((size for size in EASY_SIZES if _needed(easy, size) <= WIDEST), 0.0)
    if size:
        words = easy
    else:
        size = next((size for size in SIZES if _needed(words, size) <= WIDEST), SIZES[-1])
    least = [size * word + PADDING for word in words]
    given = [share * WIDEST for share in table.widths]
    if table.shares and all(width >= need for width, need in zip(given, least, strict=True)):
        return table
    shares = _shares(
        least, [size * max(line, word) + PADDING for line, word in zip(lines, words, strict=True)]
    )
    sized = (
        table if size == SIZES[0] else replace(table, rows=tuple(_smaller(row, size) for row in table.rows))
    )
    return replace(sized, shares=shares)


def word_widths(table: Table) -> list[float]:
    """The longest word of each column, in em."""
    return _widest(table, _word)


def easy_widths(table: Table) -> list[float]:
    """How wide each column must be to be read with ease, in em."""
    pairs = zip(word_widths(table), _line_widths(table), strict=True)
    return [max(word, min(line, EASY)) for word, line in pairs]


def _line_widths(table: Table) -> list[float]:
    return _widest(table, _line)


def _widest(table: Table, measure: Callable[[Cell], float]) -> list[float]:
    found = [NARROWEST] * table.columns
    for cell in (cell for row in table.rows for cell in row if cell.colspan == 1):
        found[cell.column] = max(found[cell.column], measure(cell))
    return found


def within(table: Table, cell: Cell) -> float:
    """What is left for what the cell holds, in points."""
    return max(sum(table.widths[cell.column : cell.column + cell.colspan]) * WIDEST - PADDING, 1.0)


def is_low(table: Table, cell: Cell) -> bool:
    """Whether it is a few lines: such a row is not torn by the end of a page."""
    line = inner(table, cell)
    lines = sum(len(each.text) / line + 1 + each.text.count("\n") for each in cell.paragraphs)
    return cell.rowspan == 1 and not cell.pictures and lines <= FEW


def inner(table: Table, cell: Cell) -> float:
    """What a line of the cell holds, in em."""
    size = next((each.size for each in cell.paragraphs if each.size), SIZES[0])
    return max(within(table, cell) / size, 1.0)


def _needed(words: Iterable[float], size: float) -> float:
    return sum(size * word + PADDING for word in words)


def _word(cell: Cell) -> float:
    pieces = [breadth(piece) for each in cell.paragraphs for piece in PIECE.findall(each.text)]
    seen = [min(picture.size[0] / SIZES[0], SEEN) for picture in cell.pictures]
    return max((*(piece for piece in pieces if piece <= WHOLE), *seen), default=0.0)


def _line(cell: Cell) -> float:
    lines = [breadth(line[:100]) for each in cell.paragraphs for line in each.text.split("\n")]
    wide = [picture.size[0] / SIZES[0] for picture in cell.pictures]
    return min(max((*lines, *wide), default=0.0), LINE)


def _shares(least: list[float], wanted: list[float]) -> tuple[float, ...]:
    """The rest of the line goes to who wants more; where there is none, all give way alike."""
    rest = WIDEST - sum(least)
    if rest <= 0:
        return tuple(least)
    more = [want - need for want, need in zip(wanted, least, strict=True)]
    if sum(more) <= rest:  # all lines fit: what is left over is shared by what they hold
        return tuple(wanted)
    return tuple(need + rest * each / sum(more) for need, each in zip(least, more, strict=True))


def _smaller(row: tuple[Cell, ...], size: float) -> tuple[Cell, ...]:
    return tuple(
        replace(
            cell,
            content=tuple(
                replace(each, size=size) if isinstance(each, Paragraph) else each for each in cell.content
            ),
        )
        for cell in row
    )
