"""公文: what an official document says, and how GB/T 9704-2012 §7 lays it out."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from collab_portal.lib.gongwen.blocks import Block, Imprint, Layout, Paragraph, Run, blank, paragraph, plain
from collab_portal.lib.gongwen.styles import CHARACTER, CHARACTERS, POINTS_A_MM
from collab_portal.lib.gongwen.text import numeral, one_line, width
from collab_portal.lib.gongwen.titling import turned

FLAG_BELOW_TOP = 35 * POINTS_A_MM  # §7.2.4: its upper edge 35 mm below that of the text
FLAG_LARGEST, FLAG_SMALLEST = 42.0, 22.0
DATE_FROM_RIGHT = 4.0  # §7.3.5.1: 右空四字


@dataclass(frozen=True)
class Head:
    """版头. ``number`` is the 发文字号 (``长党协〔2026〕12号``); ``signer`` only for a report upwards."""

    flag: str
    number: str = ""
    signer: str = ""


@dataclass(frozen=True)
class Heading:
    """Numbered by its place: 一、 （一） 1. （1） for levels 1 to 4."""

    level: int
    text: str


@dataclass(frozen=True)
class Signature:
    """署名 and 成文日期."""

    organ: str
    day: str


@dataclass(frozen=True)
class Annex:
    """附件: bound with the document, on a page of its own before the imprint."""

    title: str
    body: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """One official document. What is left empty does not appear.

    ``rosters`` are (label, names) of minutes: 出席, 请假, 列席. ``note`` is the 附注 in brackets.
    ``attachments`` are named only; ``annexes`` are named after them and follow the text.
    """

    title: str
    body: tuple[Block | Heading, ...]
    head: Head | None = None
    subtitle: str = ""
    addressee: str = ""
    attachments: tuple[str, ...] = ()
    rosters: tuple[tuple[str, str], ...] = ()
    signature: Signature | None = None
    note: str = ""
    annexes: tuple[Annex, ...] = ()
    imprint: Imprint | None = None

    def layout(self) -> Layout:
        author = self.signature.organ if self.signature else self.head.flag if self.head else ""
        return Layout(one_line(self.title), one_line(author), tuple(self._blocks()))

    def _blocks(self) -> Iterator[Block]:
        if self.head:
            yield from _head(self.head)
        yield turned(Paragraph(plain(one_line(self.title)), "title", left=1, right=1))
        if self.subtitle:
            yield paragraph(one_line(self.subtitle), "subtitle")
        yield from blank()
        if self.addressee:
            yield paragraph(f"{one_line(self.addressee)}：", "flush")
        yield from self._text()
        bound = [*self.attachments, *(annex.title for annex in self.annexes)]
        yield from _attachments([one_line(name) for name in bound])
        for place, (label, names) in enumerate(self.rosters):
            yield from blank() if place == 0 else ()
            yield _roster(label, one_line(names))
        if self.signature:
            yield from _signature(self.signature)
        if self.note:
            yield paragraph(f"（{one_line(self.note)}）")
        for place, annex in enumerate(self.annexes, start=len(self.attachments) + 1):
            yield from _annex(annex, str(place) if len(bound) > 1 else "")
        if self.imprint:
            yield self.imprint

    def _text(self) -> Iterator[Block]:
        """The body; where the signature follows at once, its last paragraph goes along to the next page."""
        found = list(numbered(self.body))
        last = found[-1] if found else None
        if isinstance(last, Paragraph) and self.signature and not (self.attachments or self.annexes):
            found[-1] = replace(last, keep=True)
        yield from found


def imprint(copies: str, printer: str, day: str) -> Imprint:
    """抄送 (may be empty), then who printed it and when."""
    rows = [(f"抄送：{one_line(copies).rstrip('。')}。", "")] if one_line(copies) else []
    return Imprint((*rows, (one_line(printer), f"{day}印发")))


def numbered(blocks: Iterable[Block | Heading]) -> Iterator[Block]:
    """Headings become paragraphs with their number; a deeper level starts anew below each heading."""
    counts: Counter[int] = Counter()
    for block in blocks:
        if not isinstance(block, Heading):
            yield block
            continue
        counts[block.level] += 1
        for deeper in range(block.level + 1, 5):
            counts[deeper] = 0
        text = f"{_label(block.level, counts[block.level])}{one_line(block.text)}"
        yield paragraph(text, f"heading{block.level}")


def _label(level: int, count: int) -> str:
    """§7.3.3."""
    return {1: f"{numeral(count)}、", 2: f"（{numeral(count)}）", 3: f"{count}. ", 4: f"（{count}）"}[level]


def _head(head: Head) -> Iterator[Paragraph]:
    flag, number, signer = one_line(head.flag), one_line(head.number), one_line(head.signer)
    size = CHARACTERS * CHARACTER / max(width(flag), 1) * 0.96
    size = min(max(size, FLAG_SMALLEST), FLAG_LARGEST)
    yield Paragraph(plain(flag), "flag", before=FLAG_BELOW_TOP, size=size)
    yield from blank(2)
    if signer:
        gap = CHARACTERS - 2 - width(number) - width(f"签发人：{signer}")
        between = "　" * max(int(gap), 1)
        runs = (Run(f"{number}{between}签发人："), Run(signer, face="kai"))
        yield Paragraph(runs, "signer", left=1, right=1, rule=True)
    else:
        yield Paragraph(plain(number), "number", rule=True)
    yield from blank(2)


def _attachments(names: list[str]) -> Iterator[Paragraph]:
    """附件说明, §7.3.4: names without a full stop, turned lines under the first character of the name."""
    if not names:
        return
    yield from blank()
    for place, name in enumerate(names, start=1):
        number = f"{place}. " if len(names) > 1 else ""
        label = "附件：" if place == 1 else "　　　"
        hang = 3 + width(number)
        yield Paragraph(plain(f"{label}{number}{name}"), "flush", left=2 + hang, first=-hang)


def _annex(annex: Annex, number: str) -> Iterator[Block]:
    """§7.3.7: the word 附件 and its number flush left, the title on the third line."""
    yield Paragraph((Run(f"附件{number}", face="hei"),), "flush", page=True)
    yield from blank()
    yield turned(Paragraph(plain(one_line(annex.title)), "title"))
    yield from blank()
    yield from annex.body


def _roster(label: str, names: str) -> Paragraph:
    """§10.3: label in 黑体, turned lines under the first name."""
    hang = width(label) + 1
    runs = (Run(f"{label}：", face="hei"), Run(names or "无"))
    return Paragraph(runs, "flush", left=2 + hang, first=-hang)


def _signature(signature: Signature) -> Iterator[Paragraph]:
    """§7.3.5.1: the date four characters from the right, the organ centred over it."""
    organ, day = one_line(signature.organ), one_line(signature.day)
    overhang = (width(organ) - width(day)) / 2
    organ_right = max(DATE_FROM_RIGHT - overhang, 0)
    yield from blank(2, keep=True)
    yield Paragraph(plain(organ), "signature", right=organ_right, keep=True)
    yield Paragraph(plain(day), "signature", right=max(organ_right + overhang, 0))
