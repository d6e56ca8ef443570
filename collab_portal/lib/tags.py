"""One tag taken apart: what it is, what it says of its words, and how it is given back."""

import re
from html import escape, unescape
from typing import Final, NamedTuple

from collab_portal.lib import bounds, word
from collab_portal.lib.looks import Look, bare

# Word and older pages say the same with other tags.
SYNONYMS: Final = {
    "b": "strong",
    "i": "em",
    "strike": "s",
    "h1": "h2",
    "h4": "h3",
    "h5": "h3",
    "h6": "h3",
}
SIMPLE = (
    *("p", "br", "hr", "strong", "em", "u", "s", "sup", "sub", "h2", "h3", "ul", "li", "blockquote"),
    *("table", "thead", "tbody", "tr"),
)
ALLOWED: dict[str, set[str]] = {
    **{tag: set[str]() for tag in SIMPLE},
    "ol": {"start", "type"},
    "a": {"href"},
    "th": {"rowspan", "colspan"},
    "td": {"rowspan", "colspan"},
}
COUNTED = {"a", "A", "i", "I"}  # how a list counts but by figures
# Word and pages say it by a style.
COUNTS = re.compile(
    r"list-style(?:-type)?\s*:[^;]{0,60}?\b(upper|lower)-(alpha|latin|roman)\b", re.IGNORECASE
)
NORMAL = {
    "strong": re.compile(r"(?<![\w-])font-weight\s*:\s*(?:normal|[1-4]00)", re.IGNORECASE),
    "em": re.compile(r"(?<![\w-])font-style\s*:\s*normal", re.IGNORECASE),
}
PICTURE = {"src", "alt", "width", "height"}
SILENT = {"script", "style", "title", "template", "noscript", "iframe", "object", "svg", "math"}

_KEPT: dict[str, set[str]] = {**ALLOWED, "img": PICTURE}
# The sanitiser drops these and keeps words on both sides apart; so they must reach it.
_BARE = {
    *("div", "section", "article", "main", "header", "footer", "center", "pre"),
    *("dl", "dt", "dd", "caption"),
}
_VOID = {
    "br",
    "hr",
    "img",
    "input",
    "meta",
    "link",
    "col",
    "colgroup",
    "wbr",
    "area",
    "base",
    "embed",
    "param",
    "source",
}
_NAME = re.compile(rf"</?([a-zA-Z][^\s/>\x00]{{0,{bounds.MARKUP_NAME}}})")
_ATTRIBUTE = re.compile(
    rf"""([a-zA-Z][\w:-]{{0,{bounds.MARKUP_NAME}}})\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))"""
)
_BARE_HIDDEN = re.compile(r"\shidden(?=[\s/>])", re.IGNORECASE)


class Tag(NamedTuple):
    """What one tag says. ``written``: as it is given back, empty for one that is not kept.

    ``names``: for style sheets; ``level``: that of an item of Word, ``marks``: its dot or number;
    ``drawn``: a formula once more; ``formula``: of a picture of one.
    """

    name: str
    ends: bool = False
    is_void: bool = False
    look: Look = Look()
    names: tuple[str, ...] = ()
    field: str = ""
    level: int = 1
    marks: bool = False
    across: int = 1
    down: int = 1
    written: str = ""
    drawn: bool = False
    formula: str = ""


def read(raw: str) -> Tag:
    """A tag taken apart; one that never ends is none, as one of an unknown name."""
    found = _NAME.match(raw)
    if not found or not raw.endswith(">"):
        return Tag("", is_void=True)
    name = SYNONYMS.get(written := found[1].lower(), written)
    if raw[1] == "/":
        return Tag(name, ends=True)
    given = {each[1].lower(): _value(each) for each in _ATTRIBUTE.finditer(raw, found.end())}
    if _BARE_HIDDEN.search(_ATTRIBUTE.sub("", raw)):
        given["hidden"] = ""
    style = given["style"] = bare(given.get("style", ""))
    field, level = word.FIELD.search(style), word.LEVEL.search(style)
    is_kept = name in _KEPT or name in _BARE
    if name in NORMAL and NORMAL[name].search(style):
        is_kept = False  # around a whole document of Google's
    if name == "a" and given.get("href", "#").startswith("#"):
        is_kept = False  # a place to go to, within a page that stays behind
    if name == "ol" and (counts := COUNTS.search(style)):
        letter = "i" if counts[2].lower() == "roman" else "a"
        given.setdefault("type", letter.upper() if counts[1].lower() == "upper" else letter)
    wide = name in {"col", "colgroup"}
    formula = word.formula_of(name, given)
    kept = "<p>" if name == "div" and level else _written(name, given) if is_kept and not formula else ""
    return Tag(
        name,
        is_void=name in _VOID or ((":" in name or name in word.EMPTY) and raw.endswith("/>")),
        look=word.look(name, given),
        names=(
            written,
            *(f".{each}" for each in given.get("class", "").lower().split()),
            f"#{given.get('id', '').lower()}",
        ),
        field=field[1].lower() if field else "",
        level=int(level[1]) if level else 1,
        marks=bool(word.MARKER.search(style)),
        across=_number(given.get("span" if wide else "colspan", ""), 0 if name == "colgroup" else 1),
        down=_number(given.get("rowspan", ""), 1),
        written=kept,
        drawn=word.is_drawn(given),
        formula=formula,
    )


def _number(given: str, default: int) -> int:
    """Of columns or rows; HTML has no more than a thousand."""
    is_number = given.isascii() and given.isdecimal() and len(given) < 9
    return min(int(given), 1_000) or default if is_number else default


def _value(found: re.Match[str]) -> str:
    return unescape(found[2] or found[3] or found[4] or "")


def _written(name: str, given: dict[str, str]) -> str:
    """The tag with the attributes it may have; a value of thousands of characters is none that is kept."""
    kept = (
        f' {attribute}="{escape(value)}"'
        for attribute, value in given.items()
        if attribute in _KEPT.get(name, ()) and len(value) <= bounds.MARKUP_TAG
    )
    return f"<{name}{''.join(kept)}>"
