"""WordprocessingML of the blocks, as strings: parsed once, a whole issue takes a fraction of a second.

Lengths in the XML are twentieths of a point, rules eighths of a point.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from collab_portal.lib.gongwen.blocks import (
    WIDEST,
    Block,
    Cell,
    Contents,
    Illustration,
    Imprint,
    Paragraph,
    Rule,
    Run,
    Table,
)
from collab_portal.lib.gongwen.fitting import fit, has_long_word, is_low, within
from collab_portal.lib.gongwen.styles import (
    CHARACTER,
    LEFT,
    OFFICIAL,
    PAGE_WIDTH,
    POINTS_A_MM,
    RED,
    RIGHT,
    STYLES,
    Face,
)
from collab_portal.lib.gongwen.text import hang, printable

TEXT_WIDTH = round((PAGE_WIDTH - LEFT - RIGHT) * POINTS_A_MM * 20)
EMU = 12_700  # a point in the unit of drawings
PICTURE_URI = "http://schemas.openxmlformats.org/drawingml/2006/picture"
THIN, RED_RULE = 4, 18
FOOT_THICK, FOOT_THIN = 8, 6  # of the imprint (§7.4.1)
BELOW_NUMBER = 11  # points, 4 mm, from the number down to the red rule (§7.2.7)
SCRIPTS = {"sup": "superscript", "sub": "subscript"}
FRAME = (
    f'<w:framePr w:w="{TEXT_WIDTH}" w:wrap="notBeside" w:vAnchor="margin" w:hAnchor="margin" '
    'w:xAlign="center" w:yAlign="bottom"/>'
)
TURNING = '<w:wordWrap w:val="0"/>'  # a long word turns where the line ends, and pulls no line apart
SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def twips(points: float) -> int:
    return round(points * 20)


def fonts(face: Face) -> str:
    name = OFFICIAL[face]
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def indents(first: float, left: float = 0, right: float = 0) -> str:
    """In characters for Word and WPS, as a length beside it for the rest."""

    def both(name: str, characters: float) -> str:
        return f' w:{name}Chars="{round(characters * 100)}" w:{name}="{twips(characters * CHARACTER)}"'

    start = both("hanging", -first) if first < 0 else both("firstLine", first)
    return f"<w:ind{both('left', left)}{both('right', right)}{start}/>"


def style_id(style: str) -> str:
    """Ours begin with ``Gw``; headings are Word's own, so that its navigation knows them."""
    return f"Heading{style[-1]}" if style.startswith("heading") else f"Gw{style.capitalize()}"


def page_number(look: str) -> str:
    """— 1 —"""
    return f"{plain('— ', look)}{field(' PAGE ', '1', look)}{plain(' —', look)}"


def plain(text: str, look: str = "") -> str:
    parts = (f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in printable(text).split("\n"))
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{'<w:br/>'.join(parts)}</w:r>"


def field(code: str, shown: str, look: str = "") -> str:
    """A field that Word computes; ``shown`` stands there until it does."""
    return f"{_begin(code, look)}{plain(shown, look)}{_mark('end')}"


def _begin(code: str, look: str = "") -> str:
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    text = f'<w:instrText xml:space="preserve">{escape(code)}</w:instrText>'
    return f"{_mark('begin')}<w:r>{properties}{text}</w:r>{_mark('separate')}"


def _mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


class Body:
    """The body of one file. ``link`` and ``image`` register an address or a picture and give its id.

    ``pages`` are the page numbers of ``headings`` (sections and pieces in their order), for the contents.
    """

    def __init__(
        self,
        link: Callable[[str], str],
        image: Callable[[Path], str],
        headings: Sequence[Paragraph],
        pages: Sequence[int],
    ) -> None:
        self._link = link
        self._image = image
        self._pictures = count(1)
        self._headings = headings
        self._pages = pages
        self._marks = count(1)

    def xml(self, blocks: Sequence[Block]) -> Iterator[str]:
        for block in blocks:
            match block:
                case Paragraph():
                    yield self.paragraph(block)
                case Table():
                    yield self._table(block)
                case Rule():
                    yield _rule()
                case Illustration():
                    yield self._picture(block)
                case Imprint():
                    yield _imprint(block)
                case Contents():
                    yield from self._contents()

    def paragraph(self, paragraph: Paragraph) -> str:
        runs = "".join(self._run(run, paragraph.size) for run in paragraph.runs)
        if paragraph.style in {"section", "piece"}:
            number = next(self._marks)
            start = f'<w:bookmarkStart w:id="{number}" w:name="{_bookmark(number)}"/>'
            runs = f'{start}{runs}<w:bookmarkEnd w:id="{number}"/>'
        return f"<w:p>{_properties(paragraph)}{runs}</w:p>"

    def _run(self, run: Run, size: float | None) -> str:
        look = fonts(run.face) if run.face else fonts("kai") if run.italic else ""
        look += "<w:b/>" if run.bold else ""
        look += "<w:strike/>" if run.strike else ""
        look += f'<w:sz w:val="{round(size * 2)}"/>' if size else ""
        look += '<w:u w:val="single"/>' if run.underline else ""
        look += f'<w:vertAlign w:val="{SCRIPTS[run.script]}"/>' if run.script else ""
        made = plain(run.text, look)
        return f'<w:hyperlink r:id="{self._link(run.href)}">{made}</w:hyperlink>' if run.href else made

    def _picture(self, picture: Illustration, room: float = WIDEST) -> str:
        """In a line of its own, as high as the picture is; no wider than ``room`` points."""
        number = next(self._pictures)
        wide, high = (round(points * EMU) for points in picture.within(room))
        named = f'id="{number}" name="图{number}" descr={quoteattr(printable(picture.alt))}'
        shape = (
            f"<pic:pic><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
            f'<pic:blipFill><a:blip r:embed="{self._image(picture.path)}"/>{_shown(picture)}'
            "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        )
        return (
            '<w:p><w:pPr><w:pStyle w:val="GwFlush"/><w:spacing w:before="120" w:after="120" w:line="240" '
            'w:lineRule="auto"/><w:jc w:val="center"/></w:pPr><w:r><w:drawing>'
            f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
            f'<wp:docPr {named}/><a:graphic><a:graphicData uri="{PICTURE_URI}">{shape}'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
        )

    def _table(self, table: Table) -> str:
        table = fit(table)
        widths = _columns(table)
        above: dict[int, Cell] = {}  # cells that still reach down, by column
        rows: list[str] = []
        for place, row in enumerate(table.rows):
            cells = {column: self._cell(cell, table, "continue") for column, cell in above.items()}
            cells |= {cell.column: self._cell(cell, table, "restart") for cell in row}
            head = "<w:tblHeader/>" if place < table.head else ""
            whole = "<w:cantSplit/>" if all(is_low(table, cell) for cell in row) else ""
            inside = "".join(cells[key] for key in sorted(cells))
            rows.append(f"<w:tr><w:trPr>{whole}{head}</w:trPr>{inside}</w:tr>")
            reach = [*above.values(), *row]
            above = {
                cell.column: Cell(cell.column, (), cell.colspan, cell.rowspan - 1)
                for cell in reach
                if cell.rowspan > 1
            }
        edges = "".join(_edge(side, THIN, 0) for side in SIDES)
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
            f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>{_gap()}"
        )

    def _cell(self, cell: Cell, table: Table, merge: str) -> str:
        width = sum(_columns(table)[cell.column : cell.column + cell.colspan])
        inside = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        inside += f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
        merged = cell.rowspan > 1 or merge == "continue"
        inside += f'<w:vMerge w:val="{merge}"/>' if merged else ""
        text = "".join(
            self.paragraph(each) if isinstance(each, Paragraph) else self._picture(each, within(table, cell))
            for each in cell.content or (Paragraph((), "cell"),)
        )
        return f'<w:tc><w:tcPr>{inside}<w:vAlign w:val="center"/></w:tcPr>{text}</w:tc>'

    def _contents(self) -> Iterator[str]:
        """A real field: Word and WPS bring it up to date; until then it shows the numbers given here."""
        names = ",".join(f"{STYLES[style].name},{STYLES[style].outline}" for style in ("section", "piece"))
        opening = _begin(rf' TOC \h \z \t "{names}" ')
        for number, (heading, page) in enumerate(zip(self._headings, self._pages, strict=True), start=1):
            mark, level = _bookmark(number), STYLES[heading.style].outline
            where = field(rf" PAGEREF {mark} \h ", str(page))
            inside = f"{plain(heading.text)}<w:r><w:tab/></w:r>{where}"
            entry = f'<w:hyperlink w:anchor="{mark}" w:history="1">{inside}</w:hyperlink>'
            yield f'<w:p><w:pPr><w:pStyle w:val="TOC{level}"/></w:pPr>{opening}{entry}</w:p>'
            opening = ""
        yield f"<w:p>{opening}{_mark('end')}</w:p>"


def _columns(table: Table) -> list[int]:
    return [round(share * TEXT_WIDTH) for share in table.widths]


def _shown(picture: Illustration) -> str:
    """What is cut off above and below, in thousandths of a percent."""
    top, bottom = (round(100_000 * share) for share in (picture.part[0], 1 - picture.part[1]))
    return f'<a:srcRect t="{top}" b="{bottom}"/>' if top or bottom else ""


def _bookmark(number: int) -> str:
    return f"_Toc{number:08}"


def _properties(paragraph: Paragraph) -> str:
    style = STYLES[paragraph.style]
    inside = f'<w:pStyle w:val="{style_id(paragraph.style)}"/>'
    inside += "<w:keepNext/>" if paragraph.keep else ""
    inside += "<w:pageBreakBefore/>" if paragraph.page else ""
    if paragraph.rule:
        inside += f"<w:pBdr>{_edge('bottom', RED_RULE, BELOW_NUMBER, RED)}</w:pBdr>"
    inside += TURNING if has_long_word(paragraph.text) else ""
    inside += f'<w:spacing w:before="{twips(paragraph.before)}"/>' if paragraph.before else ""
    if paragraph.size and paragraph.style.startswith("cell"):
        pitch = style.pitch * paragraph.size / style.size
        inside += f'<w:spacing w:line="{twips(pitch)}" w:lineRule="exact"/>'
    if paragraph.left or paragraph.right or paragraph.first is not None:
        first = style.first if paragraph.first is None else paragraph.first
        inside += indents(first, paragraph.left, paragraph.right)
    return f"<w:pPr>{inside}</w:pPr>"


def _edge(side: str, size: int, space: int = 1, colour: str = "auto") -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'


def _rule() -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="GwFlush"/><w:pBdr>{_edge("bottom", THIN)}</w:pBdr></w:pPr></w:p>'


def _gap() -> str:
    """After a table Word wants a paragraph; this one takes no line of the grid."""
    return '<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:p>'


def _imprint(imprint: Imprint) -> str:
    """版记 at the foot of the last page (§7.4): thick rule, rows with thin rules between, thick rule.

    Paragraphs in one frame: Word, WPS and LibreOffice all keep a frame at the foot, LibreOffice no table.
    """
    lines = [_framed_rule(FOOT_THICK)]
    for place, (left, right) in enumerate(imprint.rows):
        lines += [_framed_rule(FOOT_THIN)] if place else []
        lines.append(_framed_row(left, right))
    return f"{''.join([*lines, _framed_rule(FOOT_THICK)])}{_gap()}"


def _framed_rule(size: int) -> str:
    """A black line of its own: a border would begin where the text of its row does, and LibreOffice takes no
    frame whose paragraphs have borders.
    """
    black = '<w:shd w:val="clear" w:color="auto" w:fill="000000"/>'
    low = f'<w:spacing w:before="0" w:after="0" w:line="{twips(size / 8)}" w:lineRule="exact"/>'
    return f'<w:p><w:pPr><w:pStyle w:val="GwImprint"/>{FRAME}{black}{low}</w:pPr></w:p>'


def _framed_row(left: str, right: str) -> str:
    """One character in on both sides; what stands right goes to its edge by a tab."""
    character = twips(STYLES["imprint"].size)
    turned = round(hang(left) * character)
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH - character}"/></w:tabs>' if right else ""
    indent = f'<w:ind w:left="{character + turned}" w:right="{character}" w:hanging="{turned}"/>'
    side = "left" if right else STYLES["imprint"].align
    properties = f'<w:pStyle w:val="GwImprint"/>{FRAME}{tab}{indent}<w:jc w:val="{side}"/>'
    text = plain(left) + (f"<w:r><w:tab/></w:r>{plain(right)}" if right else "")
    return f"<w:p><w:pPr>{properties}</w:pPr>{text}</w:p>"
