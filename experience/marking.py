"""Finding quoted passages in cleaned HTML again, and marking them without breaking a tag."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from itertools import accumulate, pairwise

from collab_portal.lib.html import PICTURE_WORDS
from experience.models import Remark


@dataclass(frozen=True)
class Token:
    """A tag as it stands, or a stretch of text (decoded). ``words`` are what readers can quote of it."""

    raw: str
    is_text: bool
    words: str


class _Tokens(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Token] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        words = PICTURE_WORDS.format(dict(attrs).get("alt") or "") if tag == "img" else ""
        self.found.append(Token(self.get_starttag_text() or "", False, words))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.found.append(Token(f"</{tag}>", False, ""))

    def handle_data(self, data: str) -> None:
        self.found.append(Token(data, True, data))


def _tokens(html: str) -> list[Token]:
    parser = _Tokens()
    parser.feed(html)
    parser.close()
    return parser.found


@dataclass(frozen=True)
class Words:
    """All the text without its spaces, and where each character stood."""

    text: str
    places: list[int]

    def find(self, quote: str, before: str = "") -> tuple[int, int] | None:
        """From and to (in the text with spaces) of the words; after ``before`` where they stand twice."""
        wanted, lead = _close(quote), _close(before)
        if not wanted:
            return None
        start = self.text.find(lead + wanted) if lead else -1
        start = start + len(lead) if start >= 0 else self.text.find(wanted)
        if start < 0:
            return None
        return self.places[start], self.places[start + len(wanted) - 1] + 1


def _close(text: str) -> str:
    return "".join(text.split())


def _words(tokens: Sequence[Token]) -> Words:
    text = "".join(token.words for token in tokens)
    places = [place for place, letter in enumerate(text) if not letter.isspace()]
    return Words("".join(text[place] for place in places), places)


def contains(html: str, quote: str) -> bool:
    """These words stand in the text now, whatever tags and spaces are between them."""
    return _words(_tokens(html)).find(quote) is not None


def mark(html: str, remarks: Sequence[Remark]) -> tuple[str, set[int]]:
    """The text with every passage that still stands marked, and the remarks whose passage was found."""
    tokens = _tokens(html)
    words = _words(tokens)
    spans = {made.pk: span for made in remarks if (span := words.find(made.quote, made.before))}
    passages = _Passages(spans)
    parts, place = [], 0
    for token in tokens:
        if token.is_text:
            parts.append(_marked(token.raw, place, passages))
        elif token.words:
            parts.append(_marked_picture(token, place, passages))
        else:
            parts.append(token.raw)
        place += len(token.words)
    return "".join(parts), set(spans)


class _Passages:
    """Where passages (remark → from, to) begin and end, sorted once: a stretch looks only at its own."""

    def __init__(self, spans: dict[int, tuple[int, int]]) -> None:
        self.edges = sorted({edge for span in spans.values() for edge in span})
        self._begun: dict[int, list[int]] = {}
        change = Counter[int]()
        for pk, (first, last) in spans.items():
            self._begun.setdefault(first, []).append(pk)
            change[first] += 1
            change[last] -= 1
        self._open = list(accumulate(change[edge] for edge in self.edges))

    def between(self, begin: int, end: int) -> list[int]:
        """The edges inside, without the two."""
        return self.edges[bisect_right(self.edges, begin) : bisect_left(self.edges, end)]

    def covers(self, place: int) -> bool:
        """Whether any passage holds the character at this place."""
        before = bisect_right(self.edges, place)
        return before > 0 and self._open[before - 1] > 0

    def anchors(self, *places: int) -> str:
        """Of the passages that begin at these places."""
        begun = (pk for place in places for pk in self._begun.get(place, ()))
        return "".join(f'<span id="passage-{pk}" tabindex="-1"></span>' for pk in begun)


def _marked_picture(token: Token, begin: int, passages: _Passages) -> str:
    """A picture within a passage, marked as a whole."""
    inside = [begin, *passages.between(begin, begin + len(token.words))]
    if not any(map(passages.covers, inside)):
        return token.raw
    return f'{passages.anchors(*inside)}<mark class="passage">{token.raw}</mark>'


def _marked(text: str, begin: int, passages: _Passages) -> str:
    """One stretch of text, cut wherever a passage begins or ends."""
    end = begin + len(text)
    parts = []
    for start, stop in pairwise([begin, *passages.between(begin, end), end]):
        piece = escape(text[start - begin : stop - begin], quote=False)
        if piece.strip() and passages.covers(start):
            piece = f'{passages.anchors(start)}<mark class="passage">{piece}</mark>'
        parts.append(piece)
    return "".join(parts)
