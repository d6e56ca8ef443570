"""What Word and WPS do not show or print is no text; what they raise stays raised."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings

from collab_portal.lib import symbols
from collab_portal.lib.gongwen.fonts import typefaces
from collab_portal.lib.html import clean, plain_text
from tests.experience import office_pastes


def tight(markup: str) -> str:
    """Without formatting that holds nothing and space between lines."""
    for tag in ("strong", "em", "a"):
        markup = markup.replace(f"<{tag}></{tag}>", "")
    return markup.replace("\n", "").strip()


@pytest.mark.parametrize("case", office_pastes.sample(), ids=lambda case: f"{case.kind}: {case.source[:60]}")
def test_a_paste_becomes_what_its_program_shows(case):
    cleaned = clean(case.source)

    assert tight(cleaned) == case.wanted
    assert clean(cleaned) == cleaned


@pytest.mark.thorough
def test_wherever_it_stands_a_paste_becomes_what_its_program_shows():
    found = list(office_pastes.cases())
    assert len(found) >= 400

    wrong = [(case, cleaned) for case in found if tight(cleaned := clean(case.source)) != tight(case.wanted)]

    assert wrong == []


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("面积10<sup>4</sup>亩", "面积10⁴亩"),
        ("10<sup>-6</sup>", "10⁻⁶"),
        ("10<sup><strong>4</strong></sup>", "10⁴"),
        ("CO<sub>2</sub>与PM<sub>2.5</sub>", "CO₂与PM₂.₅"),
        ("x<sup>n+1</sup>", "xⁿ⁺¹"),
        ("x<sup>a+b</sup>与V<sub>i1</sub>", "x^(a+b)与V_(i1)"),
        ("x<sup>1&lt;2</sup>", "x^(1<2)"),
        ("V<sub>总</sub>", "V总"),
        ("见注<sup>[1]</sup>、<sup>①</sup>、<sup>*</sup>", "见注[1]、①、*"),
        ("第1<sup>st</sup>版<sup></sup>", "第1st版"),
    ],
)
def test_in_words_a_power_is_no_factor(markup, words):
    assert plain_text(clean(f"<p>{markup}</p>")) == words


def test_the_browser_knows_the_same_signs_of_picture_faces():
    script = (
        Path(settings.BASE_DIR, "static/js/word.js").read_text().split("const SIGNS = {")[1].split("};")[0]
    )
    known = {
        json.loads(face): "".join(map(json.loads, re.findall(r'"(?:[^"\\]|\\.)*"', pairs)))
        for face, pairs in re.findall(r'("[a-z0-9 ]+"):((?:\s*\+?\s*"(?:[^"\\]|\\.)*")+)', script)
    }

    assert known == symbols.TABLES


def test_every_sign_of_a_picture_face_can_be_printed():
    signs = "".join(pair[1:] for pairs in symbols.TABLES.values() for pair in pairs.split(" "))

    assert list(typefaces("").lacking(signs + symbols.OTHER)) == []
