"""Which elements of HTML are open: never fewer than a parser of HTML5 will have, so that bounds hold.

Where HTML closes an element by itself, no more is taken off here than HTML takes off.
"""

from typing import NamedTuple

from django.core.exceptions import ValidationError

from collab_portal.lib import bounds
from collab_portal.lib.looks import Look
from collab_portal.lib.word import Columns

FORMATTING = {"strong", "em", "u", "s", "a", "sup", "sub"}
_HEADINGS, _CELLS = {"h2", "h3"}, {"td", "th"}
_ITEMS = {"li": {"li"}, "dd": {"dd", "dt"}, "dt": {"dd", "dt"}}
_TABLE_PARTS: dict[str, set[str]] = {
    **dict.fromkeys(_CELLS, _CELLS),
    "tr": _CELLS | {"tr"},
    **dict.fromkeys(("thead", "tbody"), _CELLS | {"tr", "thead", "tbody"}),
}

_MOST_FORMATTING = bounds.MARKUP_FORMATTING

TOO_COMPLEX = "正文的格式过于复杂（嵌套过深或标签过多），无法保存。请先粘贴为纯文本，再重新排版。"
TOO_LONG = "内容过长（含格式超过 1 MB），无法保存。请分成几部分，或先粘贴为纯文本，再重新排版。"


class TooComplex(ValidationError):  # noqa: N818 - the name of a verdict, not of a mistake of ours
    """Markup beyond a bound, in Chinese. ``code`` names it: bytes, tags, depth, formatting or growth."""

    def __init__(self, bound: str) -> None:
        super().__init__(TOO_LONG if bound == "bytes" else TOO_COMPLEX, code=bound)


class Open(NamedTuple):
    """An element not closed yet. ``written``: its start tag was given back, and ``closing`` is to come.

    ``leads``: what it and those around it are to the style sheets. ``look``: of its words, with what is
    around them. ``afloat``: formatting whose block has ended; HTML writes its start tag again in every block
    to come. ``words``: how many pieces of text stood before it.
    """

    name: str
    look: Look
    written: bool
    closing: str = ""
    size: int = 0
    words: int = 0
    afloat: bool = False
    columns: Columns | None = None  # of a table
    parts: list[str] | None = None  # names of what stands in a formula, or in an element of one
    leads: frozenset[frozenset[str]] = frozenset()

    @property
    def hidden(self) -> bool:
        return self.look.hidden

    @property
    def formats(self) -> bool:
        return self.name in FORMATTING

    @property
    def is_passed_over(self) -> bool:
        """Nothing that a parser of what is written will see."""
        return not self.written and not self.hidden


class Elements(list[Open]):
    """Open elements, outermost first, as a parser of HTML5 keeps them; never fewer than it has."""

    def __init__(self, room: int) -> None:
        """``room``: how many characters of start tags HTML may write again."""
        super().__init__()
        self.room = room

    def open(self, element: Open) -> None:
        self.append(element)
        if len(self) > bounds.MARKUP_DEPTH:
            raise TooComplex("depth")
        if element.formats and sum(each.formats for each in self) > _MOST_FORMATTING:
            raise TooComplex("formatting")

    def end(self, name: str) -> list[Open]:
        """Take off all up to the innermost ``name``, innermost first; nothing where none is open."""
        for place in range(len(self) - 1, -1, -1):
            if self[place].name == name:
                ended = self[place:]
                del self[place:]
                return ended[::-1]
        return []

    def make_room_for(self, name: str) -> None:
        """Take off what HTML closes before this start tag; what is hidden makes room for itself alone."""
        if name in FORMATTING or not self:
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
            if not (self[place].formats or self[place].is_passed_over or self[place].name in {"p", "div"}):
                return

    def _close_paragraph(self, first: int) -> None:
        for place in range(len(self) - 1, first - 1, -1):
            if not (self[place].formats or self[place].is_passed_over):
                if self[place].name == "p":
                    self._close(place)
                return

    def _close(self, place: int) -> None:
        """Formatting goes on behind the element at ``place``, unless that was hidden with all it held."""
        inside = [] if self[place].hidden else self[place + 1 :]
        self[place:] = [_floated(element) for element in inside if element.formats]


def _floated(element: Open) -> Open:
    return element._replace(afloat=element.formats)
