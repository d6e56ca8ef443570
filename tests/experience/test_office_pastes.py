"""What Word and WPS do not show or print is no text; what they raise stays raised."""

import re
from pathlib import Path

import pytest

from collab_portal.lib import eq, looks, symbols, tags, word
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
        ("10<sup>4<sup>2</sup></sup>", "10^(4^(2))"),
        ("10<sup>4<sub>2</sub></sup>", "10^(4₂)"),
        ("V<sub>总</sub>", "V总"),
        ("见注<sup>[1]</sup>、<sup>①</sup>、<sup>*</sup>", "见注[1]、①、*"),
        ("第1<sup>st</sup>版<sup></sup>", "第1st版"),
    ],
)
def test_in_words_a_power_is_no_factor(markup, words):
    assert plain_text(clean(f"<p>{markup}</p>")) == words


def _is_for_both(value):
    """A pattern of marks; the others read what the server wrote itself."""
    return isinstance(value, re.Pattern) and value.flags & re.IGNORECASE


def test_the_browser_reads_the_same_signs_and_styles():
    script = "".join(Path("static/js", name).read_text() for name in ("word.js", "formulas.js", "eq.js"))

    rows = [f'0x{code:02X}: "{row}"' for face in symbols.FACES.values() for code, row in face.items()]
    assert [row for row in rows if row not in script] == []
    assert len(rows) > 40
    both = (*vars(looks).values(), *vars(word).values(), eq.BEGINS, eq.HEAD, eq.SIDE, tags.COUNTS)
    patterns = [each.pattern.replace("/", "\\/") for each in both if _is_for_both(each)]
    assert [pattern for pattern in patterns if f"/{pattern}/i" not in script] == []
    assert len(patterns) > 15
