"""What Word and WPS write into HTML beside the text: what they hide, raise, number and compute.

A paste is taken as with every revision accepted: what was deleted is gone, what was inserted is plain text.
``js/word.js`` and ``js/formulas.js`` read the same marks in the browser, before the editor sees them.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final

from collab_portal.lib import bounds, symbols
from collab_portal.lib.looks import BLOCKS, NO_HEIGHT, NO_WIDTH, Look, look_of

HIDDEN_CLASS: Final = re.compile(
    r"\b(?:Mso(?:Comment|Annotation)\w+|msocom\w+|msoDel)\b"
    r"|(?<![\w-])(?:sr-only|visually-hidden|screen-reader-text)(?![\w-])",
    re.IGNORECASE,
)
FIELD: Final = re.compile(r"mso-element\s*:\s*field-(begin|separator|end)", re.IGNORECASE)
NOTE_CLASS: Final = re.compile(r"\bMso(?:Footnote|Endnote)Reference\b", re.IGNORECASE)
LEVEL: Final = re.compile(r"mso-list\s*:[^;]{0,40}?\blevel([1-9])", re.IGNORECASE)
MARKER: Final = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
COMMENT: Final = re.compile(
    r"#_?ms(?:ocom|oanchor)_\w|^_?ms(?:ocom|oanchor)_\w|^_(?:com|anchor)_\d", re.IGNORECASE
)
NO_SIZE: Final = re.compile(r"^\+?0*\.?0*(?:px|pt|em|cm|mm|in|%)?$", re.IGNORECASE)
AS_NEEDED: Final = re.compile(r"^\s*height\s*:\s*0pt\s*;?\s*$", re.IGNORECASE)
# A formula as it is told to those who cannot see it: hidden, and the one that can be read.
TOLD: Final = re.compile(r"\b(?:katex-mathml|mwe-math-mathml\w*|MJX_Assistive_MathML)\b", re.IGNORECASE)
DRAWN: Final = re.compile(r"\b(?:katex-html|MathJax_Preview)\b", re.IGNORECASE)
PICTURED: Final = re.compile(r"\b(?:mwe-math-fallback-image|latex|tex|ee_img)\b", re.IGNORECASE)
STYLED: Final = re.compile(r"^\s*\{\\(?:display|text|script)style\s*(.*)\}\s*$", re.IGNORECASE)
STEP: Final = re.compile(r"([\^_])(?:\{([^{}]{1,60})\}|([0-9a-zA-Z+*]))")
BULLETS: Final = frozenset("•·●○■□◆◇▪▫►▶➢➤✓✔❖§*-–—o")  # Word's own second level is an ``o``
# Characters that no text may hold (``html.strip_controls``): a paragraph that begins with one is an item.
MARKS: Final = "\ufdd0-\ufddf"
_MARK: Final = 0xFDD0
_ITEM: Final = re.compile(rf"<p>([{MARKS}])((?:[^<]|<(?!/?p>))*+)</p>\s*")
_ITEMS: Final = re.compile(rf"(?:{_ITEM.pattern})+")
_STRAY: Final = re.compile(f"[{MARKS}]")


def look(name: str, given: Mapping[str, str]) -> Look:
    """What the tag says of its words by itself; deleted is not shown either."""
    named = given.get("class", "")
    said = look_of(given.get("style", ""))
    if "face" in given and said.face is None:
        said = said._replace(face=symbols.face_of(given["face"]))
    if TOLD.search(named) or name == "mjx-assistive-mml":
        said = said._replace(hidden=False)
    elif (
        name in {"del", "rp"}
        or "hidden" in given
        or HIDDEN_CLASS.search(named)
        or any(COMMENT.search(given.get(each, "")) for each in ("href", "name", "id"))
        or _has_no_size(name, given)
        or (name == "nobr" and given.get("aria-hidden") == "true")
    ):
        said = said._replace(hidden=True)
    if name in BLOCKS:
        return said._replace(raised=None)
    return said._replace(raised="sup") if not said.raised and NOTE_CLASS.search(named) else said


def _has_no_size(name: str, given: Mapping[str, str]) -> bool:
    """How a sheet hides a column or a row. In Google's documents every row of 0pt is as high as it needs."""
    style = given.get("style", "")
    if name in {"col", "colgroup"}:
        return bool(NO_SIZE.match(given.get("width", "auto")) or NO_WIDTH.search(style))
    if name == "tr":
        low = NO_HEIGHT.search(style) and not AS_NEEDED.match(style)
        return bool(low or NO_SIZE.match(given.get("height", "auto")))
    return False


def is_drawn(given: Mapping[str, str]) -> bool:
    """Whether it may be a formula once more, as it is drawn."""
    return given.get("aria-hidden") == "true" or bool(DRAWN.search(given.get("class", "")))


def formula_of(name: str, given: Mapping[str, str]) -> str:
    """Of a picture of a formula its source, which is its other text; of a sign of Word's the sign."""
    if name == "m:chr":
        return given.get("m:val", "")[:2]
    if name != "img":
        return ""
    if not (PICTURED.search(given.get("class", "")) or "eeimg" in given):
        return ""
    return STYLED.sub(r"\1", given.get("alt", "").strip()).strip()


def steps(formula: str) -> Iterator[tuple[str, str]]:
    """The parts of a source, each with how it stands: ``sup``, ``sub`` or empty."""
    at = 0
    for found in STEP.finditer(formula):
        yield formula[at : found.start()], ""
        yield found[2] or found[3], "sup" if found[1] == "^" else "sub"
        at = found.end()
    yield formula[at:], ""


def is_bullet(face: str | None, marker: str) -> bool:
    """Whether the mark of a list is a dot of some kind, not a number. ``face``: what it is set in."""
    return bool(face) or marker.replace("&nbsp;", "").strip() in BULLETS


def mark(level: int) -> str:
    """What makes the paragraph that begins with it an item, 1 to 9 deep."""
    return chr(_MARK + level)


def lists(cleaned: str) -> str:
    """Cleaned HTML whose marked paragraphs stand as the items of lists; no mark is left."""
    return _STRAY.sub("", _ITEMS.sub(lambda run: "".join(_listed(run[0])), cleaned))


def _listed(run: str) -> Iterator[str]:
    items = [(ord(item[1]) - _MARK, item[2]) for item in _ITEM.finditer(run)]
    open_levels: list[int] = []
    for (before, _), (level, words) in pairwise([(0, ""), *items]):
        while len(open_levels) > 1 and open_levels[-1] > level:
            open_levels.pop()
            yield "</li></ul>"
        if open_levels and before and open_levels[-1] >= level:
            yield "</li>"
        else:
            open_levels.append(level)
            yield "<ul>"
        yield f"<li><p>{words}</p>"
    yield "</li></ul>" * len(open_levels)


# How the parts of a formula (MathML) are told in a line: raised or lowered, or else what stands around them.
_UP, _DOWN = ("sup", "^(", ")"), ("sub", "_(", ")")
FORMULA: Final[dict[str, dict[int, tuple[str, str, str]]]] = {
    "msup": {2: _UP},
    "mover": {2: _UP},
    "msub": {2: _DOWN},
    "munder": {2: _DOWN},
    "msubsup": {2: _DOWN, 3: _UP},
    "munderover": {2: _DOWN, 3: _UP},
    "mfrac": {1: ("", "(", ")"), 2: ("", "/(", ")")},
    "mroot": {1: ("", "√(", ")"), 2: ("", "^(1/", ")")},
}
WHOLE: Final = {
    "msqrt": ("", "√(", ")"),
    "mfenced": ("", "(", ")"),
    "mtd": ("", " ", ""),
    # Those of Word's own (OMML), which it hides in a comment from all others.
    "m:sup": _UP,
    "m:sub": _DOWN,
    "m:lim": _DOWN,
    "m:deg": _UP,
    "m:num": ("", "(", ")"),
    "m:den": ("", "/(", ")"),
    "m:rad": ("", "√(", ")"),
    "m:d": ("", "(", ")"),
    "m:mr": ("", "", " "),
}
FORMULAS: Final = frozenset({"math", "m:omath"})
# What these comments hold is read as any other markup: formulas, and the codes of fields.
OFFICE_ONLY: Final = re.compile(
    r"<!--\[if (?:gte msequation [0-9]{1,2}\]>|supportfields\]>(?=[^!]{0,300}mso-element\s*:\s*field-))",
    re.IGNORECASE,
)
SPOKEN: Final = "rt"  # how characters are pronounced: in brackets behind them; those of the page go
QUOTED: Final = "q"  # pages leave it to the reader's program to draw the marks
QUOTES: Final = (("“", "”"), ("‘", "’"))  # around a quotation, and one within it
BESIDE: Final = frozenset({"annotation", "annotation-xml"})  # the same once more, in another language
EMPTY: Final = frozenset({"mspace", "mi", "mn", "mo", "mtext", "mrow", "none", "mprescripts"})


class Columns:
    """Which columns of one table a sheet hides, and where its next cell stands."""

    def __init__(self) -> None:
        self._hidden: list[bool] = []
        self._down: list[int] = []  # by column: into how many rows below a cell still reaches
        self._at = 0
        self._group = False

    def add(self, is_group: bool, span: int, hidden: bool) -> None:
        """One ``col`` or ``colgroup``, for ``span`` columns; a group without a number stands for its own."""
        if is_group:
            self._group = hidden
        room = bounds.MARKUP_COLUMNS - len(self._hidden)
        self._hidden += [hidden or self._group] * min(span, room)
        self._down += [0] * min(span, room)

    def row(self) -> None:
        """A row begins."""
        for place in range(self._at, len(self._down)):
            self._down[place] -= self._down[place] > 0
        self._at = 0

    def cell(self, across: int, down: int) -> int:
        """A cell over so many columns and rows: over how many that are shown."""
        while self._at < len(self._down) and self._down[self._at]:
            self._down[self._at] -= 1
            self._at += 1
        places = range(self._at, min(self._at + across, len(self._down)))
        for place in places:
            self._down[place] = down - 1
        self._at += across
        return across - sum(self._hidden[place] for place in places)


class Field:
    """``code``: what it computes from, as far as it was read; ``in_code``: what follows belongs to it."""

    def __init__(self) -> None:
        self.code, self.in_code, self.has_result = "", True, False


class Fields:
    """Which fields are open: from its begin to its separator stands what Word computes, not what it shows."""

    def __init__(self) -> None:
        self._open: list[Field] = []  # outermost first

    @property
    def in_code(self) -> bool:
        return any(field.in_code for field in self._open)

    def hear(self, text: str) -> bool:
        """Whether these words belong to a code."""
        if not self._open:
            return False
        last = self._open[-1]
        if last.in_code and len(last.code) < bounds.MARKUP_CODE:
            last.code += text
        elif not (last.in_code or text.isspace()):
            last.has_result = True
        return self.in_code

    def meet(self, mark: str) -> str:
        """``mark``: begin, separator or end, in whatever order a page has them.

        The code of a field that ended and showed nothing.
        """
        if mark == "begin" and len(self._open) < MOST_FIELDS:
            self._open.append(Field())
        elif mark == "separator" and self._open:
            self._open[-1].in_code = False
        elif mark == "end" and self._open:
            ended = self._open.pop()
            return "" if ended.has_result else ended.code
        return ""

    def end_paragraph(self) -> None:
        """A code that was never ended ends here: it must not take the rest of the text along."""
        self._open = [field for field in self._open if not field.in_code]


MOST_FIELDS: Final = 20  # in each other
