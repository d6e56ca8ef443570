"""What the style of an element says about its words, where that changes what is read.

Struck out, raised, hidden, in a face of pictures: an editor that keeps no styles has to keep these otherwise.
``js/word.js`` reads the same in the browser.
"""

import re
from functools import reduce
from typing import Final, NamedTuple

from collab_portal.lib import symbols

HIDDEN: Final = re.compile(
    r"(?<![\w-])display\s*:\s*none|(?<![\w-])visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all"
    r"|mso-element\s*:\s*(?:comment|header|footer)|mso-special-character\s*:\s*comment"
    r"|(?<![\w-])opacity\s*:\s*[0.]+%?\s*(?:[;!}]|$)"
    r"|(?<![\w-])clip\s*:\s*rect\(\s*(?:[01](?:px)?[\s,]+){3}[01](?:px)?\s*\)"
    r"|(?<![\w-])clip-path\s*:\s*inset\(\s*(?:50|100)%|(?<![\w-])(?:left|top|right)\s*:\s*-[0-9]{4}"
    r"|(?<![\w-])text-indent\s*:\s*-[0-9]{4}|content-visibility\s*:\s*hidden"
    r"|(?<![\w-])transform\s*:\s*scale\(\s*0?\.?0*\s*[,)]|(?<![\w-])filter\s*:\s*opacity\(\s*[0.]+%?\s*\)",
    re.IGNORECASE,
)
# Nothing of what stands in a box of no height is seen where it is cut off; a row of a sheet is hidden so.
NO_HEIGHT: Final = re.compile(
    r"(?<![\w-])(?:max-)?height\s*:\s*0*\.?0*(?:px|pt|em|rem|cm|mm|in|%)?\s*(?:[;!}]|$)", re.IGNORECASE
)
NO_WIDTH: Final = re.compile(
    r"(?<![\w-])(?:max-)?width\s*:\s*0*\.?0*(?:px|pt|em|rem|cm|mm|in|%)?\s*(?:[;!}]|$)", re.IGNORECASE
)
CUT_OFF: Final = re.compile(r"(?<![\w-])overflow(?:-[xy])?\s*:\s*(?:hidden|clip)", re.IGNORECASE)
STRUCK: Final = re.compile(
    r"text-decoration(?:-line)?\s*:[^;]{0,60}?line-through|text-line-through\s*:\s*(?!none)[a-z]",
    re.IGNORECASE,
)
NOTE: Final = re.compile(r"mso-special-character\s*:\s*(?:foot|end)note", re.IGNORECASE)
POSITION: Final = re.compile(
    r"(?:font-variant(?:-position)?|baseline-shift)\s*:\s*(super|sub)\b", re.IGNORECASE
)
ALIGNED: Final = re.compile(r"vertical-align\s*:\s*([a-z-]+)", re.IGNORECASE)
SMALL: Final = re.compile(
    r"(?<![\w-])font-size\s*:\s*(?:(?:xx?-)?small|0?\.[0-8][0-9]*r?em|[1-8][0-9](?:\.[0-9]+)?%)",
    re.IGNORECASE,
)
LIFTED: Final = re.compile(
    r"(?:mso-text-raise|vertical-align|baseline-shift)\s*:\s*\+?(-?)([0-9]{0,4}\.?[0-9]{1,4})\s*"
    r"(pt|px|em|rem|ex|ch|cm|mm|in|pc|%)",
    re.IGNORECASE,
)
MOVED: Final = re.compile(
    r"(?<![\w-])(top|bottom|translatey)\s*[:(]\s*\+?(-?)([0-9]{0,4}\.?[0-9]{1,4})\s*"
    r"(pt|px|em|rem|ex|ch|cm|mm|in|pc|%)",
    re.IGNORECASE,
)
MOVES: Final = re.compile(r"position\s*:\s*relative|transform\s*:\s*translatey", re.IGNORECASE)
# How KaTeX draws what is raised or lowered: from the foot of a box of 2.7 em upwards.
DRAWN_AT: Final = re.compile(
    r"(?<![\w-])top\s*:\s*-([0-9]\.?[0-9]{0,6})em\s*;\s*margin-right\s*:\s*0?\.05em", re.IGNORECASE
)
BASE: Final = 2.7
# Less is set right by eye.
LEAST: Final = {
    "pt": 1.5,
    "px": 2.0,
    "em": 0.15,
    "rem": 0.15,
    "ex": 0.3,
    "ch": 0.3,
    "cm": 0.05,
    "mm": 0.5,
    "in": 0.02,
    "pc": 0.12,
    "%": 10.0,
}
# With smaller type only: else it says where the words of a cell or beside a picture stand.
EDGES: Final = {"top": "sup", "text-top": "sup", "bottom": "sub", "text-bottom": "sub"}
FAMILY: Final = re.compile(r"(?<![\w-])font-family\s*:\s*([^;]{1,200})", re.IGNORECASE)
SYMBOL: Final = re.compile(r"mso-symbol-font-family\s*:\s*([^;]{1,200})", re.IGNORECASE)
IS_SYMBOL: Final = re.compile(r"mso-char-type\s*:\s*symbol", re.IGNORECASE)
SHORT: Final = re.compile(r"(?<![\w-])font\s*:\s*([^;]{1,300})", re.IGNORECASE)
SHORT_FAMILY: Final = re.compile(r"[0-9](?:pt|px|em|rem|%|cm|mm|in)(?:/\S+)?\s+(.+)", re.IGNORECASE)
SIZE: Final = re.compile(r"(?<![\w-])font-size\s*:\s*([0-9.]{1,8}|[a-z])", re.IGNORECASE)
COLOUR: Final = re.compile(
    r"(?<![\w-])color\s*:\s*(?:(transparent\b|rgba\([^)]{0,40}[,/]\s*0?\.?0+%?\s*\))|[a-z#])", re.IGNORECASE
)
PAINTED: Final = re.compile(r"background-clip\s*:\s*text|text-fill-color", re.IGNORECASE)
# What is no run of words within a line is not raised by its style: a cell says where its words stand.
BLOCKS: Final = frozenset(
    (
        "p",
        "div",
        "td",
        "th",
        "tr",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "col",
        "colgroup",
        "li",
        "ul",
        "ol",
        "img",
    )
) | {"h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "body", "html", "section", "article", "pre"}


class Look(NamedTuple):
    """What an element says of its words; ``None``: nothing, so that it is as around it.

    ``raised``: ``sup``, ``sub`` or empty; ``face``: of ``symbols.FACES``, or empty; ``unseen``: too small to
    be seen; ``clear``: without colour.
    """

    hidden: bool = False
    struck: bool = False
    raised: str | None = None
    face: str | None = None
    unseen: bool | None = None
    clear: bool | None = None


PLAIN: Final = Look(raised="", face="", unseen=False, clear=False)


def bare(css: str) -> str:
    """Without comments; one that never ends takes the rest."""
    words, *rest = css.split("/*")
    return " ".join((words, *(part.partition("*/")[2] for part in rest)))


def look_of(style: str) -> Look:
    """Of one style attribute, or of the body of one rule of a style sheet; ``bare``."""
    if not style:
        return Look()
    size, colour = SIZE.search(style), COLOUR.search(style)
    is_cut_off = CUT_OFF.search(style) and (NO_HEIGHT.search(style) or NO_WIDTH.search(style))
    return Look(
        hidden=bool(HIDDEN.search(style) or is_cut_off),
        struck=bool(STRUCK.search(style)),
        raised=_raised(style),
        face=_face(style),
        unseen=not size[1].strip("0.") if size else (False if SHORT.search(style) else None),
        clear=bool(colour[1]) and not PAINTED.search(style) if colour else None,
    )


def _raised(style: str) -> str | None:
    if NOTE.search(style):
        return "sup"
    if said := POSITION.search(style):
        return {"super": "sup", "sub": "sub"}[said[1].lower()]
    if drawn := DRAWN_AT.search(style):
        return "sup" if float(drawn[1]) > BASE else "sub"
    lifted, moved = LIFTED.search(style), MOVED.search(style) if MOVES.search(style) else None
    if lifted and float(lifted[2]) >= LEAST[lifted[3].lower()]:
        return "sub" if lifted[1] else "sup"
    if moved and float(moved[3]) >= LEAST[moved[4].lower()]:
        return "sup" if bool(moved[2]) != (moved[1].lower() == "bottom") else "sub"
    if aligned := ALIGNED.search(style):
        edges = EDGES if SMALL.search(style) else {}
        return {"super": "sup", "sub": "sub", **edges}.get(aligned[1].lower(), "")
    return None


def _face(style: str) -> str | None:
    found = SYMBOL.search(style) if IS_SYMBOL.search(style) else None
    if found and (face := symbols.face_of(found[1])):
        return face
    if found := FAMILY.search(style):
        return symbols.face_of(found[1])
    short = SHORT.search(style)
    family = SHORT_FAMILY.search(short[1]) if short else None
    return symbols.face_of(family[1]) if family else None


def over(below: Look, above: Look) -> Look:
    """What ``above`` says, and ``below`` where that says nothing; hidden and struck out stay so."""
    return Look(
        below.hidden or above.hidden,
        below.struck or above.struck,
        below.raised if above.raised is None else above.raised,
        below.face if above.face is None else above.face,
        below.unseen if above.unseen is None else above.unseen,
        below.clear if above.clear is None else above.clear,
    )


def together(said: list[Look]) -> Look:
    """Of all, the last of which counts most."""
    return reduce(over, said, Look())
