"""What the style of an element says about its words, where that changes what is read.

Struck out, raised, hidden, in a face of pictures: an editor that keeps no styles has to keep these otherwise.
``js/word.js`` reads the same in the browser.
"""

import re
from functools import reduce
from typing import Final, NamedTuple

from collab_portal.lib import symbols

HIDDEN: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all"
    r"|mso-element\s*:\s*(?:comment|header|footer)|mso-special-character\s*:\s*comment"
    r"|(?<![\w-])opacity\s*:\s*[0.]+%?\s*(?:[;!}]|$)",
    re.IGNORECASE,
)
STRUCK: Final = re.compile(
    r"text-decoration(?:-line)?\s*:[^;]{0,60}?line-through|text-line-through\s*:\s*(?!none)[a-z]",
    re.IGNORECASE,
)
NOTE: Final = re.compile(r"mso-special-character\s*:\s*(?:foot|end)note", re.IGNORECASE)
ALIGNED: Final = re.compile(r"vertical-align\s*:\s*([a-z]+)", re.IGNORECASE)
LIFTED: Final = re.compile(
    r"(?:mso-text-raise|vertical-align)\s*:\s*(-?)([0-9]{0,4}\.?[0-9]{1,4})\s*(pt|px|em|ex|%)", re.IGNORECASE
)
MOVED: Final = re.compile(
    r"(?<![\w-])top\s*:\s*(-?)([0-9]{0,4}\.?[0-9]{1,4})\s*(pt|px|em|ex|%)", re.IGNORECASE
)
RELATIVE: Final = re.compile(r"position\s*:\s*relative", re.IGNORECASE)
LEAST: Final = {"pt": 1.5, "px": 2.0, "em": 0.15, "ex": 0.3, "%": 10.0}  # less is set right by eye
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


def look_of(style: str) -> Look:
    """Of one style attribute, or of the body of one rule of a style sheet."""
    if not style:
        return Look()
    size, colour = SIZE.search(style), COLOUR.search(style)
    return Look(
        hidden=bool(HIDDEN.search(style)),
        struck=bool(STRUCK.search(style)),
        raised=_raised(style),
        face=_face(style),
        unseen=not size[1].strip("0.") if size else (False if SHORT.search(style) else None),
        clear=bool(colour[1]) and not PAINTED.search(style) if colour else None,
    )


def _raised(style: str) -> str | None:
    if NOTE.search(style):
        return "sup"
    moved = MOVED.search(style) if RELATIVE.search(style) else None
    for found, upwards in ((LIFTED.search(style), ""), (moved, "-")):
        if found and float(found[2]) >= LEAST[found[3].lower()]:
            return "sup" if found[1] == upwards else "sub"
    aligned = ALIGNED.search(style)
    if aligned:
        return {"super": "sup", "sub": "sub"}.get(aligned[1].lower(), "")
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
