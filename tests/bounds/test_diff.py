"""Two texts are compared at a bounded price; within it, the edits are as few as can be."""

from html import escape
from itertools import pairwise

import pytest
from django.utils.html import conditional_escape
from hypothesis import given, settings
from hypothesis import strategies as st

from collab_portal.lib import bounds
from collab_portal.lib.diff import Block, Budget, align, fold, likeness, smooth
from experience.comparing import Text, compare
from rotation.views.minutes import NEAR, compare_lines
from tests.bounds.comparisons import PAIRS
from tests.chance import examples

FEW = st.text("甲乙丙", max_size=14)
ANY = st.text("甲乙丙丁戊己", max_size=80)
N = 100_000


def applied(blocks: list[Block], old: str, new: str) -> str:
    """What the blocks make of the old text; they cover both sides in order, and say what they do."""
    text, i, j = "", 0, 0
    for block in blocks:
        assert (block.i1, block.j1) == (i, j)
        i, j = block.i2, block.j2
        gone, come = old[block.i1 : i], new[block.j1 : j]
        assert {"equal": gone == come != "", "delete": not come, "insert": not gone}.get(block.tag, True)
        assert gone or come
        text += gone if block.tag == "equal" else come
    assert (i, j) == (len(old), len(new))
    return text


def edits(blocks: list[Block]) -> int:
    return sum(b.i2 - b.i1 + b.j2 - b.j1 for b in blocks if b.tag != "equal")


def longest_common(old: str, new: str) -> int:
    row = [0] * (len(new) + 1)
    for one in old:
        before = row
        row = [0]
        for place, other in enumerate(new):
            row.append(before[place] + 1 if one == other else max(before[place + 1], row[-1]))
    return row[-1]


def words(old: str, new: str) -> tuple[str, str]:
    """How one changed paragraph looks on both sides."""
    (row,) = compare(Text("", "", f"<p>{old}</p>"), Text("", "", f"<p>{new}</p>"))
    return str(row.left), str(row.right)


def text(lines: str) -> Text:
    return Text("题", "", "".join(f"<p>{escape(line)}</p>" for line in lines.split("\n")))


@given(ANY, ANY, st.integers(0, 900), st.integers(0, 60), st.integers(1, 5))
def test_applied_to_the_old_the_blocks_give_the_new_whatever_bound_is_met(old, new, steps, most, share):
    budget = Budget(steps)

    blocks = align(old, new, budget, edits=most, share=share)

    assert applied(blocks, old, new) == new
    assert applied(smooth(blocks), old, new) == new
    assert all("equal" in {one.tag, other.tag} for one, other in pairwise(blocks))
    assert steps - steps // share <= budget.left <= steps


@settings(max_examples=examples(300))
@given(FEW, FEW)
def test_within_the_bounds_no_edits_could_be_fewer(old, new):
    blocks = align(old, new, Budget())

    assert edits(blocks) == len(old) + len(new) - 2 * longest_common(old, new)


@given(FEW, FEW, st.integers(0, 28))
def test_so_many_edits_are_found_and_one_more_is_a_replaced_middle(old, new, most):
    fewest = edits(align(old, new, Budget()))

    blocks = align(old, new, Budget(), edits=most)

    assert (edits(blocks) == fewest) if fewest <= most else (len(blocks) <= 3)


@given(st.lists(st.sampled_from(["甲" * 50, "甲" * 49 + "乙", "", "丙"]), max_size=20), st.randoms())
def test_lines_are_compared_like_characters(lines, chance):
    other = [line for line in lines if chance.random() < 0.7] + ["丁"]
    named = {line: mark for mark, line in zip("甲乙丙丁戊", {*lines, "丁"}, strict=False)}

    blocks = align(lines, other, Budget())

    assert blocks == align("".join(map(named.get, lines)), "".join(map(named.get, other)), Budget())


@pytest.mark.parametrize("name", PAIRS)
def test_no_pair_costs_more_than_the_budget_of_its_page(name, monkeypatch):
    budgets = []
    monkeypatch.setattr("collab_portal.lib.diff.Budget", lambda: budgets.append(Budget()) or budgets[-1])
    old, new = PAIRS[name](N)

    rows = compare(text(old), text(new))
    lines = compare_lines(old.split("\n"), new.split("\n"))

    assert all(0 <= budget.left <= bounds.COMPARED_STEPS for budget in budgets)
    assert len(budgets) == 2
    assert len(rows) <= bounds.COMPARED_LINES + 2
    assert len(lines) <= 2 * (bounds.COMPARED_LINES + NEAR + 1)
    assert [line for kind, line in lines if kind in {"same", "removed"}][-1].endswith(old.split("\n")[-1])


@pytest.mark.parametrize(
    ("old", "new", "blocks"),
    [
        (
            ["同"] * 1_000,
            ["同"] * 1_001,
            [("equal", 0, 1_000, 0, 1_000), ("insert", 1_000, 1_000, 1_000, 1_001)],
        ),
        ("字" * N, "字" * (N - 1), [("equal", 0, N - 1, 0, N - 1), ("delete", N - 1, N, N - 1, N - 1)]),
        ("字" * N, "词" * N, [("replace", 0, N, 0, N)]),
        ("甲乙" * (N // 2), "乙甲" * (N // 2), [("replace", 0, N, 0, N)]),
        (["甲"] * 9, [], [("delete", 0, 9, 0, 0)]),
        ("", "", []),
        ("字", "字", [("equal", 0, 1, 0, 1)]),
    ],
    ids=["paragraphs", "characters", "nothing in common", "too long to compare", "emptied", "empty", "same"],
)
def test_what_begins_alike_costs_no_step_and_what_is_too_long_none_either(old, new, blocks):
    budget = Budget()

    assert align(old, new, budget) == blocks

    assert budget.left == bounds.COMPARED_STEPS


def test_equal_items_slid_over_are_steps_too():
    old, new = "甲" + "字" * 3_000 + "乙", "丙" + "字" * 2_000 + "丁"
    budget = Budget()

    blocks = align(old, new, budget, edits=2_000)

    assert [block.tag for block in blocks] == ["replace"]  # more edits than bounds.COMPARED_EDITS
    budget = Budget()
    assert edits(align("甲" + "字" * 3_000, "字" * 3_000 + "乙", budget)) == 2
    assert bounds.COMPARED_STEPS - budget.left >= 6_001 + 3_000


def test_a_slide_ends_with_the_budget():
    budget = Budget(2_500)

    blocks = align("甲" + "字" * 1_000, "字" * 1_000 + "乙", budget)

    assert ([block.tag for block in blocks], budget.left) == (["replace"], 0)


def test_reversed_lines_stop_at_the_bound_of_edits():
    lines, budget = [str(number) for number in range(1_000)], Budget()

    blocks = align(lines, lines[::-1], budget)

    assert blocks == [Block("replace", 0, 1_000, 0, 1_000)]
    assert 0 < budget.left < bounds.COMPARED_STEPS


def test_a_spent_budget_replaces_the_middle_and_keeps_both_ends():
    assert align("首甲乙尾", "首乙甲尾", Budget(0)) == [
        ("equal", 0, 1, 0, 1),
        ("replace", 1, 3, 1, 3),
        ("equal", 3, 4, 3, 4),
    ]


@pytest.mark.parametrize(
    ("old", "new", "left", "right"),
    [
        ("甲乙丙", "甲丁丙", "甲<del>乙</del>丙", "甲<ins>丁</ins>丙"),
        (
            "本次活动于2026年3月5日在常州举行。",
            "本次活动于2026年4月12日在苏州举行，共三家参加。",
            "本次活动于2026年<del>3月5</del>日在<del>常</del>州举行。",
            "本次活动于2026年<ins>4月12</ins>日在<ins>苏</ins>州举行<ins>，共三家参加</ins>。",
        ),
        (
            "一、加强组织领导。二、压实责任。",
            "一、加强组织领导。二、强化宣传引导。三、压实责任。",
            "一、加强组织领导。二、压实责任。",
            "一、加强组织领导。二、<ins>强化宣传引导。三、</ins>压实责任。",
        ),
        (
            "江苏税务与浙江税务联合开展太湖巡护，共有32名党员参加",
            "会议由湖北牵头召开，十九家单位派员出席，讨论了轮值安排",
            "<del>江苏税务与浙江税务联合开展太湖巡护，共有32名党员参加</del>",
            "<ins>会议由湖北牵头召开，十九家单位派员出席，讨论了轮值安排</ins>",
        ),
    ],
    ids=["one character", "date and place", "a sentence more", "wholly another"],
)
def test_a_changed_paragraph_shows_what_a_reader_would_mark(old, new, left, right):
    assert words(old, new) == (left, right)


def test_one_rewritten_paragraph_leaves_enough_for_those_that_follow():
    old = "".join(chr(0x4E00 + place % 97) for place in range(3_000))
    rows = compare(text(f"{old}\n后一段的文字"), text(f"{old[::-1]}\n后两段的文字"))

    assert [(row.kind, "<ins>两</ins>" in row.right) for row in rows[1:]] == [
        ("changed", False),
        ("changed", True),
    ]


def test_paragraphs_beyond_the_bound_are_one_row_that_keeps_their_breaks():
    many = bounds.COMPARED_LINES + 1

    rows = compare(text("<\n" * many), text("题外"))

    assert [row.kind for row in rows] == ["same", "changed"]
    assert str(rows[1].left).count("<br>") == many - 1
    assert rows[1].left.startswith("<del>&lt;<br>&lt;")


def test_lines_of_minutes_far_from_a_change_are_left_out_and_counted():
    old = [f"第{number}段" for number in range(400)]
    new = [*old[:200], "新的一段", *old[201:], "末段"]

    lines = compare_lines(old, new)

    assert [line for line in lines if line[0] != "same"] == [
        ("skipped", "相同的150段"),
        ("removed", "第200段"),
        ("added", "新的一段"),
        ("skipped", "相同的99段"),
        ("added", "末段"),
    ]
    assert sum(kind == "same" for kind, _ in lines) == 150
    assert compare_lines(old, old) == []


def test_lines_of_minutes_beyond_the_bound_are_one_that_keeps_their_breaks():
    many = bounds.COMPARED_LINES + 1

    lines = compare_lines(["<"] * many, ["新的一段"])

    assert [(kind, line.count("<br>")) for kind, line in lines] == [("removed", many - 1), ("added", 0)]
    assert conditional_escape(lines[0][1]).startswith("&lt;<br>&lt;")


@given(st.integers(1, 200), st.integers(0, 60), st.booleans(), st.booleans())
def test_never_is_one_item_alone_left_out(length, near, first, last):
    head, tail = fold(length, near, first=first, last=last)

    assert length - head - tail == 0 or length - head - tail > 1


def test_titles_are_ranked_by_what_they_share():
    title = "太湖联合巡护"
    others = ["太湖联合巡护", "太湖联合巡护（第2期）", "联合巡护太湖", "联合党课", "别的活动", ""]

    measures = [likeness(title, other) for other in others]

    assert measures == sorted(measures, reverse=True)
    assert (measures[0], measures[-1], likeness("", ""), likeness("课", "课")) == (1, 0, 1, 1)


@given(ANY, ANY)
def test_likeness_is_mutual_and_a_share(one, other):
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1
