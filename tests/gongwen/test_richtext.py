"""Stored rich text becomes blocks: nothing lost, nothing that breaks the page."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collab_portal.lib.gongwen import docx, pdf
from collab_portal.lib.gongwen.blocks import Illustration, Layout, Paragraph, Rule, Table
from collab_portal.lib.gongwen.grid import WIDEST
from collab_portal.lib.gongwen.richtext import blocks
from collab_portal.lib.gongwen.text import item_number
from collab_portal.lib.html import clean, plain_text
from tests.chance import examples
from tests.gongwen.samples import NOW, notice, words


def _texts(html: str) -> list[str]:
    return [block.text for block in blocks(html) if isinstance(block, Paragraph)]


def _looks(paragraph: Paragraph) -> list[tuple[str, str]]:
    looks = ("bold", "italic", "underline", "strike")
    return [(run.text, " ".join(look for look in looks if getattr(run, look))) for run in paragraph.runs]


def test_paragraphs_and_headings():
    found = blocks("<h2>一、做法</h2><p>甲 \n 乙</p><h3>（一）细节</h3><p></p>")

    assert [(block.style, block.text) for block in found] == [
        ("heading1", "一、做法"),
        ("body", "甲 乙"),
        ("heading2", "（一）细节"),
    ]


def test_bold_italic_underline_and_strike_may_overlap():
    (found,) = blocks("<p>甲<strong>乙<em>丙</em></strong><u>丁</u><s>戊</s></p>")

    assert _looks(found) == [
        ("甲", ""),
        ("乙", "bold"),
        ("丙", "bold italic"),
        ("丁", "underline"),
        ("戊", "strike"),
    ]


def test_what_is_raised_or_lowered_stays_so():
    (found,) = blocks("<p>10<sup>4</sup>亩，CO<sub><strong>2</strong></sub></p>")

    assert [(run.text, run.script, run.bold) for run in found.runs] == [
        ("10", "", False),
        ("4", "sup", False),
        ("亩，CO", "", False),
        ("2", "sub", True),
    ]


def test_a_long_screenshot_goes_over_pages_at_its_width():
    shown = Illustration(Path("a.png"), "image/png", 1_080, 12_000)

    parts = blocks('<p>前</p><img src="/a" alt="长图">', pictures={"/a": shown})[1:]

    assert [part.alt for part in parts][:2] == ["长图（1/9）", "长图（2/9）"]
    assert {round(part.size[0]) for part in parts} == {442}
    assert max(part.size[1] for part in parts) <= 225 * 72 / 25.4
    assert (parts[0].part[0], parts[-1].part[1]) == (0, 1)
    assert all(above.part[1] > below.part[0] for above, below in pairwise(parts))


def test_a_picture_of_ordinary_shape_stands_on_one_page():
    shown = Illustration(Path("a.png"), "image/png", 900, 2_560)

    (part,) = blocks('<img src="/a" alt="图">', pictures={"/a": shown})

    assert (part.part, round(part.size[1])) == ((0, 1), round(160 * 72 / 25.4))


@pytest.mark.parametrize(
    ("kind", "numbers"),
    [
        ("", {1: "1", 30: "30"}),
        ("A", {0: "0", 1: "A", 26: "Z", 27: "AA", 53: "BA", 702: "ZZ", 703: "AAA"}),
        ("a", {2: "b", 4_000: "4000"}),
        ("i", {1: "i", 4: "iv", 9: "ix", 14: "xiv", 40: "xl", 90: "xc", 1_994: "mcmxciv"}),
        ("I", {8: "VIII", 3_999: "MMMCMXCIX", 4_000: "4000"}),
    ],
)
def test_a_list_counts_as_it_did_on_its_page(kind, numbers):
    assert {number: item_number(number, kind) for number in numbers} == numbers


def test_letters_and_roman_figures_of_lists_are_printed():
    html = '<ol type="A" start="3"><li>甲</li><li>乙<ol type="i"><li>丙</li></ol></li><li>丁</li></ol>'

    assert [block.text for block in blocks(html)] == ["C. 甲", "D. 乙", "i. 丙", "E. 丁"]


def test_lists_carry_their_marks_and_depth():
    html = '<ol start="3"><li><p>甲</p><p>续</p></li><li>乙<ul><li>丙</li></ul></li></ol><ul><li>丁</li></ul>'
    found = blocks(html)

    assert [(block.text, block.left) for block in found] == [
        ("3. 甲", 0),
        ("续", 0),
        ("4. 乙", 0),
        ("• 丙", 2),
        ("• 丁", 0),
    ]


def test_quotations_rules_and_line_breaks():
    found = blocks("<blockquote><p>引</p></blockquote><hr><p>甲<br>乙</p>")

    assert (found[0].style, type(found[1]), found[2].text) == ("quote", Rule, "甲\n乙")


def test_links_to_our_own_pages_are_completed():
    (found,) = blocks(
        '<p><a href="/activities/5/">活动</a>和<a href="https://example.cn/">网页</a></p>', "https://p.cn"
    )

    assert [run.href for run in found.runs] == ["https://p.cn/activities/5/", "", "https://example.cn/"]


def test_a_table_keeps_its_heading_row_and_spans():
    html = (
        "<table><tbody><tr><th>甲</th><th>乙</th></tr>"
        "<tr><td rowspan='2'>丙</td><td><p>丁</p><ul><li>戊</li></ul></td></tr>"
        "<tr><td>己</td></tr><tr><td colspan='2'>庚</td></tr></tbody></table>"
    )
    (found,) = blocks(html)

    assert isinstance(found, Table)
    assert (found.columns, found.head) == (2, 1)
    shape = [[(cell.column, cell.colspan, cell.rowspan) for cell in row] for row in found.rows]
    assert shape == [[(0, 1, 1), (1, 1, 1)], [(0, 1, 2), (1, 1, 1)], [(1, 1, 1)], [(0, 2, 1)]]


def test_columns_that_no_cell_begins_in_are_none():
    (found,) = blocks("<table><tr><td colspan='999'>甲</td></tr><tr><td>乙</td><td>丙</td></tr></table>")

    assert found.columns == 2


def test_a_table_with_columns_beyond_all_bounds_becomes_lines():
    cells = "".join(f"<td>{place}</td>" for place in range(WIDEST + 1))

    assert _texts(f"<table><tr>{cells}</tr></table>") == ["　".join(map(str, range(WIDEST + 1)))]


def _row(*texts: object, tag: str = "td") -> str:
    return f"<tr>{''.join(f'<{tag}>{text}</{tag}>' for text in texts)}</tr>"


def test_a_table_wider_than_the_page_stands_in_parts_with_its_first_column():
    months = [f"{month}月参加人次" for month in range(1, 20)]
    html = f"<table>{_row('工委', *months, tag='th')}{_row('江苏', *range(1_000, 1_019))}</table>"

    found = blocks(html)

    tables = [block for block in found if isinstance(block, Table)]
    assert [type(block) for block in found] == [Table, Paragraph, Table, Paragraph, Table]
    labels = {tuple(row[0].paragraphs[0].text for row in table.rows) for table in tables}
    assert labels == {("工委", "江苏")}
    heads = [cell.paragraphs[0].text for table in tables for cell in table.rows[0][1:]]
    assert heads == months
    assert [table.head for table in tables] == [1, 1, 1]
    assert found[1].text == "（续表）"


def test_a_heading_over_columns_that_come_apart_is_said_over_each_part():
    head = f"<tr><th>工委</th><th colspan='24'>{'全年' * 50}</th></tr>"
    html = f"<table>{head}{_row('江苏', *['长江流域'] * 24)}</table>"

    first, *others = [block for block in blocks(html) if isinstance(block, Table)]

    assert first.rows[0][1].paragraphs[0].text == "全年" * 50
    assert {table.rows[0][1].paragraphs[0].text for table in others} == {"全年" * 30 + "…"}
    assert sum(table.rows[0][1].colspan for table in (first, *others)) == 24


def test_a_picture_in_a_table_stays_in_its_cell():
    shown = Illustration(Path("a.png"), "image/png", 400, 300)
    cell = '<p>前</p><img src="/a" alt="图"><p>后</p>'

    (table,) = blocks(f"<table>{_row('甲', cell)}</table>", pictures={"/a": shown})

    assert [type(each) for each in table.rows[0][1].content] == [Paragraph, Illustration, Paragraph]
    assert table.rows[0][1].pictures[0].alt == "图"
    assert pdf.missing(Layout("题", "署", (table,))) == ""


def test_a_long_screenshot_in_a_table_follows_it_in_parts():
    shown = Illustration(Path("a.png"), "image/png", 1_080, 12_000)

    cell = '<img src="/a" alt="长图">'

    table, *parts = blocks(f"<table>{_row(cell)}</table>", pictures={"/a": shown})

    assert table.rows[0][0].paragraphs[0].text == "【图片：长图】"
    assert len(parts) == 9


def test_an_empty_table_leaves_no_trace():
    assert blocks("<table><tr><td></td></tr></table>") == ()


TAGS = ("p", "h2", "h3", "ul", "ol", "li", "strong", "em", "blockquote", "table", "tr", "th", "a", "br", "hr")
WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Z")), max_size=8)
SPANS = st.integers(0, 999)
CELL = st.builds("<td colspan={} rowspan={}>{}</td>".format, SPANS, SPANS, WORDS)
SOUP = st.lists(
    st.one_of(
        st.sampled_from([f"<{slash}{tag}>" for tag in TAGS for slash in ("", "/")]),
        CELL,
        WORDS.map(lambda t: t.replace("<", "&lt;")),
    ),
    max_size=25,
).map("".join)


def _squeezed(text: str) -> str:
    return "".join(text.split())


@settings(max_examples=examples(150))
@given(SOUP)
def test_no_word_of_any_markup_is_lost_and_every_grid_is_whole(soup):
    cleaned = clean(soup)
    found = blocks(cleaned)

    for table in (block for block in found if isinstance(block, Table)):
        places = [
            (row + down, cell.column + across)
            for row, cells in enumerate(table.rows)
            for cell in cells
            for down in range(cell.rowspan)
            for across in range(cell.colspan)
        ]
        assert sorted(places) == [
            (row, column) for row in range(len(table.rows)) for column in range(table.columns)
        ]
    written = _squeezed(words(docx.write(notice(*found).layout(), NOW)))
    for line in plain_text(cleaned).split():
        assert line in written
    assert pdf.write(notice(*found).layout(), NOW).startswith(b"%PDF")
