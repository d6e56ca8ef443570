"""Bounds markup before a parser of HTML sees it: one pass, linear in time and memory.

``tidy`` does not sanitise (``html.clean`` does, with nh3). What it gives back holds only tags that it wrote
itself, so its count of open elements is never below what a parser of HTML5 will build from them: where HTML
closes an element by itself, it takes off no more than HTML does. Too little refuses too early; too much
would be the hole.
"""

import re
from collections.abc import Iterable
from html import escape, unescape

from collab_portal.lib import bounds, eq, scripts, symbols, word
from collab_portal.lib.elements import FORMATTING, Elements, Open, TooComplex
from collab_portal.lib.looks import BLOCKS, PLAIN, Look, together
from collab_portal.lib.stylesheets import Around, StyleSheets
from collab_portal.lib.tags import SILENT, Tag, read

_SILENT = (SILENT - {"math"}) | {
    *("textarea", "xmp", "noembed", "noframes", "select", "head", "xml"),
    *(
        "video",
        "audio",
        "canvas",
        "datalist",
        "progress",
        "meter",
    ),  # what they hold is for browsers that know none
}
_RAISED = {"sup", "sub"}
_MARKED = {"li", "h2", "h3"}  # whose dots are their own, or none
_TABLE = {"col", "colgroup", "tr", "td", "th"}
_LINES = {"p", "br", "hr", "li", "tr", "td", "th", "div", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6"}
# Possessive: what was read is not read again. Quotes hide the end of a tag.
_WHOLE = re.compile(r"""</?[a-zA-Z][^\s/>]*+(?:[^>"'=]++|=\s*+(?:"[^"]*+"|'[^']*+')|=|["'])*+>""")
_SPAN = re.compile(r' colspan="[^"]*"')
_ANY_TAG = re.compile(r"<(?:/?([a-zA-Z][a-zA-Z0-9]{0,9}+)|[!?])[^<>]{0,2000}+>")
_BEGINS = re.compile(r"/?[a-zA-Z]")


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


class _Tidier:
    def __init__(self, source: str) -> None:
        self.source = source
        small = source.lower()
        self.lower = small if len(small) == len(source) else "".join(map(_small, source))
        self.at = self.tags = self.long = 0
        self.out: list[str] = []
        self.open = Elements(allowed_growth(source))
        self.fields = word.Fields()
        self.sheets = StyleSheets()
        self.words, self.seam = 0, (0, "")  # where words of their own look ended, and with which tags
        self.told = -1  # how many pieces of text stood where the last formula ended
        self.item: tuple[int, int] | None = (
            None  # where in ``out`` a paragraph of a list began, and its level
        )
        self.read: dict[str, Tag] = {}  # texts repeat their tags

    def tidied(self) -> str:
        while (start := self.source.find("<", self.at)) >= 0:
            self._text(self.source[self.at : start])
            self.at = self._markup(start)
        self._text(self.source[self.at :])
        return "".join(self.out)

    def _text(self, text: str, look: Look | None = None) -> None:
        look = look or self._around
        if not text or look.hidden or self.fields.hear(text):
            return
        if text.isspace():
            self.out.append(text)
        elif not (look.unseen or look.clear):
            self.words += 1
            self._words(symbols.read(look.face or "", text), look)

    def _steps(self, steps: Iterable[tuple[str, str]], look: Look) -> None:
        """Parts of a formula, each with how it stands."""
        for words, raised in steps:
            self._text(escape(words, quote=False), look._replace(raised=raised or look.raised))

    @property
    def _around(self) -> Look:
        return self.open[-1].look if self.open else PLAIN

    def _words(self, text: str, look: Look) -> None:
        """In tags of their own where only a style struck them out or raised them: blocks never end these."""
        within = {element.name for element in self.open if element.written}
        tags = ["s"] if look.struck and "s" not in within else []
        if look.raised and not within & _RAISED:
            tags.append(look.raised)
        if not tags:
            self.out.append(text)
            return
        for tag in tags:  # within the bounds as any other element
            self.open.open(Open(tag, look, written=True))
        del self.open[-len(tags) :]
        before = "".join(f"<{tag}>" for tag in tags)
        behind = "".join(f"</{tag}>" for tag in reversed(tags))
        if self.seam == (len(self.out), behind):
            self.out.pop()
            before = ""
        else:
            self._count(2 * len(tags))
        self.out += [before + text, behind]
        self.seam = (len(self.out), behind)

    def _markup(self, start: int) -> int:
        """Deal with what stands at ``start``; where to go on."""
        following = self.source[start + 1 : start + 3]
        if following[:1] in ("!", "?"):
            if formula := word.OFFICE_ONLY.match(self.source, start):
                return formula.end()
            if self.source.startswith("<!--", start):
                return self._behind(self.source.find("-->", start + 4), 3)
            return self._behind(self.source.find(">", start), 1)
        if not _BEGINS.match(following):
            self._text("&lt;")
            return start + 1
        end = self._end_of_tag(start)
        raw = self.source[start:end]
        tag = self.read.get(raw) or self.read.setdefault(raw, read(raw))
        if tag.ends:
            self._end(tag.name)
        elif tag.name in _SILENT:
            self._count(1)
            closing = self.lower.find(f"</{tag.name}", end)
            if tag.name in {"style", "head"} and closing >= 0:
                self.sheets.add(self.lower[end:closing])
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

    def _start(self, tag: Tag, start: int, end: int) -> None:
        if tag.field:
            self._steps(eq.steps(unescape(self.fields.meet(tag.field))), self._around)
        in_code = self.fields.in_code
        if tag.name == "hr":
            self.open.write_formatting_again()
        elif (
            tag.written and not tag.is_void and not in_code
        ):  # else too much is taken for open, never too little
            self.open.make_room_for(tag.name)
        around = self.open[-1].leads if self.open else self._leads_of_page()
        look, whole, leads = self._look(tag, around), tag.written, around | self.sheets.leads(tag.names)
        in_formula = tag.name in word.FORMULAS or bool(self.open and self.open[-1].parts is not None)
        if in_formula and tag.name in FORMATTING - _RAISED:
            whole = ""  # of Word's every letter is slanted
        if tag.name in _TABLE:
            look, whole = self._in_table(tag, look)
        if self._is_twice(tag, end) or (tag.marks and not look.hidden and self._is_item(end, look)):
            look = look._replace(hidden=True)
        if tag.formula and not look.hidden and not in_code:
            self._steps(word.steps(tag.formula), look)
        written = whole if not look.hidden and not in_code else ""
        closing = "</p>" if written == "<p>" else f"</{tag.name}>" if written else ""
        if tag.name in _RAISED and written:
            written, closing = self._raised(tag.name)
        parts: list[str] | None = None
        if in_formula:
            parts = []
            look, before, closing = self._in_formula(tag, look, closing)
            self._text(before)
        if tag.name == word.SPOKEN and not look.hidden and not in_code:
            self._text("(")
            closing = ")"
        if tag.name == word.QUOTED and not look.hidden and not in_code:
            before, closing = word.QUOTES[any(each.name == word.QUOTED for each in self.open)]
            self._text(before)
        if written:
            self.out.append(written)
            if tag.name not in FORMATTING:
                self.item = (len(self.out) - 1, tag.level) if written == "<p>" else None
        opens = not tag.is_void and (
            bool(tag.written)
            or look != self._around
            or leads != around
            or bool(closing)
            or parts is not None
            or self._is_within(tag.name)
        )
        self._count(2 if opens else 1)
        if opens:
            columns = word.Columns() if tag.name == "table" else None
            self.open.open(
                Open(
                    tag.name,
                    look,
                    bool(written),
                    closing,
                    len(whole),
                    self.words,
                    False,
                    columns,
                    parts,
                    leads,
                )
            )

    def _leads_of_page(self) -> Around:
        """Every page has these elements, whether they are written or not."""
        return self.sheets.leads(("html",)) | self.sheets.leads(("body",))

    def _look(self, tag: Tag, around: Around) -> Look:
        """What is seen of its words: as around it, but for what its classes and then itself say."""
        said = self.sheets.said(tag.names, around)
        if tag.name in BLOCKS:
            said = [each._replace(raised=None) for each in said]
        return together([self._around, *said, tag.look])

    def _is_twice(self, tag: Tag, end: int) -> bool:
        """Whether it holds a formula that stands there already, or is about to, in a way that can be read."""
        if tag.drawn and self.told == self.words:
            return True
        return ".katex-mathml" in tag.names and not self.lower[end : end + 100].lstrip().startswith("<math")

    def _in_table(self, tag: Tag, look: Look) -> tuple[Look, str]:
        """A cell that stands in hidden columns alone is hidden; one that reaches out of them is as broad."""
        table = next((each for each in reversed(self.open) if each.columns), None)
        if not table or not table.columns:
            return look, tag.written
        if tag.name == "tr":
            table.columns.row()
        elif tag.name in {"col", "colgroup"}:
            table.columns.add(tag.name == "colgroup", tag.across, look.hidden)
        elif (shown := table.columns.cell(tag.across, tag.down)) != tag.across:
            return look._replace(hidden=look.hidden or not shown), _SPAN.sub(
                f' colspan="{shown}"', tag.written
            )
        return look, tag.written

    def _in_formula(self, tag: Tag, look: Look, closing: str) -> tuple[Look, str, str]:
        """How a part of a formula looks in a line of text, and what stands before and behind it."""
        around = self.open[-1] if self.open and tag.name not in word.FORMULAS else None
        step = word.WHOLE.get(tag.name)
        if around and around.parts is not None:
            around.parts.append(tag.name)
            step = word.FORMULA.get(around.name, {}).get(len(around.parts), step)
        if tag.name in word.BESIDE or look.hidden:
            return look._replace(hidden=True), "", closing
        if not step:
            return look, "", closing
        raised, before, behind = step
        if raised and not look.raised:
            return look._replace(raised=raised), "", closing
        return look, before, closing + behind

    def _raised(self, name: str) -> tuple[str, str]:
        """What is raised once more: editors know one step alone, and 10 to the power of 4² is not 10⁴²."""
        outer = next((each for each in reversed(self.open) if each.written and each.name == name), None)
        if not outer:
            return f"<{name}>", f"</{name}>"
        return (scripts.OPERATORS[name] + "(", ")") if self.words > outer.words else ("", "")

    def _is_item(self, end: int, look: Look) -> bool:
        """Whether the mark of a list is a dot: it goes, and its paragraph becomes an item."""
        block = next((each.name for each in reversed(self.open) if each.written and not each.formats), "")
        if not (self.item or block in _MARKED):
            return False
        if not word.is_bullet(look.face, self.source[end : self._behind(self.source.find("<", end), 0)]):
            return False
        if self.item:
            place, level = self.item
            self.out[place] += word.mark(level)
            self.item = None
        return True

    def _is_within(self, name: str) -> bool:
        """No element must be closed by the end of one of its name inside it, written or not."""
        return any(element.name == name for element in self.open)

    def _end(self, name: str) -> None:
        if name == "p":
            self.fields.end_paragraph()
        ended = self.open.end(name)
        self._count(0 if ended else 1)
        for element in ended:
            if element.name in word.FORMULAS and self.words > element.words:
                self.told = self.words
            tag, mark, words = element.closing.rpartition(">")
            self.out += [tag + mark] if mark else []
            self._text(words)

    def _count(self, tags: int) -> None:
        """An element counts for its start and its end, whoever writes that."""
        self.tags += tags
        if self.tags > bounds.MARKUP_TAGS:
            raise TooComplex("tags")


def _small(letter: str) -> str:
    """The small letter, where it takes one character: places must stay."""
    small = letter.lower()
    return small if len(small) == 1 else letter
