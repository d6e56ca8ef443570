"""Chinese text for searching: one folding for what is written and what is asked, and pinyin keys.

Folding maps each character to exactly one character, so a position found in folded text is the same
position in the original: simplified for traditional, half width for full width, small letters for capitals.
"""

import re
import unicodedata
from functools import cache

import opencc

# Pairs OpenCC leaves alone (a reader would call them the same word), from the press texts of the committees.
VARIANTS = {"著": "着", "祇": "只", "甯": "宁"}
KEY_LENGTH = 60


def _plain(char: str) -> str:
    """One character without width, case and the accidents of white space."""
    if char == "\n":
        return char
    if char.isspace() or unicodedata.category(char) in {"Cc", "Cs"}:
        return " "
    normal = unicodedata.normalize("NFKC", char)
    small = (normal if len(normal) == 1 else char).lower()
    return small if len(small) == 1 else char


class _Folding(dict[int, str]):
    """The table of ``str.translate``: traditional characters beforehand, any other one when first met."""

    def __missing__(self, code: int) -> str:
        char = _plain(chr(code))
        return self.setdefault(code, self.get(ord(char), char))


@cache
def _folding() -> _Folding:
    """OpenCC asked once, a character a line, so that no phrase of its dictionary applies."""
    traditional = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    simplified = opencc.OpenCC("t2s").convert("\n".join(traditional)).split("\n")
    pairs = zip(traditional, simplified, strict=True)
    table = _Folding({ord(char): simple for char, simple in pairs if char != simple and len(simple) == 1})
    table.update({ord(char): simple for char, simple in VARIANTS.items()})
    return table


def fold(text: str) -> str:
    """``text`` as search compares it, character for character (same length)."""
    return text.translate(_folding())


def pieces(text: str, longest: int) -> set[str]:
    """Every run of one to ``longest`` neighbouring characters of a line.

    Punctuation and Latin letters count like Han characters: ``"2021年"`` as well as ``"机关"``.
    """
    return {
        line[start : start + length]
        for line in text.split("\n")
        for length in range(1, longest + 1)
        for start in range(len(line) - length + 1)
    }


@cache
def _han() -> re.Pattern[str]:
    return re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+|[a-z0-9]+")


def pinyin_keys(title: str) -> set[str]:
    """What a person may type for ``title``: its pinyin and its initials, from every syllable on.

    ``"长江经济带"`` gives ``changjiangjingjidai``, ``jiangjingjidai`` … and ``cjjjd``, ``jjjd`` …
    """
    from pypinyin import Style, lazy_pinyin  # its dictionary is 58 MB: only for processes that write titles

    keys: set[str] = set()
    for run in _han().findall(fold(title)):
        for style in (Style.NORMAL, Style.FIRST_LETTER):
            syllables = lazy_pinyin(run, style=style)
            keys.update("".join(syllables[start:])[:KEY_LENGTH] for start in range(len(syllables)))
    return keys
