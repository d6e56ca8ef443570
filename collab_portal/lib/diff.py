"""Two sequences side by side, whatever they hold: bounded in items, in edits and in steps.

What both begin and end with is cut off; what is between is compared by the greedy algorithm of E. W. Myers
("An O(ND) Difference Algorithm and Its Variations", 1986). Where a bound is met it is one replaced block.
Besides the steps of its budget a call costs time linear in what it is given.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal, NamedTuple, Self

from collab_portal.lib.bounds import COMPARED_EDITS, COMPARED_LINES, COMPARED_STEPS

BEGIN = 50  # steps: what it takes to begin, so that thousands of short comparisons are bounded too


@dataclass
class Budget:
    """The steps that all comparisons of a page may take together: to count an item, to look at a pair."""

    left: int = COMPARED_STEPS


class Block(NamedTuple):
    """``old[i1:i2]`` stands against ``new[j1:j2]``, like an opcode of ``difflib``."""

    tag: Literal["equal", "replace", "delete", "insert"]
    i1: int
    i2: int
    j1: int
    j2: int

    @classmethod
    def changed(cls, i1: int, i2: int, j1: int, j2: int) -> Self:
        return cls("insert" if i1 == i2 else "delete" if j1 == j2 else "replace", i1, i2, j1, j2)

    @property
    def size(self) -> int:
        """Items of the longer side."""
        return max(self.i2 - self.i1, self.j2 - self.j1)


class _Run(NamedTuple):
    """``length`` equal items from ``old[x]`` and ``new[y]`` on, and the run before this one."""

    x: int
    y: int
    length: int
    before: "_Run | None"


def align(
    old: Sequence[Hashable],
    new: Sequence[Hashable],
    budget: Budget,
    *,
    edits: int = COMPARED_EDITS,
    share: int = 1,
) -> list[Block]:
    """The blocks that make ``new`` of ``old``: in order, covering both, an equal one between two changes.

    As few deletions and insertions as there can be. But of the middle, between a common head and a common
    tail, nothing is matched if it takes more than ``edits`` of them (at most ``COMPARED_EDITS``), has more
    than ``COMPARED_LINES`` items on a side or would cost more than one in ``share`` of the steps left.
    """
    head = _count_equal(zip(old, new, strict=False))
    tail = _count_equal(zip(reversed(old), reversed(new), strict=False))
    tail = min(tail, len(old) - head, len(new) - head)
    middle = old[head : len(old) - tail], new[head : len(new) - tail]
    runs = _match(*middle, head, budget, min(edits, COMPARED_EDITS), share)
    blocks: list[Block] = []
    i1, i2, j1, j2 = 0, head, 0, head  # the equal block that may still grow
    for i, j, length in [*runs, (len(old) - tail, len(new) - tail, tail)]:
        if i > i2 or j > j2:
            if i2 > i1:
                blocks.append(Block("equal", i1, i2, j1, j2))
            blocks.append(Block.changed(i2, i, j2, j))
            i1, j1 = i, j
        i2, j2 = i + length, j + length
    return [*blocks, Block("equal", i1, i2, j1, j2)] if i2 > i1 else blocks


def _count_equal(pairs: Iterable[tuple[object, object]]) -> int:
    """How many pairs agree before the first that does not."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _match(
    old: Sequence[Hashable], new: Sequence[Hashable], head: int, budget: Budget, edits: int, share: int
) -> list[tuple[int, int, int]]:
    """The places of equal items, counted from ``head``, in order, with their length: one.

    What only one side has is left out of the walk, and numbers stand for the rest.
    """
    items = len(old) + len(new)
    steps = budget.left // share - BEGIN - items
    if not old or not new or max(len(old), len(new)) > COMPARED_LINES or steps < 1:
        return []
    budget.left -= BEGIN + items
    shared = Counter(old) & Counter(new)
    if items - 2 * shared.total() > edits:
        return []  # as many edits as that it takes in any order
    numbers = {item: number for number, item in enumerate(shared)}
    left = [(place, numbers[item]) for place, item in enumerate(old, head) if item in numbers]
    right = [(place, numbers[item]) for place, item in enumerate(new, head) if item in numbers]
    edits -= items - len(left) - len(right)
    run, spent = _walk([n for _, n in left], [n for _, n in right], steps, edits)
    budget.left -= spent
    pairs: list[tuple[int, int, int]] = []
    while run:
        pairs += ((left[run.x + n][0], right[run.y + n][0], 1) for n in reversed(range(run.length)))
        run = run.before
    return pairs[::-1]


def _walk(old: list[int], new: list[int], steps: int, edits: int) -> tuple[_Run | None, int]:
    """The last run of a shortest path through both, None if nothing is equal or a bound is met; steps taken.

    ``ends``, ``runs``: how far along ``old`` each diagonal (x - y) was reached, and the last run before.
    """
    width, height, left = len(old), len(new), steps
    edits = min(edits, width + height)
    ends = [-1] * (2 * edits + 3)  # negative diagonals count from the end
    runs: list[_Run | None] = [None] * len(ends)
    ends[1] = 0
    for edit in range(edits + 1):
        lowest, highest = 2 * max(0, edit - height) - edit, edit - 2 * max(0, edit - width)
        for diagonal in range(lowest, highest + 1, 2):
            if left < 1:
                return None, steps
            fewer, more = ends[diagonal - 1], ends[diagonal + 1]
            x, run = (more, runs[diagonal + 1]) if fewer < more else (fewer + 1, runs[diagonal - 1])
            begin, stop = x, width if width < height + diagonal else height + diagonal
            left -= 1
            while x < stop and left and old[x] == new[x - diagonal]:
                x += 1
                left -= 1
            if x > begin:
                run = _Run(begin, begin - diagonal, x - begin, run)
            ends[diagonal], runs[diagonal] = x, run
            if x >= width and diagonal == width - height:
                return run, steps - left
    return None, steps - left


def smooth(blocks: list[Block]) -> list[Block]:
    """Without what is equal by chance: one item, or fewer than in each of the two changes around it."""
    kept: list[Block] = []
    for block in blocks:
        kept.append(block)
        while len(kept) > 2 and block.tag != "equal":
            first, between, _ = kept[-3:]
            if between.size >= max(2, min(first.size, block.size)):
                break
            block = Block.changed(first.i1, block.i2, first.j1, block.j2)
            kept[-3:] = [block]
    return kept


def fold(length: int, near: int, *, first: bool, last: bool) -> tuple[int, int]:
    """How many of ``length`` equal items to show at their begin and at their end, at most ``near`` a change.

    ``first``, ``last``: no change comes before, after. One item alone is never left out: ``(length, 0)``.
    """
    head, tail = (0 if first else near), (0 if last else near)
    return (length, 0) if length <= head + tail + 1 else (head, tail)


def likeness(one: str, other: str) -> float:
    """The share of neighbouring characters that two titles have in common (Dice), from 0 to 1: the same."""
    pairs, others = (Counter(zip(f" {text}", f"{text} ", strict=True)) for text in (one, other))
    return 2 * (pairs & others).total() / (pairs.total() + others.total())
