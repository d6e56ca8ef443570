"""The files as LibreOffice and a PDF reader see them. Needs soffice and poppler; fails without them."""

import re
import subprocess
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from collab_portal.lib.gongwen import docx, pdf
from collab_portal.lib.gongwen.blocks import Layout, paragraph
from collab_portal.lib.gongwen.document import Annex
from collab_portal.lib.gongwen.fonts import typefaces
from collab_portal.lib.gongwen.richtext import blocks
from tests.chance import examples
from tests.gongwen.samples import HOSTILE, NOW, SEEN, everything_hostile, issue, notice, pdf_text

pytestmark = [pytest.mark.thorough, pytest.mark.timeout(300)]
FULL = [paragraph("国" * 3_000)]


def _converted(layout: Layout, directory: Path) -> Path:
    """The Word file, opened by LibreOffice and printed."""
    numbers = pdf.pages(layout) if docx.headings(layout) else []
    (directory / "made.docx").write_bytes(docx.write(layout, NOW, numbers))
    profile = f"-env:UserInstallation=file://{directory / 'profile'}"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(directory),
        "made.docx",
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120, cwd=directory)
    return directory / "made.pdf"


def _typeset(layout: Layout, directory: Path) -> Path:
    path = directory / "typeset.pdf"
    path.write_bytes(pdf.write(layout, NOW))
    return path


@pytest.mark.parametrize("make", [_converted, _typeset])
def test_a_full_page_holds_22_lines_of_28_characters(make, tmp_path):
    text = pdf_text(make(notice(*FULL).layout(), tmp_path), "-f", "2", "-l", "2")

    full = [line for line in text.split() if set(line) == {"国"}]
    assert [len(line) for line in full] == [28] * 22


@pytest.mark.parametrize("make", [_converted, _typeset])
def test_all_parts_are_read_back(make, tmp_path):
    text = pdf_text(make(notice().layout(), tmp_path))

    for part in (
        "湖北省委直属机关工委文件",
        "鄂直工〔2026〕12号",
        "一、会商时间",
        "附件：1. 参会回执",
        "抄送：各市州工委。",
    ):
        assert part.replace(" ", "") in "".join(text.split())


@pytest.mark.parametrize("make", [_converted, _typeset])
@pytest.mark.parametrize("lines", [1, 30])
def test_the_imprint_stands_at_the_foot_of_the_last_page(make, lines, tmp_path):
    path = make(notice(paragraph("国" * 28 * lines)).layout(), tmp_path)
    words = pdf_text(path, "-bbox").split("<page ")[-1]

    feet = [float(found[1]) for found in re.finditer(r'yMax="([0-9.]+)">[^<]*印发<', words)]
    assert [round(foot * 25.4 / 72) for foot in feet] == [pytest.approx(297 - 35 - 2, abs=2)]


@pytest.mark.parametrize("make", [_converted, _typeset])
def test_no_cell_of_a_wide_table_is_lost(make, tmp_path):
    cells = "".join(f"<td>{place}</td>" for place in range(10_000, 10_060))
    path = make(notice(*blocks(f"<table><tr>{cells}</tr></table>")).layout(), tmp_path)

    assert {str(place) for place in range(10_000, 10_060)} <= set(pdf_text(path).split())


@pytest.mark.parametrize("make", [_converted, _typeset])
def test_an_annex_begins_a_page_and_a_signature_never_stands_alone_on_one(make, tmp_path):
    body = [paragraph("国" * 28 * 12), paragraph("末段")]
    annex = Annex("会签情况", (paragraph("均已会签。"),))
    bound = pdf_text(make(notice(*body, attachments=(), annexes=(annex,)).layout(), tmp_path)).split("\f")
    for lines in range(9, 16):
        loose = notice(paragraph("国" * 28 * lines), paragraph("末段"), attachments=(), rosters=(), note="")
        sheets = pdf_text(make(loose.layout(), tmp_path)).split("\f")
        assert any("末段" in sheet and "2026年11月26日" in sheet.replace(" ", "") for sheet in sheets), lines

    last = "".join(bound[-2].split())
    assert last.startswith("附件会签情况均已会签。")


@pytest.mark.parametrize("make", [_converted, _typeset])
def test_hostile_text_is_printed_literally(make, tmp_path):
    text = pdf_text(make(everything_hostile(HOSTILE).layout(), tmp_path))

    assert "".join(text.split()).count("".join(SEEN.split())) >= 6


@pytest.mark.parametrize("make", [_converted, _typeset])
def test_the_contents_name_the_pages_on_which_the_pieces_stand(make, tmp_path):
    layout = issue(pieces=6, sections=2, length=30).layout()
    sheets = pdf_text(make(layout, tmp_path)).replace(" ", "").split("\f")
    front = next(place for place, sheet in enumerate(sheets) if "—1—" in sheet)

    for heading, number in zip(docx.headings(layout), pdf.pages(layout), strict=True):
        assert heading.text in sheets[front + number - 1], number


def from_left_to_right(text):
    """What the reader of a page gives in the order it was typed."""
    return not {"R", "AL", "AN"} & set(map(unicodedata.bidirectional, text))


@settings(max_examples=examples(100))
@given(
    st.text(
        st.characters(categories=("L", "N", "P"), min_codepoint=0x20, max_codepoint=0xFFFF), max_size=40
    ).filter(from_left_to_right)
)
def test_whatever_is_typed_stands_in_the_pdf(tmp_path_factory, text):
    path = _typeset(notice(paragraph(f"始{text}终")).layout(), tmp_path_factory.mktemp("pdf"))

    shown = typefaces("").shown(f"始{text}终")
    assert "".join(shown.split()) in "".join(pdf_text(path).split())
