"""Pairs of texts made to be slow to compare: about ``n`` characters each, a line a paragraph.

A text holds one paragraph in five characters at most: of 100,000 characters, 20,000, with which
``bounds.MARKUP_TAGS`` is met.
"""

from collections.abc import Callable
from random import Random

CHARACTERS = "".join(map(chr, range(0x4E00, 0x4E00 + 2_000)))
SHORTEST = 5


def _cut(text: str, length: int) -> list[str]:
    return [text[place : place + length] for place in range(0, len(text), length)]


def _lines(text: str, length: int = SHORTEST) -> str:
    return "\n".join(_cut(text, length))


def _chosen(seed: int, length: int, among: str = CHARACTERS) -> str:
    return "".join(Random(seed).choices(among, k=length))


def _drawn(seed: int, n: int) -> str:
    """Paragraphs of five equal characters, one of two, by chance."""
    return "\n".join(character * SHORTEST for character in _chosen(seed, n // SHORTEST, "甲乙"))


def _changed(text: str, every: int) -> str:
    return "".join("改" if place % every == 0 else one for place, one in enumerate(text))


Pair = tuple[str, str]
PAIRS: dict[str, Callable[[int], Pair]] = {
    "one character, once more": lambda n: ("字" * n, "字" * (n - 1)),
    "one character, other ends": lambda n: (f"甲{'字' * n}乙", f"丙{'字' * n}{'字' * 9}丁"),
    "equal paragraphs, one more": lambda n: (_lines("字" * n, 100), _lines("字" * (n - 100), 100)),
    "equal short paragraphs, one more": lambda n: (_lines("字" * n), _lines("字" * (n - SHORTEST))),
    "short paragraphs, all other": lambda n: (_lines("字" * n), _lines("词" * n)),
    "as many paragraphs as are compared, all other": lambda n: (
        _lines(_chosen(1, n), 25),
        _lines(_chosen(2, n), 25),
    ),
    "as many paragraphs as are compared, all a little other": lambda n: (
        _lines(_chosen(1, n), 25),
        _lines(_changed(_chosen(1, n), 25), 25),
    ),
    "alternating characters": lambda n: (
        _lines("甲乙" * (n // 2), 2_000),
        _lines("甲甲乙" * (n // 3), 2_000),
    ),
    "alternating paragraphs": lambda n: (
        "甲甲甲甲甲\n乙乙乙乙乙\n" * (n // 10),
        "乙乙乙乙乙\n乙乙乙乙乙\n甲甲甲甲甲\n" * (n // 15),
    ),
    "two characters by chance": lambda n: (
        _lines(_chosen(1, n, "甲乙"), 1_200),
        _lines(_chosen(2, n, "甲乙"), 1_200),
    ),
    "two paragraphs by chance": lambda n: (_drawn(1, n), _drawn(2, n)),
    "reversed": lambda n: (_chosen(1, n), _chosen(1, n)[::-1]),
    "paragraphs reversed": lambda n: (
        _lines(_chosen(1, n), 100),
        "\n".join(reversed(_cut(_chosen(1, n), 100))),
    ),
    "short paragraphs reversed": lambda n: (
        _lines(_chosen(1, n)),
        "\n".join(reversed(_cut(_chosen(1, n), 5))),
    ),
    "no character in common": lambda n: (
        _lines("甲乙丙丁" * (n // 4), 500),
        _lines("子丑寅卯" * (n // 4), 500),
    ),
    "only chance in common": lambda n: (_lines(_chosen(1, n), 500), _lines(_chosen(2, n), 500)),
    "forty characters, moved by seven": lambda n: (
        _lines(_chosen(1, n, CHARACTERS[:40]), 1_000),
        _lines(_chosen(1, n, CHARACTERS[:40])[7:] + "末" * 7, 1_000),
    ),
    "every tenth character": lambda n: (
        _lines(_chosen(1, n), 1_000),
        _lines(_changed(_chosen(1, n), 10), 1_000),
    ),
    "every second character": lambda n: (_lines(_chosen(1, n), 25), _lines(_changed(_chosen(1, n), 2), 25)),
    "every third character": lambda n: (_lines(_chosen(1, n), 25), _lines(_changed(_chosen(1, n), 3), 25)),
    "one long beginning": lambda n: (
        "\n".join("字" * 900 + str(place) for place in range(n // 900)),
        "\n".join("字" * 900 + str(place) for place in reversed(range(n // 900))),
    ),
    "marks that are written out": lambda n: (_lines("<&" * (n // 2), 25), _lines("&<'" * (n // 3), 25)),
}
