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
    r"|(?<![\w-])(?:opacity\s*:|filter\s*:\s*opacity\()\s*"
    r"(?:[0.]+%?|0?\.0[0-9]*|[0-9.]{1,9}e-[0-9]+|[1-4]?(?:\.[0-9]{1,9})?%)\s*(?:[;!})]|$)"
    r"|(?<![\w-])clip\s*:\s*rect\(\s*(?:[01](?:px)?[\s,]+){3}[01](?:px)?\s*\)"
    r"|(?<![\w-])clip-path\s*:\s*(?:inset\(\s*(?:50|100)%|(?:circle|ellipse)\(\s*0"
    r"|polygon\(\s*(?:0(?:px|%)?[\s,]+){3,40}0(?:px|%)?\s*\))"
    r"|(?<![\w-])(?:left|top|right|bottom|text-indent)\s*:\s*-(?:[0-9]{4}|999|[1-9][0-9]{2}v[wh])"
    r"|content-visibility\s*:\s*hidden"
    r"|(?<![\w-])transform\s*:[^;]{0,60}?scale(?:x|y|3d)?\(\s*[0.]+\s*[,)]"
    r"|(?<![\w-])scale\s*:\s*[0.]+\s*(?:[;!}]|$)"
    r"|(?<![\w-])(?:transform\s*:[^;]{0,60}?translate(?:x|y|3d)?\(|translate\s*:)[^;)]{0,40}?"
    r"-(?:[0-9]{4}|999|[1-9][0-9]{2}v[wh])",
    re.IGNORECASE,
)
# Nothing of what stands in a box of no height is seen where it is cut off; a row of a sheet is hidden so.
NO_HEIGHT: Final = re.compile(
    r"(?<![\w-])(?:max-)?height\s*:\s*0*\.?0*(?:px|pt|em|rem|cm|mm|in|%)?\s*(?:[;!}]|$)", re.IGNORECASE
)
NO_WIDTH: Final = re.compile(
    r"(?<![\w-])(?:max-)?width\s*:\s*0*\.?0*(?:px|pt|em|rem|cm|mm|in|%)?\s*(?:[;!}]|$)", re.IGNORECASE
)
# Kept for those who hear a page, or moved out of its own box.
ONE_PIXEL: Final = re.compile(r"(?<![\w-])(?:max-)?(?:height|width)\s*:\s*1px\s*(?:[;!}]|$)", re.IGNORECASE)
PUSHED_OUT: Final = re.compile(r"text-indent\s*:\s*-?[1-9][0-9]{2,}%", re.IGNORECASE)
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
SIZE: Final = re.compile(
    r"(?<![\w-])font-size\s*:\s*(?:([0-9]{0,4}\.?[0-9]{1,4})(px|pt|em|rem|%|cm|mm|in)?|[a-z])", re.IGNORECASE
)
SHORT_SIZE: Final = re.compile(r"([0-9]{0,4}\.?[0-9]{1,4})(px|pt|em|rem|%|cm|mm|in)", re.IGNORECASE)
SHORT_NONE: Final = re.compile(r"(?<![\w-])font\s*:\s*0\s*[/\s]", re.IGNORECASE)
# Smaller type nobody can read, on a page or on paper.
SMALLEST: Final = {"px": 2.0, "pt": 1.5, "em": 0.1, "rem": 0.1, "%": 10.0, "cm": 0.05, "mm": 0.5, "in": 0.02}
COLOUR: Final = re.compile(
    r"(?<![\w-])color\s*:\s*(?:(transparent\b|#(?:[0-9a-f]{3}0|[0-9a-f]{6}00)(?![0-9a-f])"
    r"|(?:rgb|hsl)a?\((?:[^),]{0,20},){3}\s*0?\.?0+%?\s*\)|(?:rgb|hsl)a?\([^)]{0,40}/\s*0?\.?0+%?\s*\))"
    r"|[a-z#])",
    re.IGNORECASE,
)
FILLED: Final = re.compile(r"text-fill-color\s*:\s*(?:(transparent)|[a-z#])", re.IGNORECASE)
PAINTED: Final = re.compile(r"background-clip\s*:\s*text", re.IGNORECASE)
# Letters that a style sheet may write by their numbers, and letters with a needless stroke before them.
ESCAPED: Final = re.compile(
    r"\\(?:0{0,4}([46][1-9a-f]|[57][0-9a]|2d)(?![0-9a-f])\s?|([g-z-]))", re.IGNORECASE
)
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
    """Without comments, of which one that never ends takes the rest; letters as letters."""
    words, *rest = css.split("/*")
    plain = " ".join((words, *(part.partition("*/")[2] for part in rest)))
    return ESCAPED.sub(lambda each: each[2] or chr(int(each[1], 16)), plain) if "\\" in plain else plain


def look_of(style: str) -> Look:
    """Of one style attribute, or of the body of one rule of a style sheet; ``bare``."""
    if not style:
        return Look()
    is_cut_off = CUT_OFF.search(style) and any(
        room.search(style) for room in (NO_HEIGHT, NO_WIDTH, ONE_PIXEL, PUSHED_OUT)
    )
    return Look(
        hidden=bool(HIDDEN.search(style) or is_cut_off),
        struck=bool(STRUCK.search(style)),
        raised=_raised(style),
        face=_face(style),
        unseen=_unseen(style),
        clear=_clear(style),
    )


def _unseen(style: str) -> bool | None:
    """Whether type is too small to be read; the short way says it where the long one does not."""
    if size := SIZE.search(style):
        return bool(size[1]) and float(size[1]) < SMALLEST.get((size[2] or "").lower(), 0.0001)
    if short := SHORT.search(style):
        size = SHORT_SIZE.search(short[1])
        return bool(SHORT_NONE.search(style) or (size and float(size[1]) < SMALLEST[size[2].lower()]))
    return None


def _clear(style: str) -> bool | None:
    """Whether words have no colour; what fills them counts more, unless a background shows through them."""
    said = FILLED.search(style) or COLOUR.search(style)
    return bool(said[1]) and not PAINTED.search(style) if said else None


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
