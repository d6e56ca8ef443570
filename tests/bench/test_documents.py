"""How long documents take to make: a notice, and an issue of forty pieces with tables and lists."""

import time
from collections.abc import Callable

import pytest

from collab_portal.lib.gongwen import docx, pdf
from collab_portal.lib.gongwen.blocks import Imprint, paragraph
from collab_portal.lib.gongwen.booklet import Booklet, Piece, Section
from collab_portal.lib.gongwen.richtext import blocks
from tests.gongwen.samples import NOW, notice

pytestmark = pytest.mark.bench
BODY = (
    "<h2>做法</h2>"
    + "<p>各地把学到的经验用到自己的工作里，<strong>办成</strong>了群众看得见的实事。</p>" * 60
    + "<ul><li>一条</li><li>两条</li></ul>"
    + f"<table><tr><th>项目</th><th>数量</th></tr>{'<tr><td>走访</td><td>12</td></tr>' * 10}</table>"
)


def _best(work: Callable[[], object], rounds: int = 5) -> float:
    """Seconds of the fastest round."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def _issue() -> Booklet:
    pieces = tuple(Piece(f"第{place}篇经验", "示例供稿", blocks(BODY)) for place in range(1, 41))
    sections = tuple(Section(f"栏目{start // 10}", pieces[start : start + 10]) for start in range(0, 40, 10))
    return Booklet("他山之石", "第12期", "示例", "2026年11月26日", sections, Imprint((("示例", "示例"),)))


def test_documents_are_made_while_one_waits():
    letter = notice(*(paragraph("国" * 600) for _ in range(5))).layout()
    figures = {
        "notice, docx": _best(lambda: docx.write(letter, NOW)),
        "notice, PDF": _best(lambda: pdf.write(letter, NOW)),
        "issue of 40, docx with contents": _best(
            lambda: docx.write(_issue().layout(), NOW, pdf.pages(_issue().layout())), 2
        ),
        "issue of 40, PDF": _best(lambda: pdf.write(_issue().layout(), NOW), 2),
    }

    for name, seconds in figures.items():
        print(f"{name}: {seconds * 1000:.0f} ms")
    assert figures["issue of 40, PDF"] < 60 * figures["notice, PDF"]
