"""A laid-out document as a Word file: page, grid, named styles, page numbers on the outside."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from io import BytesIO
from typing import Any
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from collab_portal.lib.gongwen import styles
from collab_portal.lib.gongwen.blocks import Layout, Paragraph
from collab_portal.lib.gongwen.styles import OFFICIAL, PITCH, STYLES, Style
from collab_portal.lib.gongwen.text import printable
from collab_portal.lib.gongwen.wordml import (
    TEXT_WIDTH,
    Body,
    fonts,
    indents,
    page_number,
    plain,
    style_id,
    twips,
)

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NUMBER_SIZE, BANNER_SIZE = 14, 10.5
# §7.5: the number stands 7 mm below the text. Word measures to the foot of the page; its line is 6.3 mm high.
FOOTER = styles.BOTTOM - 7 - 6.3
# 28 characters of 16 points are 2 mm wider than the text: each moves closer by two fifths of a point.
# The page declares the grid besides; but paragraphs do not snap to
# it: LibreOffice would give each character two places.
CLOSER = twips(-0.4)
OFF_GRID = '<w:snapToGrid w:val="0"/>'
SPACE = nsdecls("w", "r", "wp", "a", "pic")


def write(layout: Layout, now: datetime, pages: Sequence[int] = ()) -> bytes:
    """The file. ``pages``: page numbers of ``headings(layout)``, where the layout has contents.

    The same layout and ``now`` are the same bytes.
    """
    document = docx.Document()
    _set_properties(document, layout, now)
    _set_styles(document)
    _set_page(document.sections[0])
    _set_numbers(document)
    _set_banner(document, layout.banner)
    _fill(document, layout, pages)
    file = BytesIO()
    document.save(file)
    return _dated(file, now)


def _dated(file: BytesIO, now: datetime) -> bytes:
    """The parts carry the moment of the document, not of the writing."""
    stamp, dated = now.replace(tzinfo=None).timetuple()[:6], BytesIO()
    with ZipFile(file) as written, ZipFile(dated, "w", ZIP_DEFLATED) as ours:
        for part in written.infolist():
            ours.writestr(ZipInfo(part.filename, stamp), written.read(part), ZIP_DEFLATED)
    return dated.getvalue()


def headings(layout: Layout) -> list[Paragraph]:
    """What the contents list."""
    blocks = (block for block in layout.body if isinstance(block, Paragraph))
    return [block for block in blocks if block.style in {"section", "piece"}]


def _fill(document: Any, layout: Layout, pages: Sequence[int]) -> None:
    final = document.element.body.sectPr
    writer = Body(
        cache(lambda href: _link(document, href)),
        lambda path: str(document.part.get_or_add_image(str(path))[0]),
        headings(layout),
        pages,
    )
    front = _uncounted(final, "".join(writer.xml(layout.front))) if layout.front else ""
    body = "".join(writer.xml(layout.body))
    # Parsed as a whole: an element that moves from one document into another costs the square of its size.
    whole = f"<w:document {SPACE}><w:body>{front}{body}{final.xml}</w:body></w:document>"
    document.part._element = parse_xml(whole)


def _uncounted(final: Any, front: str) -> str:
    """Pages before the first number: a section of its own, without a footer; then 1 on a right-hand page."""
    page = "".join(header.xml for header in final.findall(qn("w:headerReference")))
    page += "".join(_xml_of(final.find(qn(tag))) for tag in ("w:pgSz", "w:pgMar", "w:cols", "w:docGrid"))
    final.find(qn("w:pgSz")).addprevious(parse_xml(f'<w:type {SPACE} w:val="oddPage"/>'))
    final.find(qn("w:pgMar")).addnext(parse_xml(f'<w:pgNumType {SPACE} w:start="1"/>'))
    return f"{front}<w:p><w:pPr><w:sectPr>{page}</w:sectPr></w:pPr></w:p>"


def _xml_of(element: Any) -> str:
    attributes = "".join(f' w:{key.partition("}")[2]}="{value}"' for key, value in element.items())
    return f"<w:{element.tag.partition('}')[2]}{attributes}/>"


def _link(document: Any, href: str) -> str:
    """Under an id of our own: the library looks through all that are there for each one more."""
    relations = document.part.rels
    name = f"link{len(relations)}"
    relations.add_relationship(RELATIONSHIP_TYPE.HYPERLINK, printable(href), name, is_external=True)
    return name


def _set_properties(document: Any, layout: Layout, now: datetime) -> None:
    properties = document.core_properties
    properties.title, properties.author = printable(layout.title)[:255], printable(layout.author)[:255]
    properties.comments, properties.language = "", "zh-CN"
    properties.created = properties.modified = now.replace(tzinfo=None)


def _set_styles(document: Any) -> None:
    """Ours beside Word's own; the plain paragraph is the text of an official document."""
    sheet = document.styles.element
    for old in sheet.findall(qn("w:style")):
        if old.get(qn("w:styleId")).startswith("Heading"):
            sheet.remove(old)
    for key, style in STYLES.items():
        sheet.append(parse_xml(_style(key, style)))
    for level in (1, 2):
        sheet.append(parse_xml(_contents_style(level)))
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = OFFICIAL["fangsong"], Pt(16)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), OFFICIAL["fangsong"])
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = 0
    for language in sheet.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def _style(key: str, style: Style) -> str:
    """As ``styles.xml`` holds it. Headings keep Word's own names: its navigation goes by them."""
    own = not key.startswith("heading")
    custom = ' w:customStyle="1"' if own else ""
    name = quoteattr(style.name if own else f"heading {key[-1]}")
    keep = "<w:keepNext/><w:keepLines/>" if style.keep else ""
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{twips(style.pitch)}" w:lineRule="exact"/>'
    indent = indents(style.first) if style.first else ""
    outline = f'<w:outlineLvl w:val="{style.outline - 1}"/>' if style.outline else ""
    colour = f'<w:color w:val="{styles.RED}"/>' if style.red else ""
    size = round(style.size * 2)
    sizes = f'<w:spacing w:val="{CLOSER}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    return (
        f'<w:style {SPACE} w:type="paragraph"{custom} w:styleId="{style_id(key)}">'
        f'<w:name w:val={name}/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f'<w:pPr>{keep}{OFF_GRID}{spacing}{indent}<w:jc w:val="{style.align}"/>{outline}</w:pPr>'
        f"<w:rPr>{fonts(style.face)}{colour}{sizes}{OFF_GRID}</w:rPr></w:style>"
    )


def _contents_style(level: int) -> str:
    """目录: dots lead to the page number at the right edge."""
    tab = f'<w:tab w:val="right" w:leader="dot" w:pos="{TEXT_WIDTH}"/>'
    return (
        f'<w:style {SPACE} w:type="paragraph" w:styleId="TOC{level}"><w:name w:val="toc {level}"/>'
        f'<w:basedOn w:val="Normal"/><w:pPr><w:tabs>{tab}</w:tabs>{OFF_GRID}'
        f'<w:spacing w:line="{twips(PITCH)}" w:lineRule="exact"/>{indents(0, left=level - 1)}</w:pPr>'
        f"<w:rPr>{fonts('hei' if level == 1 else 'fangsong')}</w:rPr></w:style>"
    )


def _set_page(section: Any) -> None:
    """A4, margins and the grid of 22 lines × 28 characters."""
    section.page_width, section.page_height = Mm(styles.PAGE_WIDTH), Mm(styles.PAGE_HEIGHT)
    section.top_margin, section.bottom_margin = Mm(styles.TOP), Mm(styles.BOTTOM)
    section.left_margin, section.right_margin = Mm(styles.LEFT), Mm(styles.RIGHT)
    section.header_distance, section.footer_distance = Mm(15), Mm(FOOTER)
    section.gutter = 0
    properties = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    spare = round((styles.CHARACTER - 16) * 4096)  # of each character, in 4096ths of a point
    grid = f'w:type="linesAndChars" w:linePitch="{twips(PITCH)}" w:charSpace="{spare}"'
    properties.append(parse_xml(f"<w:docGrid {SPACE} {grid}/>"))


def _set_numbers(document: Any) -> None:
    """§7.5: odd pages right, even pages left, one character in."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    look = f'{fonts("song")}<w:sz w:val="{NUMBER_SIZE * 2}"/>'
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        indent = indents(0, right=1) if side == "right" else indents(0, left=1)
        old = footer.paragraphs[0]._p
        properties = f'<w:pPr>{indent}<w:jc w:val="{side}"/></w:pPr>'
        old.getparent().replace(old, parse_xml(f"<w:p {SPACE}>{properties}{page_number(look)}</w:p>"))


def _set_banner(document: Any, text: str) -> None:
    """Above every page, odd and even; without a text there is no header at all."""
    section = document.sections[0]
    for header in (section.header, section.even_page_header) if text else ():
        header.is_linked_to_previous = False
        look = f'{fonts("song")}<w:sz w:val="{round(BANNER_SIZE * 2)}"/>'
        old = header.paragraphs[0]._p
        words = f'<w:pPr><w:jc w:val="center"/></w:pPr>{plain(text, look)}'
        old.getparent().replace(old, parse_xml(f"<w:p {SPACE}>{words}</w:p>"))
