"""The code of an EQ field as a line of text, however it is broken."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collab_portal.lib.eq import steps
from collab_portal.lib.html import clean
from tests.experience.equation_pastes import PLAIN

PIECES = (
    "\\f(",
    "\\o\\ad(",
    "\\s\\up5(",
    "\\b\\bc\\{(",
    "\\i",
    "\\",
    "(",
    ")",
    ",",
    ";",
    "字",
    "1",
    " ",
    "\\x(",
)


@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_any_code_is_read_to_its_end_and_cleaning_it_again_changes_nothing(pieces):
    code = "eq " + "".join(pieces)
    words = "".join(words for words, _ in steps(code))

    assert code.count("字") <= words.count("字")
    cleaned = clean(f"<p>前{PLAIN.replace('{}', code)}后</p>")
    assert clean(cleaned) == cleaned


@pytest.mark.bench
@pytest.mark.parametrize(
    "code", ["eq \\f(" * 200, "eq \\f(1" * 200, "eq " + "\\*" * 500, "eq " + "\\b\\bc" * 200]
)
def test_a_hostile_code_costs_little(code):
    begun = time.process_time()
    steps(code)

    assert time.process_time() - begun < 0.1
