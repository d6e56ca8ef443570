"""What looks the same folds to the same, and pieces are every neighbour."""
# ruff: noqa: RUF001 - the marks stand here because they look alike

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collab_portal.lib.chinese import (
    MARKS,
    fold,
    fold_with_places,
    look,
    pieces,
    pinyin_keys,
    spelled,
)
from collab_portal.lib.search.listing import holding
from collab_portal.lib.search.marking import excerpt, highlight
from tests.imports.texts import typed

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
ODD = st.randoms(use_true_random=False).map(lambda chance: typed(chance, 60))


@given(TEXT | ODD)
def test_folding_is_done_once(text):
    assert fold(fold(text)) == fold(text)


@given(TEXT | ODD)
def test_every_folded_character_has_its_place_in_the_text(text):
    folded, places = fold_with_places(text)

    assert folded == fold(text)
    assert len(places) == len(folded)
    assert places == sorted(places)
    assert all(place < len(text) for place in places)


def test_script_width_case_and_blanks_fold_alike():
    assert fold("長江經濟帶　ＡＢＣ 著眼於 İ\x00\u200b") == "长江经济带abc着眼于İ"
    assert fold("Party  Day 2026 年") == "party day2026年"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("⻓江经济带⻘年论坛", "长江经济带青年论坛"),
        ("⾧江⼤保护", "长江大保护"),
        ("二○二六年度", "二〇二六年度"),
        ("二◯二六", "二〇二六"),
        *((f"二{zero}二六年度", "二〇二六年度") for zero in "零0OoＯ０ОΟ"),
        *((f"二{zero}二{zero}年", "二〇二〇年") for zero in "零0O○"),
        ("二OOO年", "二〇〇〇年"),
        ("二O二O—二O二五年", "二〇二〇—二〇二五年"),
        *((f"扎西{dot}顿珠", "扎西·顿珠") for dot in "•・‧．∙⋅.·●◦⦁ᆞㆍ⬤"),
        *(
            (f"{left}四強{right}黨支部", "“四强”党支部")
            for left, right in ("「」", "『』", '""', "‘’", "〝〞", "❝❞", "❛❜", ("‘‘", "’’"), ("``", "''"))
        ),
        *(
            (f"{left}长江{right}", "《长江》")
            for left, right in ("＜＞", "<>", "‹›", "⟨⟩", "⟪⟫", "≪≫", "«»", "❬❭")
        ),
        *((f"A{dash}12", "A-12") for dash in "ー⎯➖⏤⁃"),
        *((f"降到PM{blank}2.5以下", "降到pm2.5以下") for blank in (" ", "", "\u3000")),
        *((f"20{degree}", "20°C") for degree in ("℃", " ℃", "˚C", "º C", "° C", "°c")),
        *((f"100{area}", "100㎡") for area in ("m2", "m²", " m 2", " M2", "㎡")),
        *((share, "50%") for share in ("50％", "50 %", "５０﹪", "50 ％")),
        *((f"会场3{times}5米", "会场3×5米") for times in ("x", "X", "ｘ", "х", "*", " x ", " × ", "✕")),
        ("硏値郞曽呑顚尙屛姸歴埀涙姪餠駄皐宂讎畳渕浄锺", "研值郎曾吞颠尚屏妍历垂泪侄饼驮皋冗仇叠渊净钟"),
        ("単売両発囲円処乗剰嬢捜掲揷涜沢渋焭猟獣硏繋", "单卖两发围圆处乘剩娘搜揭插渎泽涩茕猎兽研系"),
        ("椶煖盌磟緜蔴袴韈鞾饍菓鎗坵傚徃𠮷邉圀", "棕暖碗碌绵麻裤袜靴膳果枪丘效往吉边国"),
        *((f"示例{left}2026{right}1号", "示例〔2026〕1号") for left, right in ("[]", "()", "（）", "【】")),
        *((f"联学{dash}共建", "联学-共建") for dash in ("—", "–", "―", "－", "——", "--", "‑")),
        *((f"等{dots}", "等…") for dots in ("……", "⋯", "...", "......")),
        ("6〜8月", "6~8月"),
        ("淸靑鄕塡緖効攷囯燿隣戸", "清青乡填绪效考国耀邻户"),
        ("党 建 引 领", "党建引领"),
        ("2026 年 5 月", "2026年5月"),
        ("长\u200b江\ufeff\u00ad", "长江"),
        ("葛\U000e0100某", "葛某"),
        ("\uff2a\uff33\uff0d\uff10\uff11", "js-01"),
        ("〈长江〉", "《长江》"),
        ("①号Ⅱ期㎡", "1号ii期m2"),
        ("Ⅳ级响应", "IV级响应"),
        ("ⅻ月½㏎", "xii月1/2km"),
        ("ﬁnal oﬃce", "final office"),
        ("Cafe\u0301 a\u0302\u0301 lu\u0308", "café ấ lü"),
        ("ﾊﾞス", "バス"),
        ("⑴㈠", "(1)(一)"),
        ("e\u0301 b", "é b"),
    ],
)
def test_what_looks_the_same_is_the_same(written, read):
    assert fold(written) == fold(read)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("ハート", "ハ-ト"), ("x光", "×光"), ("四O型", "四〇型"), ("OK", "〇K"), ("喆", "哲")),
        *(("土", "士"), ("未", "末"), ("《", "("), ("一", "-"), ("己", "已"), ("。", ".")),
    ],
)
def test_what_is_another_character_stays_another(one, other):
    assert fold(one) != fold(other)


def test_every_mark_is_its_own_kind_and_no_han_character():
    assert all(fold(char) == mark for mark, several in MARKS.items() for char in several if mark != "…")


def test_titles_that_read_the_same_have_one_look():
    first = look("同日示例（第一期）“四强”")

    assert {look(text) for text in ("同日示例(第一期)「四強」", '同日示例（第一期） "四强"\u200b')} == {first}
    assert look("同日示例（第二期）“四强”") != first


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("第一百期", "第100期"), ("第一百零二期", "第102期"), ("第02期", "第2期"), ("第廿一期", "第21期")),
        *(("第⑴期", "第1期"), ("第（一）期", "第1期"), ("第㈡期", "第二期"), ("第贰期", "第2期")),
        *(
            ("学习（一）", "学习（1）"),
            ("学习㈠", "学习(1)"),
            ("学习（01）", "学习（一）"),
            ("学习⑩", "学习10"),
        ),
        *((f"学习{end}", "学习") for end in ("。", "！", "!!", "？", "…", "．")),
    ],
)
def test_titles_that_count_in_other_figures_or_end_in_a_mark_have_one_look(one, other):
    assert look(one) == look(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("第一期", "第十一期"), ("学习（一）", "学习（二）"), ("第100期", "第101期"), ("甲", "")],
)
def test_titles_that_count_otherwise_look_otherwise(one, other):
    assert look(one) != look(other)


def test_few_rows_are_looked_through_by_their_look():
    assert holding("靑年", [(1, "长江⻘年", ""), (2, "少年", "青年"), (3, "老年", "")]) == [1, 2]


@pytest.mark.parametrize("query", ["结 对", "结　对", "结 对 共 建", "协议 结对", "协议  《结对》", "结对。"])
def test_few_rows_are_looked_through_for_every_word_and_letters_written_apart_are_one(query):
    rows = [(1, "结对共建协议", ""), (2, "结对 共建", "框架协议"), (3, "对结", "建共"), (4, "共建协议", "结")]

    assert holding(query, rows) == [1, 2]


def test_marks_alone_are_looked_for_as_they_stand():
    assert holding("《", [(1, "《结对》"), (2, "结对")]) == [1]


@pytest.mark.parametrize(
    ("asked", "letters"),
    [("xi'an", "xian"), ("lüse", "lvse"), ("xian", "xian"), ("x", ""), ("西an", ""), ("a1", "")],
)
def test_pinyin_may_have_its_apostrophe_and_its_dots(asked, letters):
    assert spelled(fold(asked)) == letters


def test_pinyin_is_found_by_whom_the_keyboard_has_no_dots():
    assert {"lvse", "luse", "ls"} <= pinyin_keys("绿色")


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


def test_a_hit_in_a_character_that_stands_for_several_marks_all_of_it():
    assert highlight("启动Ⅳ级响应", [fold("iv级")]) == "启动<mark>Ⅳ级</mark>响应"
    assert highlight("三十㎡的Cafe\u0301。", [fold("M2"), fold("café")]) == (
        "三十<mark>㎡</mark>的<mark>Cafe\u0301</mark>。"
    )
    assert excerpt("启动Ⅳ级响应", [fold("v级")]) == "启动<mark>Ⅳ级</mark>响应"


@pytest.mark.parametrize("before", [0, 1, 158, 159, 160, 161, 318, 319, 320, 321, 399, 400, 1_950])
@pytest.mark.parametrize("word", ["轮值会商", "長江 Ⅳ 級", "party day"])
def test_an_excerpt_finds_the_first_hit_wherever_pieces_of_the_text_meet(before: int, word: str) -> None:
    text = "示" * before + word + "例" * 500 + word

    shown = excerpt(text, [fold(word)])

    assert f"<mark>{word}</mark>" in shown
    assert shown.startswith("…") == (before > 30)
    assert shown.count("示") == min(before, 30)


def test_an_excerpt_of_a_long_text_folds_no_more_than_it_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    monkeypatch.setattr(
        "collab_portal.lib.search.marking.fold", lambda text: read.append(len(text)) or fold(text)
    )

    excerpt("示例" * 10 + "轮值" + "示例" * 25_000, ["轮值"])

    assert sum(read) <= 450
