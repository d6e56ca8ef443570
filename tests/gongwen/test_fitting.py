"""No cell is printed over its neighbour, no word beyond the edge, however many columns and however long."""

import re
import subprocess
from dataclasses import replace

import pytest

from collab_portal.lib.gongwen import pdf
from collab_portal.lib.gongwen.blocks import WIDEST, Paragraph, Run, Table, table
from collab_portal.lib.gongwen.document import imprint
from collab_portal.lib.gongwen.fitting import BREAK, PADDING, breadth, breakable, breakable_runs, fit, inner
from collab_portal.lib.gongwen.richtext import blocks
from tests.gongwen.samples import NOW, issue, notice
from tests.gongwen.wide_tables import Pasted, pasted

WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</word>')
LEFT, RIGHT = 28 * 72 / 25.4, (210 - 26) * 72 / 25.4
TABLES = {
    "seven columns with dates": (["日期"] * 7, ["2026-05-06"] * 7),
    "eight columns with telephones": (
        ["日期", "联系电话", "人次", "单位", "地址", "起", "止", "备注"],
        [
            "2026-05-06",
            "025-12345678",
            "1230",
            "省税务局机关党委",
            "鼓楼区北京西路",
            "2026-05-06",
            "2026-05-07",
            "无",
        ],
    ),
    "twelve months": ([f"{month}月" for month in range(1, 13)], [str(12_345 + month) for month in range(12)]),
    "twelve dates": (["日"] * 12, ["2026-05-06"] * 12),
    "twelve long codes": (["码"] * 12, ["320105001234567890"] * 12),
    "capitals": (["码"] * 9, ["WWMMWWMM"] * 9),
    "one very long word": (["码", "名称"], ["x" * 120, "甲乙"]),
    "marks": (["一", "二", "三"], ["—" * 30, "！" * 30, "*" * 30]),
    "an address": (["网址", "名称"], ["https://example.cn/a/b/c.html?x=1&y=2" * 3, "甲乙丙丁" * 10]),
}


def made(name: str) -> Table:
    head, row = TABLES[name]
    return table(head, [row, row])


def words(layout, tmp_path) -> list[tuple[float, float, float, float, str]]:
    """Each word of the pages as a reader of PDF sees it: left, top, right, bottom, text."""
    (tmp_path / "a.pdf").write_bytes(pdf.write(layout, NOW))
    command = ["pdftotext", "-bbox", str(tmp_path / "a.pdf"), "-"]
    found = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    pages = found.split("<page ")[1:]
    return [
        (float(a), float(b) + 10_000 * page, float(c), float(d) + 10_000 * page, text)
        for page, part in enumerate(pages)
        for a, b, c, d, text in WORD.findall(part)
    ]


def overprinted(found) -> list[tuple[str, str]]:
    return [
        (one[4], other[4])
        for place, one in enumerate(found)
        for other in found[place + 1 :]
        if min(one[2], other[2]) - max(one[0], other[0]) > 1
        and min(one[3], other[3]) - max(one[1], other[1]) > 4
    ]


@pytest.mark.parametrize("name", TABLES)
def test_columns_are_as_wide_as_their_words_or_the_words_may_turn(name):
    fitted = fit(made(name))

    assert sum(fitted.widths) == pytest.approx(1)
    for row in fitted.rows:
        for cell in row:
            size = cell.paragraphs[0].size or 12
            room = (fitted.widths[cell.column] * WIDEST - PADDING) / size
            for piece in breakable(cell.paragraphs[0].text, room).split(BREAK):
                assert breadth(piece) <= room or not piece.isascii()


def lost_or_cut(table: Pasted) -> list[str]:
    """Cells that are in no part, and words that stand wider than their column."""
    tables = [block for block in blocks(table.html) if isinstance(block, Table)]
    shown: set[str] = set()
    wrong = []
    for part in map(fit, tables):
        assert sum(part.widths) == pytest.approx(1)
        for cell in (cell for row in part.rows for cell in row):
            text = "".join(each.text for each in cell.paragraphs)
            shown.add(text)
            room = inner(part, cell)
            pieces = breakable(text, room).split(BREAK)
            words = [piece for piece in pieces if piece.isascii() and len(piece) > 1]
            wrong += [word for word in words if breadth(word) > room]
    return [*wrong, *(cell for cell in table.cells if cell not in shown)]


@pytest.mark.parametrize("table", list(pasted()), ids=lambda table: table.name)
def test_no_cell_of_a_table_of_any_width_is_lost_or_cut(table):
    assert lost_or_cut(table) == []


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("seven columns with dates", 8.0),
        ("twelve months", 8.0),
        ("one very long word", None),
        ("twelve long codes", 7.0),
    ],
)
def test_type_is_made_smaller_only_where_columns_are_many(name, size):
    assert fit(made(name)).rows[1][0].paragraphs[0].size == size


def test_shares_that_suffice_stay():
    given = table(["一", "二"], [["甲", "乙"]], shares=(1, 3))

    assert fit(given) is given


@pytest.mark.parametrize(
    ("text", "room", "turns"),
    [
        ("短词", 28, "短词"),
        ("a" * 20, 28, "a" * 20),
        ("a" * 60, 28, BREAK.join(["aaa"] * 20)),
        ("a" * 12, 5, BREAK.join("a" * 12)),
        ("甲\xa0乙", 2, "甲 乙"),
        ("甲\xa0乙", 28, "甲\xa0乙"),
        ("https://example.cn/abc/def/ghi/jkl/mno/pqr?s=1", 20, None),
    ],
)
def test_only_what_is_too_long_may_turn(text, room, turns):
    broken = breakable(text, room)

    assert broken == (
        turns or "https:/|/|example.|cn/|abc/|def/|ghi/|jkl/|mno/|pqr?|s=|1".replace("|", BREAK)
    )
    assert broken.replace(BREAK, "").replace(" ", "\xa0") == text


@pytest.mark.parametrize(
    ("texts", "room", "turns"),
    [
        (["a" * 15, "b" * 15, "后"], 15, ["|".join("a" * 15), "|" + "|".join("b" * 15), "后"]),
        (["见https://", "example.cn/", "甲"], 8, ["见https:/|/", "|example.|cn/", "|甲"]),
        (["a" * 10, "", "b\u200bb", "\xa0"], 28, ["a" * 10, "", "b\u200bb", "\xa0"]),
        (["短词", "甲\xa0乙"], 2, ["短词", "甲 乙"]),
    ],
)
def test_a_word_that_stands_in_several_looks_is_measured_as_one(texts, room, turns):
    assert list(breakable_runs(texts, room)) == [turn.replace("|", BREAK) for turn in turns]


LONG = "https://example.cn/" + "aB3" * 27
LOOKS = {
    "strong": lambda text: (Run(text[:8]), Run(text[8:60], bold=True), Run(text[60:])),
    "raised": lambda text: (Run(text[:50]), Run(text[50:70], script="sup"), Run(text[70:])),
    "one letter each": lambda text: tuple(Run(char, underline=bool(at % 2)) for at, char in enumerate(text)),
}


def edges(layout, tmp_path):
    """How far right its words reach, and all of its text on one line."""
    found = words(layout, tmp_path)
    return max(word[2] for word in found), "".join(word[4] for word in found)


@pytest.mark.parametrize("name", LOOKS)
def test_a_long_word_in_several_looks_turns_at_the_edge(name, tmp_path):
    right, text = edges(notice(Paragraph((Run("前"), *LOOKS[name](LONG), Run("后")))).layout(), tmp_path)

    assert right <= RIGHT + 1
    assert LONG in text


@pytest.mark.parametrize(
    ("copies", "printer"), [(LONG, "某工委"), ("各工委", LONG), (LONG * 2, LONG), (f"甲、{'1' * 80}", "某")]
)
def test_what_is_long_in_the_imprint_turns_at_the_edge(copies, printer, tmp_path):
    found = imprint(copies, printer, "2026年11月26日")

    right, text = edges(notice(imprint=found).layout(), tmp_path)

    assert right <= RIGHT - 10  # as far as the number of the page
    assert copies in text
    assert "2026年11月26日印发" in text


def test_a_long_title_turns_in_the_list_of_contents_too(tmp_path):
    book = issue(pieces=1, sections=1, length=1)
    (section,) = book.sections
    titled = replace(section, pieces=(replace(section.pieces[0], title=f"题{LONG}"),))

    right, text = edges(replace(book, sections=(titled,)).layout(), tmp_path)

    assert right <= RIGHT + 1
    assert text.count(LONG) == 2


@pytest.mark.thorough
@pytest.mark.parametrize("name", TABLES)
def test_nothing_is_printed_over_anything(name, tmp_path):
    found = words(notice(made(name)).layout(), tmp_path)

    assert overprinted(found) == []
    assert max(word[2] for word in found) <= RIGHT + 1


@pytest.mark.thorough
@pytest.mark.parametrize(
    "token", ["aB3" * 27, "*" * 60, "—" * 40, "_" * 70, "！" * 60, "W" * 80, "\u00a0字" * 60]
)
@pytest.mark.parametrize("style", ["body", "title", "heading1", "quote"])
def test_no_long_word_runs_off_the_page(token, style, tmp_path):
    found = words(notice(Paragraph((Run(f"前{token}后"),), style)).layout(), tmp_path)

    half = 11 if "！" in token else 1  # of a mark at the end of a line, the empty half hangs over
    assert max(word[2] for word in found) <= RIGHT + half
    text = "".join(word[4] for word in found)
    assert "".join(token.split()) in "".join(text.split())


@pytest.mark.thorough
def test_a_pasted_table_of_twelve_columns_stays_readable(tmp_path):
    cells = "".join(f"<td>{place * 1_111}</td>" for place in range(1, 13))
    found = words(notice(*blocks(f"<table><tr>{cells}</tr><tr>{cells}</tr></table>")).layout(), tmp_path)

    assert overprinted(found) == []
    assert {str(place * 1_111) for place in range(1, 13)} <= {word[4] for word in found}
