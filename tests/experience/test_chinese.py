"""Folding keeps every position, and bigrams every neighbour."""

from hypothesis import given
from hypothesis import strategies as st

from collab_portal.lib.chinese import fold, pieces, pinyin_keys

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(TEXT)
def test_folding_keeps_the_length_and_is_done_once(text):
    folded = fold(text)

    assert len(folded) == len(text)
    assert fold(folded) == folded


@given(TEXT, TEXT)
def test_folding_works_character_by_character(left, right):
    assert fold(left + right) == fold(left) + fold(right)


def test_script_width_case_and_blanks_fold_alike():
    assert fold("長江經濟帶　ＡＢＣ著眼於 İ\x00\u200b") == "长江经济带 abc着眼于 İ \u200b"


@given(TEXT)
def test_every_piece_stands_in_one_line(text):
    for piece in pieces(text, 3):
        assert any(piece in line for line in text.split("\n"))


def test_pieces_are_all_runs_of_up_to_so_many_neighbours():
    assert pieces("党建a\n\n5。", 3) == {"党", "建", "a", "党建", "建a", "党建a", "5", "。", "5。"}


def test_pinyin_knows_names_from_their_phrase():
    keys = pinyin_keys("重慶：长江经济带")

    assert {"chongqing", "cq", "changjiangjingjidai", "jingjidai", "cjjjd"} <= keys
    assert pinyin_keys("！？") == set()
