"""Documents: measured before they are written; what was made to be slow costs its size, not its square."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from collab_portal.lib import bounds
from collab_portal.lib.gongwen import docx, pdf
from collab_portal.lib.gongwen.blocks import (
    Cell,
    Imprint,
    Layout,
    Paragraph,
    Rule,
    Run,
    Table,
    paragraph,
    table,
)
from collab_portal.lib.gongwen.booklet import Booklet, Piece, Section
from collab_portal.lib.gongwen.download import download, write
from collab_portal.lib.gongwen.grid import Entry, arrange
from collab_portal.lib.gongwen.measuring import Size, TooLongError, measure, must_read
from collab_portal.lib.gongwen.richtext import blocks
from collab_portal.lib.gongwen.text import printable
from experience.marking import mark
from tests.gongwen.samples import read

NOW = datetime(2026, 11, 26, tzinfo=UTC)


def layout(*body) -> Layout:
    return Layout("示例", "示例", body)


def issue(pieces: int, characters: int) -> Layout:
    """A bulletin; each piece in paragraphs of eighty characters, with a table of a hundred cells."""
    text = f"<p>{'办成群众看得见的实事' * 8}</p>" * (characters // 80)
    rows = "<tr><td>项目</td><td>办成</td><td>数量</td><td>一十二</td></tr>" * 25
    body = blocks(f"{text}<ul><li>一条</li><li>两条</li></ul><table>{rows}</table>")
    sections = (
        Section("经验", tuple(Piece("标题" * 10, "示例供稿", body, "来源：示例") for _ in range(pieces))),
    )
    return Booklet("他山之石", "第1期", "示例", "2026年11月26日", sections, Imprint((("示例", ""),))).layout()


def entry(colspan: int = 1, rowspan: int = 1) -> Entry:
    return Entry([Paragraph((Run("字"),))], colspan, rowspan)


@pytest.mark.parametrize(
    ("block", "size"),
    [
        (paragraph("字" * 100), Size(100, 0)),
        (paragraph("字"), Size(28, 0)),
        (Paragraph((Run("字\n字\n" + "字" * 30),)), Size(28 + 28 + 30, 0)),
        (Paragraph((Run("字"),) * 50), Size(400, 0)),
        (Rule(), Size(28, 0)),
        (Imprint((("字" * 30, "字"),)), Size(58, 0)),
        (table(("项目", "数量"), [("字" * 40, "1")]), Size(8 + 8 + 40 + 8, 4)),
        (Table(1, ((Cell(0),),)), Size(0, 1)),
        (Table(1, ((Cell(0, (paragraph("字", "cell"),) * 10),),)), Size(8 + 9 * 28, 1)),
    ],
    ids=["text", "short line", "lines", "looks", "rule", "imprint", "table", "empty cell", "long cell"],
)
def test_a_layout_is_measured_in_characters_of_the_grid_and_cells(block, size):
    assert measure(layout(block)) == size


def test_pages_before_the_first_are_measured_too():
    assert measure(Layout("", "", (), (paragraph("字" * 50),))) == Size(50, 0)


@pytest.mark.parametrize("characters", [3_000, 5_000])
def test_an_issue_of_forty_long_pieces_fits(characters):
    size = measure(issue(40, characters))

    assert size.characters <= bounds.LAYOUT_AT_ONCE
    assert size.cells == 4_000 <= bounds.LAYOUT_CELLS


@pytest.mark.parametrize("file_format", ["docx", "pdf"])
def test_what_is_too_long_is_refused_before_anything_is_written(file_format, monkeypatch):
    for writer in (docx, pdf):
        monkeypatch.setattr(writer, "write", lambda *_: b"written")

    assert write(layout(paragraph("字" * 100)), file_format, NOW, 100) == b"written"
    with pytest.raises(TooLongError):
        write(layout(paragraph("字" * 101)), file_format, NOW, 100)


def test_so_many_cells_are_refused_however_short(monkeypatch):
    monkeypatch.setattr(bounds, "LAYOUT_CELLS", 5)

    with pytest.raises(TooLongError):
        write(layout(table(("一", "二"), [("三", "四"), ("五", "六")])), "docx", NOW)


@pytest.fixture
def calls(monkeypatch):
    """What typst was asked to lay out, and whether only this document could be at that moment."""
    made = []

    def note(source, *_, **__):
        made.append((source, pdf.turn.locked()))
        return b"[]"

    monkeypatch.setattr(pdf.typst, "compile", note)
    monkeypatch.setattr(pdf.typst, "query", note)
    return made


@pytest.mark.parametrize("make", [lambda what: pdf.write(what, NOW), pdf.pages], ids=["write", "pages"])
def test_a_large_document_is_laid_out_alone_and_forgotten_when_made(make, calls, monkeypatch):
    make(layout(paragraph("字")))
    monkeypatch.setattr(pdf, "LARGE", 100)
    make(layout(paragraph("字")))

    source = pdf.SOURCE.read_bytes()
    assert calls == [(source, False), (source, True), *[(pdf.EMPTY, True)] * (pdf.REMEMBERED + 1)]
    assert not pdf.turn.locked()


def test_a_large_document_that_fails_is_forgotten_too(calls, monkeypatch):
    monkeypatch.setattr(pdf, "LARGE", 100)

    with pytest.raises(RuntimeError), pdf._given(layout(paragraph("字"))):
        raise RuntimeError

    assert calls == [(pdf.EMPTY, True)] * (pdf.REMEMBERED + 1)
    assert not pdf.turn.locked()


def test_html_is_measured_before_it_becomes_a_document(monkeypatch):
    monkeypatch.setattr(bounds, "LAYOUT_MARKUP", 10)

    must_read(["<p>", "字", "</p>"])
    with pytest.raises(TooLongError):
        must_read(["<p>字</p>", "<hr>"])


def test_whoever_waits_is_told_what_to_do(monkeypatch):
    monkeypatch.setattr(bounds, "LAYOUT_AT_ONCE", 100)
    request = RequestFactory().get("/")
    request.user = SimpleNamespace(is_authenticated=False)

    answer = download(request, layout(paragraph("字" * 101)), "示例", "pdf", NOW)

    assert (answer.status_code, answer.template_name) == (422, "422.html")


def test_spans_without_end_cover_the_table_and_no_more():
    (made,) = arrange([[entry(999, 999)], *([entry(999, 999)] for _ in range(3))])

    assert [[(cell.column, cell.colspan, cell.rowspan) for cell in row] for row in made.rows] == [
        [(0, 1, 4), (1, 1, 1), (2, 1, 1), (3, 1, 1)],
        [(1, 1, 3), (2, 1, 1), (3, 1, 1)],
        [(2, 1, 2), (3, 1, 1)],
        [(3, 1, 1)],
    ]


def test_a_table_with_too_many_columns_is_not_laid_out_to_its_end():
    made = list(arrange([[entry(999, 999)] for _ in range(5_000)]))

    assert (len(made), {type(block) for block in made}) == (5_000, {Paragraph})


def test_a_table_with_too_many_places_becomes_lines():
    made = list(arrange([[entry()] * 13, *([entry()] for _ in range(bounds.LAYOUT_CELLS // 13))]))

    assert {type(block) for block in made} == {Paragraph}


def test_what_is_shown_again_in_every_part_stays_short():
    wide = Entry([Paragraph((Run("字" * 50_000),))], 100)
    made = Layout("题", "署", tuple(arrange([[wide], [entry()] * 100])))

    assert measure(made).characters < 60_000


@pytest.mark.parametrize(
    ("head", "repeated"),
    [
        ("<th>项目</th><th>数量</th>", 1),
        (f"<th>项目</th><th>{'量' * 136}</th>", 1),
        (f"<th>项目</th><th>{'量' * 137}</th>", 0),
        (f"<th>项目</th><th>{'<p>量</p>' * 9}</th>", 0),
        (f"<th>项目</th><th>量{'<br>量' * 8}</th>", 0),
        ("<td>项目</td><th>数量</th>", 0),
    ],
    ids=["short", "eight lines", "nine lines", "paragraphs", "breaks", "no head"],
)
def test_only_a_low_head_is_repeated_on_every_page(head, repeated):
    (made,) = blocks(f"<table><tr>{head}</tr><tr><td>走访</td><td>12</td></tr></table>")

    assert made.head == repeated


def test_lists_turn_in_no_further_than_leaves_a_line():
    deep = blocks("<ul><li>" * 30 + "字" + "</li></ul>" * 30)

    assert [block.left for block in deep] == [12]


def test_space_at_both_ends_of_a_paragraph_goes_whatever_it_is_made_of():
    (made,) = blocks("<p>" + "<br> " * 30_000 + "字<u> </u>字" + " <br>" * 30_000 + "</p>")

    assert [run.text for run in made.runs] == ["字", " ", "字"]


def test_marks_heaped_on_one_letter_are_cut():
    assert printable("a" + "\u0301" * 100_000 + "e\u0301") == "a" + "\u0301" * 8 + "e\u0301"


def test_every_link_has_one_relation_and_the_same_one_twice():
    runs = tuple(Run("字", href=f"https://example.cn/{number % 500}") for number in range(1_000))

    made = read(docx.write(layout(Paragraph(runs)), NOW))

    links = [relation for relation in made.part.rels.values() if relation.is_external]
    assert (len(links), len({relation.target_ref for relation in links})) == (500, 500)


def test_a_file_of_one_large_table_holds_every_cell():
    rows = [(str(number), "字") for number in range(2_000)]

    made = read(docx.write(layout(table(("号", "字"), rows)), NOW))

    assert [cell.text for cell in made.tables[0].columns[0].cells][1:] == [number for number, _ in rows]


def test_many_remarks_on_many_stretches_are_each_marked_where_they_stand():
    text = "".join(f"<p>第{number}段</p>" for number in range(300))
    remarks = [SimpleNamespace(pk=number, quote=f"第{number}段", before="") for number in range(300)]

    html, found = mark(text, remarks)

    assert found == set(range(300))
    assert html == "".join(
        f'<p><span id="passage-{number}" tabindex="-1"></span><mark class="passage">第{number}段</mark></p>'
        for number in range(300)
    )


def test_remarks_that_lie_within_each_other_are_one_mark_cut_at_their_edges():
    remarks = [
        SimpleNamespace(pk=1, quote="甲乙丙丁", before=""),
        SimpleNamespace(pk=2, quote="乙丙", before=""),
    ]

    html, _ = mark("<p>甲乙丙丁戊</p>", remarks)

    one, two = (f'<span id="passage-{pk}" tabindex="-1"></span>' for pk in (1, 2))
    assert html == (
        f'<p>{one}<mark class="passage">甲</mark>{two}<mark class="passage">乙丙</mark>'
        '<mark class="passage">丁</mark>戊</p>'
    )
