"""Text as a document may carry it, and how wide it stands."""

import re
import unicodedata

from collab_portal.lib.html import strip_controls

CONTROLS = re.compile(r"[\x80-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")  # C1, changes of direction
BREAKS = re.compile(r"\r\n?|[\u2028\u2029\x85\x0b\x0c]")
MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f"
HEAPED = re.compile(f"([{MARKS}]{{8}})[{MARKS}]+")  # over one letter; typst takes the square of their number
SPACES = re.compile(r"[^\S\u3000]+")  # a full-width one is there on purpose
MOST_COUNTED = 3_999  # beyond, Roman figures have no sign
ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
DIGITS = "零一二三四五六七八九"


def printable(text: str) -> str:
    """Without control characters and tricks with direction; every kind of line end is one ``\\n``."""
    kept = CONTROLS.sub("", strip_controls(BREAKS.sub("\n", text))).replace("\t", " ")
    return HEAPED.sub(r"\1", kept)


def one_line(text: str) -> str:
    """For a title, a name, a number: runs of space, line ends among them, as one space."""
    return SPACES.sub(" ", printable(text)).strip(" ")


def lines(text: str) -> list[str]:
    """The lines of a plain text that hold anything."""
    found = (one_line(line) for line in printable(text).split("\n"))
    return [line for line in found if line]


def width(text: str) -> float:
    """In characters of the grid: a Chinese one is 1, a Latin letter or digit a half."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def hang(text: str) -> float:
    """How far turned lines stand in: under what follows a short label (``抄送：``), else not at all."""
    label, colon, _ = text.partition("：")
    return width(label) + 1 if colon and len(label) <= 4 else 0


def numeral(number: int) -> str:
    """1 to 99 in Chinese: ``一``, ``十``, ``二十一``; beyond, Arabic figures."""
    if not 1 <= number <= 99:
        return str(number)
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return head + (DIGITS[ones] if ones else "")


def item_number(number: int, kind: str) -> str:
    """Of an item in a list of HTML: ``kind`` a, A (letters), i, I (Roman), any other in figures."""
    if number < 1 or number > MOST_COUNTED or kind not in {"a", "A", "i", "I"}:
        return str(number)
    shown = _roman(number) if kind in {"i", "I"} else _letters(number)
    return shown.upper() if kind.isupper() else shown


def _letters(number: int) -> str:
    """a to z, then aa, ab …"""
    before, place = divmod(number - 1, 26)
    return (_letters(before) if before else "") + chr(ord("a") + place)


def _roman(number: int) -> str:
    found = ""
    for value, sign in ROMAN:
        times, number = divmod(number, value)
        found += sign * times
    return found
