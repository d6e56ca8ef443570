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

from collab_portal.lib import bounds, scripts, symbols, word

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
PLAIN = (
    *("p", "br", "hr", "strong", "em", "u", "s", "sup", "sub", "h2", "h3", "ul", "li", "blockquote"),
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

_KEPT: dict[str, set[str]] = {**ALLOWED, "img": PICTURE}
# The sanitiser drops these and keeps words on both sides apart; so they must reach it.
_BARE = {
    *("div", "section", "article", "main", "header", "footer", "center", "pre"),
    *("dl", "dt", "dd", "caption"),
}
_SILENT = SILENT | {"textarea", "xmp", "noembed", "noframes", "select", "head", "xml"}
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
_BARE_HIDDEN = re.compile(r"\shidden(?=[\s/>])", re.IGNORECASE)
_ANY_TAG = re.compile(r"<(?:/?([a-zA-Z][a-zA-Z0-9]{0,9}+)|[!?])[^<>]{0,2000}+>")
_BEGINS = re.compile(r"/?[a-zA-Z]")

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
    level = scripts.in_text(markup)
    words = unescape(_ANY_TAG.sub(lambda tag: "\n" if (tag[1] or "").lower() in _LINES else "", level))
    lines = (" ".join(line.split()) for line in words.split("\n"))
    return "\n".join(line for line in lines if line)


def allowed_growth(source: str) -> int:
    """How many characters cleaned markup may have."""
    return bounds.MARKUP_GROWTH * len(source) + 4 * bounds.KB


class _Tag(NamedTuple):
    """What one tag says. ``written``: as it is given back, empty for one that is not kept.

    ``shown`` is the name it is written under; ``level`` that of an item of Word, ``marks`` its dot or number,
    ``face`` a face of pictures.
    """

    name: str
    shown: str = ""
    ends: bool = False
    is_void: bool = False
    hides: bool = False
    classes: frozenset[str] = frozenset()
    field: str = ""
    level: int = 1
    marks: bool = False
    face: str = ""
    written: str = ""


class _Open(NamedTuple):
    """An element not closed yet. ``written``: its start tag was given back.

    ``afloat``: formatting whose block has ended; HTML writes its start tag again in every block to come.
    """

    name: str
    shown: str
    hidden: bool
    written: bool
    size: int = 0
    afloat: bool = False
    face: str = ""

    @property
    def formats(self) -> bool:
        return self.shown in _FORMATTING


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
        if element.formats and sum(each.formats for each in self) > _MOST_FORMATTING:
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
            if not self[place].formats and self[place].name not in {"p", "div"}:
                return

    def _close_paragraph(self, first: int) -> None:
        for place in range(len(self) - 1, first - 1, -1):
            if not self[place].formats:
                if self[place].name == "p":
                    self._close(place)
                return

    def _close(self, place: int) -> None:
        """Formatting goes on behind the element at ``place``, unless that was hidden with all it held."""
        inside = [] if self[place].hidden else self[place + 1 :]
        self[place:] = [_floated(element) for element in inside if element.formats]


def _floated(element: _Open) -> _Open:
    return element._replace(afloat=element.formats)


class _Tidier:
    def __init__(self, source: str) -> None:
        self.source = source
        small = source.lower()
        self.lower = small if len(small) == len(source) else "".join(map(_small, source))
        self.at = self.tags = self.long = 0
        self.out: list[str] = []
        self.open = _Elements(allowed_growth(source))
        self.fields = word.Fields()
        self.hidden_classes: set[str] = set()
        self.item: tuple[int, int] | None = None  # where in ``out`` a paragraph of a list began, its level
        self.read: dict[str, _Tag] = {}  # texts repeat their tags

    def tidied(self) -> str:
        while (start := self.source.find("<", self.at)) >= 0:
            self._text(self.source[self.at : start])
            self.at = self._markup(start)
        self._text(self.source[self.at :])
        return "".join(self.out)

    def _text(self, text: str) -> None:
        if text and not self.fields.in_code and not (self.open and self.open[-1].hidden):
            face = next((element.face for element in reversed(self.open) if element.face), "")
            self.out.append(symbols.shown(text, face))

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
            if tag.name in {"style", "head"} and closing >= 0:
                self.hidden_classes |= word.hidden_classes(self.lower[end:closing])
            return self._behind(self.source.find(">", closing) if closing >= 0 else -1, 1)
        else:
            self._start(tag, start, end)
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

    def _start(self, tag: _Tag, start: int, end: int) -> None:
        if tag.field:
            self.fields.meet(tag.field)
        in_code = self.fields.in_code
        if tag.name == "hr":
            self.open.write_formatting_again()
        elif (
            tag.written and not tag.is_void and not in_code
        ):  # else too much is taken for open, never too little
            self.open.make_room_for(tag.shown)
        hidden = (
            bool(self.open and self.open[-1].hidden)
            or tag.hides
            or not self.hidden_classes.isdisjoint(tag.classes)
            or (tag.marks and self._is_item(start, end))
        )
        lifted = tag.shown != tag.name and any(element.shown == tag.shown for element in self.open)
        written = bool(tag.written) and not hidden and not in_code and not lifted
        if written:
            self.out.append(tag.written)
            if tag.shown not in _FORMATTING:
                self.item = (len(self.out) - 1, tag.level) if tag.name == "p" else None
        opens = not tag.is_void and bool(tag.written or hidden or tag.face or self._is_within(tag.name))
        self._count(2 if opens else 1)
        if opens:
            shown = tag.shown if written else tag.name
            self.open.open(_Open(tag.name, shown, hidden, written, len(tag.written), face=tag.face))

    def _is_item(self, start: int, end: int) -> bool:
        """Whether the mark of a list is a dot: it goes, and its paragraph becomes an item."""
        marker = self.source[end : self._behind(self.source.find("<", end), 0)]
        if not word.is_bullet(self.source[max(start - word.BEFORE_MARKER, 0) : start], marker):
            return False
        if self.item:
            place, level = self.item
            self.out[place] += word.mark(level)
            self.item = None
        return True

    def _is_within(self, name: str) -> bool:
        """An element that means more than its tag must not be closed by the end of one inside it."""
        return any(each.name == name and (each.shown != name or each.face) for each in self.open)

    def _end(self, name: str) -> None:
        if name == "p":
            self.fields.end_paragraph()
        ended = self.open.end(name)
        self._count(0 if ended else 1)
        self.out += [f"</{element.shown}>" for element in ended if element.written]

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
    if _BARE_HIDDEN.search(_ATTRIBUTE.sub("", raw)):
        given["hidden"] = ""
    style, shown = given.get("style", ""), word.raised(name, given) or name
    field, level = word.FIELD.search(style), word.LEVEL.search(style)
    is_kept = shown in _KEPT or shown in _BARE
    if name == "a" and given.get("href", "#").startswith("#"):
        is_kept = False  # a place to go to, within a page that stays behind
    return _Tag(
        name,
        shown,
        is_void=name in _VOID or (":" in name and raw.endswith("/>")),
        hides=word.hides(name, given),
        classes=frozenset(given.get("class", "").lower().split()),
        field=field[1].lower() if field else "",
        level=int(level[1]) if level else 1,
        marks=bool(word.MARKER.search(style)),
        face=symbols.face_of(style, given.get("face", "")) if name in {"span", "font"} else "",
        written=_written(shown, given) if is_kept else "",
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
