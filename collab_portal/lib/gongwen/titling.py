"""Where the title of a document turns: GB/T 9704-2012 §7.3.1, 词意完整，排列对称，长短适宜.

Never within a word it knows, a number with its unit or a name in marks, rarely within what it does not know;
lines alike in length, so that none holds a character alone.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Final

from collab_portal.lib.gongwen.blocks import Paragraph, plain
from collab_portal.lib.gongwen.fitting import breadth, room

WORDS: Final = frozenset(Path(__file__).with_name("title_words.txt").read_text("utf-8").split())
LONGEST: Final = max(map(len, WORDS))
WHOLE: Final = re.compile(
    r"第[一二三四五六七八九十百零〇两\d]+[个次期届批号季年轮季章条版]?度?|\d+年(?:度|\d+月(?:\d+日)?)?|\d+月(?:\d+日)?"
    r"|[《“‘（〔【][^》”’）〕】]{1,11}[》”’）〕】]|[A-Za-z0-9][A-Za-z0-9.,:%/·+-]*[年月日号期次届批个项名]?"
)
NEVER_FIRST: Final = frozenset("的地得了着过等者们》”’）〕】，。、；：！？…—· ")
NEVER_LAST: Final = frozenset("《“‘（〔【第")
RATHER_NOT_LAST: Final = frozenset(("关于", *"和与及暨对在向为以将把被从由至"))
GOOD: Final = frozenset("的，、；：。！？ ")
# Costs beside that of lines unlike each other, which is the square of characters from the mean.
NAMED, HALF_KNOWN, UNKNOWN = 9.0, 2.0, 12.0


def turned(title: Paragraph) -> Paragraph:
    """The title with its lines; the same where it fits one, or where a word is too long for any."""
    return replace(title, runs=plain(in_lines(title.text, room(title))))


def in_lines(text: str, room: float) -> str:
    """``text`` with line ends, in as few lines of ``room`` em as hold it."""
    parts = _parts(text)
    widths = [breadth(part) for part in parts]
    if sum(widths) <= room or max(widths) > room:
        return text
    fewest = int(sum(widths) / room) + 1
    for count in (fewest, fewest + 1):
        if starts := _starts(parts, widths, room, count):
            ends = [*starts[1:], len(parts)]
            return "\n".join("".join(parts[start:end]) for start, end in zip(starts, ends, strict=True))
    return text


def _parts(text: str) -> list[str]:
    """Words, and single characters of what is no word known; with what may not stand apart from them."""
    found: list[str] = []
    at = 0
    while at < len(text):
        whole = WHOLE.match(text, at)
        end = whole.end() if whole else at + _known(text[at : at + LONGEST])
        part = text[at:end]
        if found and (part[0] in NEVER_FIRST or found[-1][-1] in NEVER_LAST):
            found[-1] += part
        else:
            found.append(part)
        at = end
    return found


def _known(text: str) -> int:
    """How long the word is that ``text`` begins with, at least 1."""
    return next((length for length in range(len(text), 1, -1) if text[:length] in WORDS), 1)


def _starts(parts: Sequence[str], widths: Sequence[float], room: float, count: int) -> list[int]:
    """Where each of ``count`` lines begins, at the least cost; empty if they cannot hold all."""
    mean = sum(widths) / count
    costs = [0.0, *(_cost(*pair) for pair in pairwise(parts))]
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}  # by the first part that is not set yet
    for _ in range(count):
        longer: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, starts) in best.items():
            wide = 0.0
            for end in range(start, len(parts)):
                wide += widths[end]
                if wide > room:
                    break
                total = cost + costs[start] + (wide - mean) ** 2
                if end + 1 not in longer or total < longer[end + 1][0]:
                    longer[end + 1] = (total, [*starts, start])
        best = longer
    return best[len(parts)][1] if len(parts) in best else []


def _cost(before: str, after: str) -> float:
    """Of a line that ends with one part and goes on with the other."""
    if before in RATHER_NOT_LAST:
        return NAMED
    if before[-1] in GOOD:
        return 0.0
    unknown = [len(part) == 1 for part in (before, after)]
    return UNKNOWN if all(unknown) else HALF_KNOWN if any(unknown) else 0.0
