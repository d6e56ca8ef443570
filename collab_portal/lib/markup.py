"""Bounds markup before a parser of HTML sees it: one pass, linear in time and memory.

``tidy`` does not sanitise (``html.clean`` does, with nh3). What it gives back holds only tags that it wrote
itself, so its count of open elements is never below what a parser of HTML5 will build from them: where HTML
closes an element by itself, it takes off no more than HTML does. Too little refuses too early; too much
would be the hole.
"""

import re
from html import escape, unescape
from typing import Final, NamedTuple

from django.core.exceptions import ValidationError

from collab_portal.lib import bounds

# Word and older pages say the same with other tags.
SYNONYMS: Final = {
    "b": "strong",
    "i": "em",
    "strike": "s",
    "del": "s",
    "ins": "u",
    "h1": "h2",
    "h4": "h3",
    "h5": "h3",
    "h6": "h3",
}
PLAIN = (
    *("p", "br", "hr", "strong", "em", "u", "s", "h2", "h3", "ul", "li", "blockquote"),
    *("table", "thead", "tbody", "tr"),
)
ALLOWED: dict[str, set[str]] = {
    **{tag: set[str]() for tag in PLAIN},
    "ol": {"start"},
    "a": {"href"},
    "th": {"rowspan", "colspan"},
    "td": {"rowspan", "colspan"},
}
PICTURE = {"src", "alt", "width", "height"}
SILENT = {"script", "style", "title", "template", "noscript", "iframe", "object", "svg", "math"}

_KEPT: dict[str, set[str]] = {**ALLOWED, "img": PICTURE, "sup": set(), "sub": set()}
# The sanitiser drops these and keeps words on both sides apart; so they must reach it.
_BARE = {
    *("div", "section", "article", "main", "header", "footer", "center", "pre"),
    *("dl", "dt", "dd", "caption"),
}
_SILENT = SILENT | {"textarea", "xmp", "noembed", "noframes", "select", "head"}
_VOID = {"br", "hr", "img", "input", "meta", "link", "col", "wbr", "area", "base", "embed", "param", "source"}
_FORMATTING = {"strong", "em", "u", "s", "a", "sup", "sub"}
_LINES = {"p", "br", "hr", "li", "tr", "td", "th", "div", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"}
_HEADINGS, _CELLS = {"h2", "h3"}, {"td", "th"}
_ITEMS = {"li": {"li"}, "dd": {"dd", "dt"}, "dt": {"dd", "dt"}}
_TABLE_PARTS: dict[str, set[str]] = {
    **dict.fromkeys(_CELLS, _CELLS),
    "tr": _CELLS | {"tr"},
    **dict.fromkeys(("thead", "tbody"), _CELLS | {"tr", "thead", "tbody"}),
}

_MOST_FORMATTING = bounds.MARKUP_FORMATTING
_NAME = re.compile(rf"</?([a-zA-Z][^\s/>\x00]{{0,{bounds.MARKUP_NAME}}})")
# Possessive: what was read is not read again. Quotes hide the end of a tag.
_WHOLE = re.compile(r"""</?[a-zA-Z][^\s/>]*+(?:[^>"'=]++|=\s*+(?:"[^"]*+"|'[^']*+')|=|["'])*+>""")
_ATTRIBUTE = re.compile(
    rf"""([a-zA-Z][\w:-]{{0,{bounds.MARKUP_NAME}}})\s*+=\s*+(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))"""
)
_HIDDEN_STYLE = re.compile(
    r"display\s*:\s*none|mso-hide\s*:\s*all|mso-element\s*:\s*comment|mso-special-character\s*:\s*comment",
    re.IGNORECASE,
)
_HIDDEN_CLASS = re.compile(r"\b(?:MsoCommentReference|MsoCommentText|msocom\w+)", re.IGNORECASE)
_ANY_TAG = re.compile(r"<(?:/?([a-zA-Z][a-zA-Z0-9]{0,9}+)|[!?])[^<>]{0,2000}+>")
_BEGINS = re.compile(r"/?[a-zA-Z]")
_FIELD = re.compile(r"mso-element\s*:\s*field-(begin|separator|end)", re.IGNORECASE)

TOO_COMPLEX = "正文的格式过于复杂（嵌套过深或标签过多），无法保存。请先粘贴为纯文本，再重新排版。"
TOO_LONG = "内容过长（含格式超过 1 MB），无法保存。请分成几部分，或先粘贴为纯文本，再重新排版。"


class TooComplex(ValidationError):  # noqa: N818 - the name of a verdict, not of a mistake of ours
    """Markup beyond a bound, in Chinese. ``code`` names it: bytes, tags, depth, formatting or growth."""

    def __init__(self, bound: str) -> None:
        super().__init__(TOO_LONG if bound == "bytes" else TOO_COMPLEX, code=bound)


def tidy(source: str) -> str:
    """``source`` with known tags only and without what Word or a page hides; raises ``TooComplex``."""
    if len(source.encode(errors="replace")) > bounds.MARKUP:
        raise TooComplex("bytes")
    return _Tidier(source).tidied()


def words_of(markup: str) -> str:
    """The words of any markup, cleaned or not, to show them back: one bounded pattern, nothing is parsed."""
    words = unescape(_ANY_TAG.sub(lambda tag: "\n" if (tag[1] or "").lower() in _LINES else "", markup))
    lines = (" ".join(line.split()) for line in words.split("\n"))
    return "\n".join(line for line in lines if line)


def allowed_growth(source: str) -> int:
    """How many characters cleaned markup may have."""
    return bounds.MARKUP_GROWTH * len(source) + 4 * bounds.KB


class _Tag(NamedTuple):
    """What one tag says. ``written``: as it is given back, empty for one that is not kept."""

    name: str
    ends: bool = False
    is_void: bool = False
    hides: bool = False
    field: str = ""
    written: str = ""


class _Open(NamedTuple):
    """An element not closed yet. ``written``: its start tag was given back.

    ``afloat``: formatting whose block has ended; HTML writes its start tag again in every block to come.
    """

    name: str
    hidden: bool
    written: bool
    size: int = 0
    afloat: bool = False


class _Elements(list[_Open]):
    """Open elements, outermost first, as a parser of HTML5 keeps them; never fewer than it has."""

    def __init__(self, room: int) -> None:
        """``room``: how many characters of start tags HTML may write again."""
        super().__init__()
        self.room = room

    def open(self, element: _Open) -> None:
        self.append(element)
        if len(self) > bounds.MARKUP_DEPTH:
            raise TooComplex("depth")
        if element.name in _FORMATTING and sum(each.name in _FORMATTING for each in self) > _MOST_FORMATTING:
            raise TooComplex("formatting")

    def end(self, name: str) -> list[_Open]:
        """Take off all up to the innermost ``name``, innermost first; nothing where none is open."""
        for place in range(len(self) - 1, -1, -1):
            if self[place].name == name:
                ended = self[place:]
                del self[place:]
                return ended[::-1]
        return []

    def make_room_for(self, name: str) -> None:
        """Take off what HTML closes before this start tag; what is hidden makes room for itself alone."""
        if name in _FORMATTING or not self:
            return
        if self[-1].hidden:
            self._close_before(name, next(place for place, each in enumerate(self) if each.hidden))
        else:
            self._close_before(name, 0)
            self.write_formatting_again()

    def write_formatting_again(self) -> None:
        self.room -= sum(element.size for element in self if element.afloat)
        if self.room < 0:
            raise TooComplex("growth")

    def _close_before(self, name: str, first: int) -> None:
        """Only elements from ``first`` on are taken off."""
        if name in _TABLE_PARTS:
            self._close_table_part(_TABLE_PARTS[name], first)
            return
        if name in _ITEMS:
            self._close_item(_ITEMS[name], first)
        self._close_paragraph(first)
        if name in _HEADINGS and len(self) > first and self[-1].name in _HEADINGS:
            self.pop()

    def _close_table_part(self, same: set[str], first: int) -> None:
        for table in range(len(self) - 1, -1, -1):
            if self[table].name == "table":
                inside = range(max(table + 1, first), len(self))
                del self[next((place for place in inside if self[place].name in same), len(self)) :]
                self[table + 1 :] = [_floated(element) for element in self[table + 1 :]]
                return

    def _close_item(self, same: set[str], first: int) -> None:
        for place in range(len(self) - 1, first - 1, -1):
            if self[place].name in same:
                self._close(place)
                return
            if self[place].name not in _FORMATTING | {"p", "div"}:
                return

    def _close_paragraph(self, first: int) -> None:
        for place in range(len(self) - 1, first - 1, -1):
            if self[place].name not in _FORMATTING:
                if self[place].name == "p":
                    self._close(place)
                return

    def _close(self, place: int) -> None:
        """Formatting goes on behind the element at ``place``, unless that was hidden with all it held."""
        inside = [] if self[place].hidden else self[place + 1 :]
        self[place:] = [_floated(element) for element in inside if element.name in _FORMATTING]


def _floated(element: _Open) -> _Open:
    return element._replace(afloat=element.name in _FORMATTING)


class _Tidier:
    def __init__(self, source: str) -> None:
        self.source = source
        small = source.lower()
        self.lower = small if len(small) == len(source) else "".join(map(_small, source))
        self.at = self.tags = self.long = 0
        self.out: list[str] = []
        self.open = _Elements(allowed_growth(source))
        self.in_code = False  # of a field: what Word computes the shown words from
        self.read: dict[str, _Tag] = {}  # texts repeat their tags

    def tidied(self) -> str:
        while (start := self.source.find("<", self.at)) >= 0:
            self._text(self.source[self.at : start])
            self.at = self._markup(start)
        self._text(self.source[self.at :])
        return "".join(self.out)

    def _text(self, text: str) -> None:
        if text and not self.in_code and not (self.open and self.open[-1].hidden):
            self.out.append(text)

    def _markup(self, start: int) -> int:
        """Deal with what stands at ``start``; where to go on."""
        following = self.source[start + 1 : start + 3]
        if following[:1] in ("!", "?"):
            if self.source.startswith("<!--", start):
                return self._behind(self.source.find("-->", start + 4), 3)
            return self._behind(self.source.find(">", start), 1)
        if not _BEGINS.match(following):
            self._text("&lt;")
            return start + 1
        end = self._end_of_tag(start)
        raw = self.source[start:end]
        tag = self.read.get(raw) or self.read.setdefault(raw, _read(raw))
        if tag.ends:
            self._end(tag.name)
        elif tag.name in _SILENT:
            self._count(1)
            closing = self.lower.find(f"</{tag.name}", end)
            return self._behind(self.source.find(">", closing) if closing >= 0 else -1, 1)
        else:
            self._start(tag)
        return end

    def _end_of_tag(self, start: int) -> int:
        """A tag too long to look through, as one that holds a picture, ends with its next ``>``."""
        whole = _WHOLE.match(self.source, start, start + bounds.MARKUP_TAG)
        if whole:
            return whole.end()
        self.long += 1
        if self.long * bounds.MARKUP_TAG > bounds.MARKUP:  # so many have no room: quotes hide their ends
            raise TooComplex("tags")
        return self._behind(self.source.find(">", start), 1)

    def _behind(self, place: int, length: int) -> int:
        """Behind what ends at ``place``; what never ends takes the rest, so such a search happens once."""
        return place + length if place >= 0 else len(self.source)

    def _start(self, tag: _Tag) -> None:
        if tag.field:
            self.in_code = tag.field == "begin"
        if tag.name == "hr":
            self.open.write_formatting_again()
        elif not tag.is_void and not self.in_code:  # else too much is taken for open, never too little
            self.open.make_room_for(tag.name)
        hidden = tag.hides or bool(self.open and self.open[-1].hidden)
        written = bool(tag.written) and not hidden and not self.in_code
        if written:
            self.out.append(tag.written)
        opens = not tag.is_void and (bool(tag.written) or hidden)
        self._count(2 if opens else 1)
        if opens:
            self.open.open(_Open(tag.name, hidden, written, len(tag.written)))

    def _end(self, name: str) -> None:
        if name == "p":
            self.in_code = False
        ended = self.open.end(name)
        self._count(0 if ended else 1)
        self.out += [f"</{element.name}>" for element in ended if element.written]

    def _count(self, tags: int) -> None:
        """An element counts for its start and its end, whoever writes that."""
        self.tags += tags
        if self.tags > bounds.MARKUP_TAGS:
            raise TooComplex("tags")


def _small(letter: str) -> str:
    """The small letter, where it takes one character: places must stay."""
    small = letter.lower()
    return small if len(small) == 1 else letter


def _read(raw: str) -> _Tag:
    """A tag taken apart; one that never ends is none, as one of an unknown name."""
    found = _NAME.match(raw)
    if not found or not raw.endswith(">"):
        return _Tag("", is_void=True)
    name = SYNONYMS.get(written := found[1].lower(), written)
    if raw[1] == "/":
        return _Tag(name, ends=True)
    given = {each[1].lower(): _value(each) for each in _ATTRIBUTE.finditer(raw, found.end())}
    style = given.get("style", "")
    field = _FIELD.search(style)
    return _Tag(
        name,
        is_void=name in _VOID or (":" in name and raw.endswith("/>")),
        hides=bool(_HIDDEN_STYLE.search(style) or _HIDDEN_CLASS.search(given.get("class", ""))),
        field=field[1].lower() if field else "",
        written=_written(name, given) if name in _KEPT or name in _BARE else "",
    )


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
