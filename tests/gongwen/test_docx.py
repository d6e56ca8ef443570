"""The Word file, read back: page, grid, typefaces, numbers, parts in their order."""

import zipfile
from io import BytesIO

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st

from collab_portal.lib.gongwen import docx, pdf
from collab_portal.lib.gongwen.blocks import Cell, Imprint, Layout, Paragraph, Run, Table, paragraph, table
from collab_portal.lib.gongwen.document import Document, Head, Heading
from collab_portal.lib.gongwen.text import lines, numeral, one_line, printable, width
from tests.chance import examples
from tests.gongwen.samples import NOW, SEEN, everything_hostile, issue, notice, read, styled, words


def _written(*body, **fields):
    return docx.write(notice(*body, **fields).layout(), NOW)


def test_the_page_has_the_margins_of_the_standard():
    section = read(_written()).sections[0]

    lengths = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(length.mm, 1) for length in lengths] == [37, 35, 28, 26]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


def test_the_grid_has_22_lines_of_28_characters():
    section = read(_written()).sections[0]
    grid = section._sectPr.find(qn("w:docGrid"))
    pitch, spare = (int(grid.get(qn(name))) for name in ("w:linePitch", "w:charSpace"))
    text_height = section.page_height - section.top_margin - section.bottom_margin
    text_width = section.page_width - section.left_margin - section.right_margin

    assert grid.get(qn("w:type")) == "linesAndChars"
    assert text_height // (pitch * 635) == 22
    assert round(text_width / Mm(1) / ((16 + spare / 4096) / 72 * 25.4), 1) == 28.0


@pytest.mark.parametrize(
    ("style", "face", "size"),
    [
        ("公文正文", "仿宋_GB2312", 16),
        ("公文标题", "方正小标宋简体", 22),
        ("heading 1", "黑体", 16),
        ("heading 2", "楷体_GB2312", 16),
        ("heading 3", "仿宋_GB2312", 16),
        ("公文版记", "仿宋_GB2312", 14),
    ],
)
def test_each_part_is_set_in_its_official_face(style, face, size):
    found = next(
        row
        for row in read(_written()).styles.element
        if row.find(qn("w:name")) is not None and row.find(qn("w:name")).get(qn("w:val")) == style
    )
    fonts = found.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")

    assert {fonts.get(qn(f"w:{name}")) for name in ("ascii", "hAnsi", "eastAsia")} == {face}
    assert found.find(f"{qn('w:rPr')}/{qn('w:sz')}").get(qn("w:val")) == str(size * 2)


def test_page_numbers_stand_outside():
    document = read(_written())
    odd, even = document.sections[0].footer, document.sections[0].even_page_footer

    assert document.settings.odd_and_even_pages_header_footer
    assert [str(part.paragraphs[0].alignment) for part in (odd, even)] == ["RIGHT (2)", "LEFT (0)"]
    assert odd.paragraphs[0].text == even.paragraphs[0].text == "— 1 —"
    assert " PAGE " in odd._element.xml


def test_the_parts_follow_in_the_order_of_the_standard():
    text = words(_written())

    parts = [
        "机关工委文件",
        "〔2026〕12号",
        "关于召开",
        "各成员工委：",
        "一、会商时间",
        "附件：1. 参会回执",
        "2. 会议议程",
        "出席：张三",
        "列席：无",
        "2026年11月26日",
        "（联系电话",
        "抄送：各市州工委。",
        "2026年11月26日印发",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_what_is_left_empty_does_not_appear():
    text = words(docx.write(Document(title="标题", body=(paragraph("正文"),)).layout(), NOW))

    assert text.split() == ["标题", "正文"]


def test_headings_are_numbered_by_their_place():
    levels = (1, 2, 2, 3, 4, 4, 3, 1, 2)
    made = _written(*(Heading(level, "题") for level in levels))

    found = [row.text for row in read(made).paragraphs if row.style.name.lower().startswith("heading")]
    assert found == [
        "一、题",
        "（一）题",
        "（二）题",
        "1. 题",
        "（1）题",
        "（2）题",
        "2. 题",
        "二、题",
        "（一）题",
    ]


def test_a_report_upwards_names_its_signer():
    made = docx.write(notice(head=Head("某工委文件", "某工〔2026〕1号", "张三")).layout(), NOW)

    (line,) = styled(made, "签发人")
    assert line.text.startswith("某工〔2026〕1号　")
    assert line.text.endswith("签发人：张三")
    assert width(line.text) <= 26


@pytest.mark.parametrize(
    "flag", ["沪工委文件", "湖北省委直属机关工委文件", "广西壮族自治区党委区直机关工委会商纪要"]
)
def test_the_flag_fits_one_line_whatever_the_name(flag):
    (found,) = styled(docx.write(notice(head=Head(flag)).layout(), NOW), "公文标志")

    assert found.runs[0].font.size.pt * width(flag) <= 442.3
    assert 22 <= found.runs[0].font.size.pt <= 42


def test_the_organ_stands_centred_over_the_date():
    layout = notice().layout()
    organ, day = [
        block for block in layout.body if isinstance(block, Paragraph) and block.style == "signature"
    ]

    centres = [block.right + width(block.text) / 2 for block in (organ, day)]
    assert centres[0] == centres[1]
    assert day.right >= 0


def test_a_short_organ_leaves_the_date_four_characters_from_the_right():
    from collab_portal.lib.gongwen.document import Signature

    layout = notice(signature=Signature("沪工委", "2026年1月2日")).layout()

    day = [block for block in layout.body if isinstance(block, Paragraph) and block.style == "signature"][1]
    assert day.right == 4


def test_hostile_text_appears_literally_in_every_field():
    made = docx.write(everything_hostile().layout(), NOW)

    assert words(made).count(SEEN) >= 18
    assert "\x00" not in words(made)


@settings(max_examples=examples(60))
@given(st.text(max_size=80))
def test_any_text_in_any_field_is_written_and_read_back(text):
    made = docx.write(everything_hostile(text).layout(), NOW)

    assert one_line(text) in words(made)
    assert zipfile.ZipFile(BytesIO(made)).testzip() is None


def test_a_link_leads_where_it_says():
    href = "https://example.cn/?a=1&b=<2>"
    made = docx.write(notice(Paragraph((Run("网页", href=href),))).layout(), NOW)

    assert href in {link.target_ref for link in read(made).part.rels.values() if link.is_external}


def test_a_power_is_raised():
    runs = (Run("10"), Run("4", script="sup"), Run("CO"), Run("2", script="sub"))
    made = docx.write(Layout("题", "署", (Paragraph(runs),)), NOW)

    runs = read(made).paragraphs[0].runs
    assert [(run.text, run.font.superscript, run.font.subscript) for run in runs] == [
        ("10", None, None),
        ("4", True, False),
        ("CO", None, None),
        ("2", False, True),
    ]


def test_spans_of_a_table_come_back_as_merged_cells():
    def cell(column, text, *spans):
        return Cell(column, (paragraph(text, "cell"),), *spans)

    grid = Table(2, ((cell(0, "甲", 1, 2), cell(1, "乙")), (cell(1, "丙"),), (cell(0, "丁", 2),)), head=1)
    (found,) = read(_written(grid)).tables

    assert [[cell.text for cell in row.cells] for row in found.rows] == [
        ["甲", "乙"],
        ["甲", "丙"],
        ["丁", "丁"],
    ]


def test_contents_are_a_field_that_shows_the_pages_of_the_pdf():
    layout = issue().layout()
    numbers = pdf.pages(layout)
    document = read(docx.write(layout, NOW, numbers))
    entries = [row for row in document.paragraphs if row.style.name.startswith("toc")]

    code = "".join(node.text for node in document.element.body.iter(qn("w:instrText")))
    assert r'TOC \h \z \t "简报栏目,1,简报篇名,2"' in code
    shown = ["".join(node.text for node in row._p.iter(qn("w:t"))) for row in entries]
    assert shown == [
        f"{heading.text}{page}" for heading, page in zip(docx.headings(layout), numbers, strict=True)
    ]
    assert len(shown) == 5


def test_pages_before_the_first_number_have_none():
    document = read(docx.write(issue().layout(), NOW, [1] * 5))
    front, body = document.sections

    assert front._sectPr.findall(qn("w:footerReference")) == []
    assert body._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    assert body.footer.paragraphs[0].text == "— 1 —"


def test_the_file_names_the_document_and_no_tool():
    made = read(_written())

    facts = made.core_properties
    assert (facts.title, facts.author, facts.comments) == (
        "关于召开第四季度会商的通知",
        "湖北省委直属机关工委",
        "",
    )


def test_an_imprint_without_copies_has_one_row():
    layout = notice(imprint=Imprint((("某工委", "2026年11月26日印发"),))).layout()

    assert [row.text for row in styled(docx.write(layout, NOW), "公文版记") if row.text] == [
        "某工委\t2026年11月26日印发"
    ]


def test_the_imprint_is_one_frame_at_the_foot():
    frames = [row._p.pPr.find(qn("w:framePr")) for row in styled(_written(), "公文版记")]

    assert len(frames) == 5  # rule, copies, rule, printer, rule
    assert {tuple(sorted(frame.items())) for frame in frames} == {tuple(sorted(frames[0].items()))}
    assert (frames[0].get(qn("w:vAnchor")), frames[0].get(qn("w:yAlign"))) == ("margin", "bottom")


def test_a_long_word_may_turn_where_the_line_ends():
    made = _written(paragraph("见 https://example.cn/a/b/c.html?x=1&y=2 网页"), paragraph("见网页 abc"))

    turning = [row._p.pPr.find(qn("w:wordWrap")) is not None for row in styled(made, "公文正文")[:2]]
    assert turning == [True, False]


def test_short_rows_are_not_torn_by_the_end_of_a_page():
    (found,) = read(_written(table(("名", "文"), (("短", "短"), ("长", "字" * 2_000))))).tables

    assert [row._tr.trPr.find(qn("w:cantSplit")) is not None for row in found.rows] == [True, True, False]


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "100"), (0, "0")],
)
def test_numbers_are_said_in_chinese(number, said):
    assert numeral(number) == said


def test_lines_and_controls():
    assert lines("甲\r\n\n 乙\u2028丙\x00 ") == ["甲", "乙", "丙"]
    assert printable("a\x85b\u202ec\x07d") == "a\nbcd"
