"""How long two versions of an article take to compare when both were made to be slow, rows included."""

import time
from html import escape

import pytest

from collab_portal.lib import bounds
from experience.comparing import Text, compare
from tests.bounds.comparisons import PAIRS

pytestmark = [pytest.mark.bench, pytest.mark.timeout(600)]
LENGTH = 100_000
MOST = 0.5  # seconds of processor time


def text(lines: str) -> Text:
    body = "".join(f"<p>{escape(line)}</p>" for line in lines.split("\n"))
    assert body.count("<") <= bounds.MARKUP_TAGS + 4
    return Text("题", "", body)


def seconds(name: str, length: int) -> float:
    """Of the processor, so that neighbours count less; the quickest of five."""
    old, new = map(text, PAIRS[name](length))
    times = []
    for _ in range(5):
        begun = time.process_time()
        compare(old, new)
        times.append(time.process_time() - begun)
    return min(times)


def test_two_hostile_texts_are_compared_while_one_waits(capsys):
    slow = {}
    with capsys.disabled():
        print(f"\n{LENGTH} characters a side: seconds, times those of half as many")
        for name in PAIRS:
            half, whole = seconds(name, LENGTH // 2), seconds(name, LENGTH)
            print(f"  {name}: {whole:.3f} s, × {whole / half:.1f}")
            if whole > MOST:
                slow[name] = whole
    assert slow == {}
