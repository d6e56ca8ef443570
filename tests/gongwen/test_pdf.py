"""The PDF: made from anything, in the archive's form, with the faces there are."""

import shutil
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import RequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st
from pylopdf_fonts_zh_cn import sans_path, serif_path

from collab_portal.lib.gongwen import fonts, pdf
from collab_portal.lib.gongwen.blocks import paragraph, table
from collab_portal.lib.gongwen.download import download, filename
from collab_portal.lib.gongwen.fonts import Typefaces, characters, typefaces
from tests.chance import examples
from tests.gongwen.samples import NOW, everything_hostile, issue, notice

RAREST, RARER = "\U0003fff0", "\U0003fff1"  # not yet assigned: no font has them, whatever is installed


def test_it_is_an_archive_file_with_its_title():
    made = pdf.write(notice().layout(), NOW)

    assert made.startswith(b"%PDF-1.7")
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert "关于召开第四季度会商的通知".encode() in made


def test_the_same_document_gives_the_same_bytes():
    assert pdf.write(notice().layout(), NOW) == pdf.write(notice().layout(), NOW)


@settings(max_examples=examples(60))
@given(st.text(max_size=80))
def test_any_text_in_any_field_gives_a_file(text):
    assert pdf.write(everything_hostile(text).layout(), NOW).startswith(b"%PDF")


def test_every_piece_begins_a_page():
    assert pdf.pages(issue(pieces=4, sections=1, length=5).layout()) == [1, 1, 2, 3, 4]


def test_long_pieces_push_the_next_ones_back():
    short, long = (pdf.pages(issue(pieces=3, sections=1, length=length).layout()) for length in (5, 80))

    assert short == [1, 1, 2, 3]
    assert long[2] > 2
    assert long == sorted(long)


def test_what_no_face_has_shows_the_mark_for_a_missing_sort():
    faces = typefaces("")

    assert faces.shown(f"龙{RAREST}門{RARER}") == "龙〓門〓"


def test_what_is_lowered_needs_no_glyph_of_its_own():
    faces = Typefaces(None, {}, False, frozenset(map(ord, "CO2，10\N{MINUS SIGN}6某葛kg")))

    assert list(faces.stretches("CO₂，10⁻⁶㎏")) == [
        ("CO", ""),
        ("2", "sub"),
        ("，10", ""),
        ("\N{MINUS SIGN}6", "sup"),
        ("kg", ""),
    ]
    assert faces.shown("葛\U000e0100某③") == "葛某〓"  # ③ is no 3
    assert list(faces.lacking("CO₂③葛\U000e0100")) == ["③"]


def test_the_missing_are_named_each_once():
    layout = notice(paragraph(f"甲{RAREST}乙{RAREST}"), table((RARER,), (("丙",),))).layout()

    assert pdf.missing(layout) == RAREST + RARER
    assert pdf.missing(notice().layout()) == ""


def test_before_a_pdf_that_lacks_glyphs_the_reader_is_told_which():
    layout = notice(paragraph(f"王{RAREST}{RAREST}")).layout()
    ask = RequestFactory().get

    told = download(ask("/papers/notice.pdf"), layout, "通知", "pdf", NOW)
    anyway = download(ask("/papers/notice.pdf?anyway=1"), layout, "通知", "pdf", NOW)
    word = download(ask("/papers/notice.docx"), layout, "通知", "docx", NOW)

    assert (told.status_code, told.context_data["characters"]) == (422, [(RAREST, "U+3FFF0")])
    assert told.context_data["word"] == "/papers/notice.docx"
    assert anyway.content.startswith(b"%PDF")
    assert word.content.startswith(b"PK")


def test_the_free_faces_hold_what_official_texts_need():
    held = set(characters(serif_path().read_bytes())) & set(characters(sans_path().read_bytes()))

    assert {ord(char) for char in "党建〔〕—“”《》①㈠〇镕囍〓•　　"} <= held


@pytest.mark.parametrize(
    "text",
    [
        "བོད་ལྗོངས་ལས་དོན།",
        "شىنجاڭ ئۇيغۇر تىلى",
        "ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ\u180b\u202f",
        "ꆈꌠꁱꂷ ꉙ",
        "ẑŋ Ưứ",
        "☎★☑✓✔→⇒≤≥∑∫⑳㉑㊣①",
        "₂₃⁻⁶",
    ],
    ids=["Tibetan", "Uyghur", "Mongolian", "Yi", "Latin", "symbols", "lowered and raised"],
)
def test_the_scripts_of_the_basin_are_printed_without_setting_up_anything(text):
    assert list(typefaces("").lacking(text)) == []


def test_rare_characters_come_from_the_fonts_of_the_system(monkeypatch, tmp_path):
    shutil.copy(next(fonts.SCRIPTS_OF_CHINA.glob("noto-sans-yi/400Regular/*.ttf")), tmp_path / "rare.ttf")
    monkeypatch.setattr(fonts, "SCRIPTS_OF_CHINA", tmp_path / "none")
    lacking = {
        place: list(_fresh(monkeypatch, place).lacking("ꆈ")) for place in (tmp_path / "none", tmp_path)
    }

    assert lacking == {tmp_path / "none": ["ꆈ"], tmp_path: []}


def _fresh(monkeypatch, place):
    monkeypatch.setattr(fonts, "RARE", (place,))
    return typefaces.__wrapped__("")


def test_a_directory_of_official_faces_comes_first(tmp_path):
    shutil.copy(sans_path(), tmp_path / "hei.otf")
    (tmp_path / "readme.txt").write_text("示例")

    found = typefaces(str(tmp_path))

    assert fonts.files_in(tmp_path) == [tmp_path / "hei.otf"]
    assert found.families["fangsong"][:2] == ["Noto Serif SC", "Noto Sans SC"]


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("会商通知", "会商通知.pdf"),
        ('a/b\\c:d*e?f"g<h>i|j\r\nk', "a_b_c_d_e_f_g_h_i_j k.pdf"),
        (" .. ", "文件.pdf"),
        ("长" * 300, f"{'长' * 80}.pdf"),
    ],
)
def test_file_names_are_taken_by_every_system(name, made):
    assert filename(name, "pdf") == made


def test_the_answer_names_the_file_in_chinese():
    response = download(RequestFactory().get("/"), notice().layout(), "会商通知", "docx", NOW)

    assert (
        response["Content-Disposition"]
        == "attachment; filename*=utf-8''%E4%BC%9A%E5%95%86%E9%80%9A%E7%9F%A5.docx"
    )
    assert response.content.startswith(b"PK")


def test_the_layout_stands_beside_the_code():
    assert pdf.SOURCE.is_file()
    assert Path(django_settings.BASE_DIR) in pdf.SOURCE.parents
