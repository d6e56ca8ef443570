"""A title turns between words, its lines alike in length, in the Word file and in the PDF."""

from dataclasses import replace

import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from collab_portal.lib.gongwen import docx, pdf
from collab_portal.lib.gongwen.document import Annex
from collab_portal.lib.gongwen.fitting import breadth
from collab_portal.lib.gongwen.titling import in_lines
from tests.chance import examples
from tests.gongwen.samples import NOW, issue, notice, pdf_text, styled

ROOM = 18.0  # em: a line of the title
TITLES = {
    "关于召开第四季度会商的通知": ["关于召开第四季度会商的通知"],
    "长江流域省级机关工委二季度会商会议纪要": ["长江流域省级机关工委", "二季度会商会议纪要"],
    "长江流域机关党建协作平台季度会商纪要": ["长江流域机关党建协作平台季度会商纪要"],
    "长江流域机关党建协作平台第四季度会商纪要": ["长江流域机关党建", "协作平台第四季度会商纪要"],
    "江苏省委省级机关工作委员会2026年度联合活动报告": ["江苏省委省级机关工作委员会", "2026年度联合活动报告"],
    "关于进一步加强长江经济带生态环境保护跨省联合主题党日活动组织工作的通知": [
        "关于进一步加强长江经济带生态环境保护",
        "跨省联合主题党日活动组织工作的通知",
    ],
    "重庆市直机关工委关于印发《结对共建工作规则》的通知": [
        "重庆市直机关工委关于印发",
        "《结对共建工作规则》的通知",
    ],
    "x" * 60: ["x" * 60],
    "甲 " * 30: ["甲 " * 10] * 3,
}


@pytest.mark.parametrize("title", TITLES)
def test_a_title_turns_between_words_into_lines_alike(title):
    assert in_lines(title, ROOM).split("\n") == TITLES[title]


@pytest.mark.parametrize("before", range(1, 30))
@pytest.mark.parametrize(
    "word", ["纪要", "通知", "高质量发展", "第十二次", "2026年11月23日", "《工作规则》", "（试行）"]
)
def test_wherever_a_word_stands_it_is_not_broken(word, before):
    filler = ("关于开展结对共建联合活动推进工作落实情况" * 2)[:before]

    lines = in_lines(f"{filler}{word}会商会议的通知", ROOM).split("\n")

    assert sum(word in line for line in lines) == 1
    assert all(breadth(line) <= ROOM for line in lines)


@settings(max_examples=examples(200))
@given(st.text("关于召开长江流域机关党建会商纪要的通知龘犇《》（）2026ab，—", min_size=1, max_size=120))
def test_nothing_is_lost_and_no_line_holds_one_character(title):
    broken = in_lines(title, ROOM)
    lines = broken.split("\n")

    assert "".join(lines) == title
    if len(lines) > 1:
        assert all(breadth(line) <= ROOM for line in lines)
        assert min(map(len, lines)) > 1
        assert not any(line[0] in "的》），" for line in lines[1:])


LONG = "长江流域机关党建协作平台第四季度会商纪要"


def test_the_word_file_and_the_pdf_turn_at_the_same_place(tmp_path):
    layout = notice(title=LONG, annexes=(Annex("落实情况", ()),)).layout()

    (title, _) = styled(docx.write(layout, NOW), "公文标题")
    (tmp_path / "a.pdf").write_bytes(pdf.write(layout, NOW))

    assert title.text.split("\n") == TITLES[LONG]
    assert len(title._p.findall(f".//{qn('w:br')}")) == 1
    lines = [line.strip() for line in pdf_text(tmp_path / "a.pdf", "-layout").splitlines()]
    assert [line for line in lines if line in TITLES[LONG]] == TITLES[LONG]
    assert LONG in layout.title


def test_in_the_list_of_contents_a_title_is_one_line_again(tmp_path):
    book = issue(pieces=1, sections=1, length=1)
    (section,) = book.sections
    piece = replace(section.pieces[0], title=f"{LONG}与思考")
    layout = replace(book, sections=(replace(section, pieces=(piece,)),)).layout()
    (tmp_path / "a.pdf").write_bytes(pdf.write(layout, NOW))

    text = pdf_text(tmp_path / "a.pdf").replace(" ", "")
    (written,) = styled(docx.write(layout, NOW, pdf.pages(layout)), "简报篇名")

    assert f"{LONG}与思考·" in text
    assert "长江流域机关党建协作平台\n第四季度会商纪要与思考\n" in text
    assert written.text == f"{LONG}与思考"  # Word makes its own list of contents of it
