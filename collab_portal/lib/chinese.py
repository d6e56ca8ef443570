"""Chinese text as it is compared: one folding for what is written and what is asked, and pinyin keys.

What looks or reads the same is the same: simplified for traditional and old forms, characters for radicals,
half width for full width, small letters for capitals, one mark for the several of a kind (quotes, brackets,
dashes, dots of names), no blanks but between words of letters and between figures, nothing that nobody sees.
Search, lists, pickers, warnings about duplicates and imports all compare what ``fold`` gives.
"""
# ruff: noqa: RUF001 - the marks stand here because they look alike

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache

import opencc

from collab_portal.lib import numerals, radicals, variants
from collab_portal.lib.visible import BLANK

# Of the folding: rows folded by another are folded anew (``organizations/operations/folding.py``).
VERSION = 5
# Pairs OpenCC leaves alone, from the press texts of the committees.
VARIANTS = {"著": "着", "祇": "只", "甯": "宁"}
MARKS = {
    "'": '"＂＇‘’‚‛“”„‟′″‵`´「」『』﹁﹂﹃﹄〝〞〟❛❜❝❞',
    "(": "（〔【［〖〘〚﹙﹝[⦅",
    ")": "）〕】］〗〙〛﹚﹞]⦆",
    "《": "〈«‹﹤︽<⟨⟪≪❬❮❰",
    "》": "〉»›﹥︾>⟩⟫≫❭❯❱",
    "-": "‐‑‒–—―−－﹣﹘⸺⸻─━˗⁃⎯⏤➖",
    "·": "•・‧∙⋅･‣․·ꞏ●◦⦁ᆞ⸱⬤˙",
    "…": "…⋯",
    "~": "〜～∼〰",
    "零": "〇○◯",
    ":": "：﹕∶",
    "/": "／∕⁄",
    "×": "✕✖╳⨯⨉",
    "°": "˚º",
}
HIDDEN = "\0"  # stands for what nobody sees, while positions still count
HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
ACCENTS = "\u0300-\u036f\u3099\u309a"  # stand behind the letter they belong to
LETTER = re.compile(f"[^\\W_{HAN}]|[{ACCENTS}]")  # of a script whose words are set apart by blanks
ACCENTED = re.compile(f"[^\\W_][{ACCENTS}]+")
CHARACTER = re.compile(f"[{HAN}]")
BLANKS = re.compile(" +")
RUNS = re.compile("-{2,}|'{2,}|[….]+")
DOTS = re.compile("(?:…|[.]{3,})+")
# What is typed for a zero among Chinese numerals: a figure, a Latin, Greek or Cyrillic O.
ZERO, DIGIT = "[0oοо]", f"[{numerals.ZERO_TO_NINE}]"
ZEROS = re.compile(f"(?<={DIGIT}){ZERO}+(?={DIGIT}|年)|(?<={DIGIT}(?:零|{ZERO}){DIGIT}){ZERO}(?![ a-z0-9])")
FIGURE = "[0-9]"
WORD_AND_FIGURE = re.compile("(?<=[a-z]) (?=[0-9])|(?<=[0-9]) (?=[a-z])")  # PM 2.5, 5 G
TIMES = re.compile(f"(?<={FIGURE}) ?[xх*] ?(?={FIGURE})")
LONG_DASH = re.compile("(?<=[a-z0-9])ー+(?=[a-z0-9])")  # prolongs a Japanese vowel elsewhere
FIGURES = f"[{numerals.NUMERALS}]{{1,9}}|[0-9]{{1,9}}"
ORDINAL = re.compile(rf"(?<=第)\(?({FIGURES})\)?")
BRACKETED = re.compile(rf"(?<=\()({FIGURES})(?=\))")
AT_THE_END = "。.!?…,;、"
KEY_LENGTH = 60


def _plain(char: str) -> str:
    """One character without width, case and the accidents of white space; ``Ⅳ`` and ``㎡`` are several."""
    if char == "\n":
        return char
    if char.isspace() or unicodedata.category(char) in {"Cc", "Cs"}:
        return " "
    if unicodedata.category(char) == "Cf" or char in BLANK or _is_selector(ord(char)):
        return HIDDEN
    normal = unicodedata.normalize("NFKC", char)
    return char if " " in normal else "".join(map(_small, normal))


def _small(char: str) -> str:
    small = char.lower()
    return small if len(small) == 1 else char


def _is_selector(code: int) -> bool:
    """Chooses one form of the character before it."""
    return 0xFE00 <= code <= 0xFE0F or 0xE0100 <= code <= 0xE01EF or 0x180B <= code <= 0x180F


class _Folding(dict[int, str]):
    """The table of ``str.translate``: traditional characters beforehand, any other one when first met."""

    def __missing__(self, code: int) -> str:
        plain = _plain(chr(code))
        seen = plain if plain == HIDDEN else "".join(self.get(ord(char), char) for char in plain)
        return self.setdefault(code, seen)


@cache
def _folding() -> _Folding:
    """OpenCC asked once, a character a line, so that no phrase of its dictionary applies."""
    traditional = [chr(code) for code in (*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000))]
    simplified = opencc.OpenCC("t2s").convert("\n".join(traditional)).split("\n")
    pairs = zip(traditional, simplified, strict=True)
    found = {char: simple for char, simple in pairs if char != simple and len(simple) == 1}
    found |= VARIANTS | {pair[0]: pair[1] for pair in variants.PAIRS}
    found |= {pair[0]: found.get(pair[1], pair[1]) for pair in radicals.PAIRS}
    found |= {char: mark for mark, several in MARKS.items() for char in several}
    return _Folding({ord(char): found.get(simple, simple) for char, simple in found.items()})


def fold(text: str) -> str:
    """``text`` as it is compared. Folding it again changes nothing."""
    chars = text.translate(_folding()).replace(HIDDEN, "")
    for pattern, settle in SETTLING:
        chars = pattern.sub(settle, chars)
    return chars


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """``text`` folded, and where in it each character of that stood: several may stand for one."""
    folding = _folding()
    found = [(char, at) for at, one in enumerate(text) for char in folding[ord(one)] if char != HIDDEN]
    chars, places = "".join(char for char, _ in found), [at for _, at in found]
    for pattern, settle in SETTLING:
        parts: list[str] = []
        kept: list[int] = []
        end = 0
        for match in pattern.finditer(chars):
            settled = settle(match)
            parts += (chars[end : match.start()], settled)
            kept += places[end : match.start() + len(settled)]
            end = match.end()
        chars, places = "".join([*parts, chars[end:]]), [*kept, *places[end:]]
    return chars, places


def _joined(match: re.Match[str]) -> str:
    """A letter and its accents as one character, as far as there is one."""
    letter = match[0][0]
    for at, accent in enumerate(match[0][1:], start=1):
        whole = unicodedata.normalize("NFC", letter + accent)
        if len(whole) > 1:
            return letter + match[0][at:]
        letter = whole
    return letter


def _blank(match: re.Match[str]) -> str:
    """One between words of letters, none elsewhere."""
    return " " if _stands_between(LETTER, match) else ""


def _run(match: re.Match[str]) -> str:
    """One mark for several; a full stop between two characters is the dot of a name."""
    if match[0][0] in "-'":
        return match[0][0]
    if match[0] == ".":
        return "·" if _stands_between(CHARACTER, match) else "."
    return DOTS.sub("…", match[0])


def _stands_between(kind: re.Pattern[str], match: re.Match[str]) -> bool:
    start, end = match.span()
    return bool(start and kind.match(match.string, start - 1) and kind.match(match.string, end))


# What a character is among its neighbours, one rule after the other.
SETTLING: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (ACCENTED, _joined),
    (BLANKS, _blank),
    (ZEROS, lambda match: "零" * len(match[0])),
    (TIMES, lambda _: "×"),
    (WORD_AND_FIGURE, lambda _: ""),
    (LONG_DASH, lambda _: "-"),
    (RUNS, _run),
)


def look(text: str) -> str:
    """What two titles have in common that a reader calls the same: folded, without blanks, quotes and what
    ends a sentence; 第一期 and 第（01）期 as 第1期, （一） as （1）.
    """
    bare = fold(text).replace(" ", "").replace("'", "").rstrip(AT_THE_END)
    return BRACKETED.sub(_figures, ORDINAL.sub(_figures, bare))


def _figures(match: re.Match[str]) -> str:
    try:
        return str(int(match[1]) if match[1].isdecimal() else numerals.number(match[1]))
    except ValueError:
        return match[0]


@lru_cache(maxsize=1_000)
def spelled(term: str) -> str:
    """A folded term as pinyin is written (``xi'an`` is xian, ``lü`` lv); empty if it can be none."""
    letters = term.replace("'", "").replace("ü", "v")
    return letters if re.fullmatch("[a-z]{2,}", letters) else ""


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
    ü is written ``v``, and ``u`` by whom the keyboard has none: ``lvse``, ``luse``.
    """
    from pypinyin import Style, lazy_pinyin  # its dictionary is 58 MB: only for processes that write titles

    keys: set[str] = set()
    for run in _han().findall(fold(title)):
        for style in (Style.NORMAL, Style.FIRST_LETTER):
            syllables = lazy_pinyin(run, style=style)
            keys.update("".join(syllables[start:])[:KEY_LENGTH] for start in range(len(syllables)))
    return keys | {key.replace("lv", "lu").replace("nv", "nu") for key in keys}
