"""A column of a table that goes out and comes back: its name, what a cell may say, how it is read."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from collab_portal.lib.chinese import fold
from collab_portal.lib.visible import visible

DATE = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号.]?"
    r"(?:\s*\((?:周|星期|礼拜)[一二三四五六日天]\))?(?:[ T]0?0:00(?::00)?)?"
)
HAN_DATE = re.compile(
    r"([〇零○一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]"
)
HAN_DIGITS = {char: digit for digit, chars in enumerate(("〇零○", *"一二三四五六七八九")) for char in chars}
# What people write around a number; a word that multiplies (万, 千, %) is not among them.
UNIT = re.compile(r"[第¥￥]?([+-]?[0-9.,]+)(?:人次|人|场次|场|次|个|篇|期|件|项|家|年度|年|元)?")
NUMBER = re.compile(r"[+-]?(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+|(?=\.[0-9]))(?:\.[0-9]*)?")
COMMAS = re.compile(r"[+-]?[0-9.]*,[0-9.,]*")  # one that stands elsewhere than before a true group of three
BESIDE_FIGURES = re.compile(r"(?<![0-9.,]) | (?![0-9.,])")  # between figures a blank parts two numbers
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
FIRST, LAST = date(1900, 1, 1), date(2100, 12, 31)
YES, NO = {"是", "有", "√", "y", "yes", "true", "1"}, {"", "否", "无", "×", "n", "no", "false", "0"}
SHORT = 40  # characters of a date or a number that are looked at
MOST_FIGURES = 30


@dataclass(frozen=True)
class Column:
    """``name`` is the code's word, ``label`` the header's. ``choices``: (value, label), a cell says either.

    ``low`` and ``high`` bound a number; ``places`` are its decimals. ``also``: other names in a header.
    ``is_code``: a text whose every character counts; ``is_lines``: a text whose lines stay apart.
    """

    name: str
    label: str
    kind: Literal["text", "date", "number", "choice", "flag"] = "text"
    width: int = 14
    required: bool = False
    help: str = ""
    example: str | int = ""
    longest: int = 120
    choices: tuple[tuple[str, str], ...] = ()
    low: int = 0
    high: int = 10**9
    places: int = 0
    also: tuple[str, ...] = ()
    is_code: bool = False
    is_lines: bool = False

    def parse(self, text: str) -> Any:
        """The value a cell's text stands for; ValueError says in Chinese why it stands for none."""
        text = self._settled(text)
        if not text:
            if self.required:
                raise ValueError("不能为空。")
            return self.nothing
        return getattr(self, f"_{self.kind}")(text)

    @property
    def nothing(self) -> Any:
        """What an empty cell stands for."""
        return {"text": "", "choice": "", "flag": False}.get(self.kind)

    def cell(self, value: Any) -> Any:
        """A value as a typed cell of a workbook."""
        if self.kind == "choice":
            return dict(self.choices).get(value, value)
        if self.kind == "flag":
            return "是" if value else ""
        return value

    def words(self, value: Any) -> str:
        """A value as a person reads it."""
        if value is None:
            return ""
        return f"{value:f}" if isinstance(value, Decimal) else str(self.cell(value))

    def same(self, stored: Any, value: Any) -> bool:
        """Whether a cell says what is stored; blanks and what nobody sees do not count."""
        if self.kind == "text":
            stored = self._settled(str(stored or ""))
        empty = stored in (None, "") and value in (None, "")
        return empty or bool(stored == value)

    def _settled(self, text: str) -> str:
        """Without what nobody sees; blanks are single, lines one unless they count. A code stays as it is."""
        if self.is_code:
            return visible(text).strip()
        lines = visible(text).split("\n") if self.is_lines else [visible(text)]
        return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))

    def _text(self, text: str) -> str:
        if len(text) > self.longest:
            raise ValueError(f"超过 {self.longest} 字。")
        return text

    def _date(self, text: str) -> date:
        plain = _plain(text)
        match = DATE.fullmatch(plain) or COMPACT.fullmatch(plain)
        han = HAN_DATE.fullmatch(plain)
        try:
            parts = [int(part) for part in match.groups()] if match else []
            day = date(*(parts or ([_han_number(part) for part in han.groups()] if han else [0, 0, 0])))
        except (ValueError, KeyError):
            day = None
        if day is None:
            raise ValueError("不是日期，请写成 2024-05-06 的样子。")
        if not FIRST <= day <= LAST:
            raise ValueError("日期须在 1900 年至 2100 年之间。")
        return day

    def _number(self, text: str) -> int | Decimal:
        plain = BESIDE_FIGURES.sub("", _plain(text))
        if unit := UNIT.fullmatch(plain):
            plain = unit[1]
        if not NUMBER.fullmatch(plain) or len(plain) >= MOST_FIGURES:
            if COMMAS.fullmatch(plain):
                raise ValueError("不是数字：逗号只能每三位一个（如 1,234），小数请用点（如 3.5）。")
            raise ValueError("不是数字。")
        number = Decimal(plain.replace(",", ""))
        if not self.low <= number <= self.high:
            raise ValueError(f"须在 {self.low:,} 至 {self.high:,} 之间。")
        if number != round(number, self.places):
            raise ValueError(f"最多 {self.places} 位小数。" if self.places else "须是整数。")
        return number if self.places else int(number)

    def _choice(self, text: str) -> str:
        asked = fold(text)
        for value, label in self.choices:
            if text == value or asked == fold(label):
                return value
        offered = "、".join(label for _, label in self.choices[:30])
        raise ValueError(f"“{text[:20]}”不在可选范围内。可填：{offered}。")

    def _flag(self, text: str) -> bool:
        word = text.lower()
        if word not in YES | NO:
            raise ValueError("请填“是”或留空。")
        return word in YES


def _plain(text: str) -> str:
    """Without the accidents of width; what is raised, circled or a fraction (10², ①, ½) is no figure."""
    chars = (
        char if unicodedata.category(char) == "No" else unicodedata.normalize("NFKC", char)
        for char in text[:SHORT]
    )
    return "".join(chars)


def _han_number(text: str) -> int:
    """``二〇二六`` is 2026, ``二十五`` 25, ``十`` 10; ValueError for what is no number."""
    if text.count("十") > 1:
        raise ValueError("two tens")
    tens, ten, ones = text.rpartition("十")
    if ten:
        return 10 * (HAN_DIGITS[tens] if tens else 1) + (HAN_DIGITS[ones] if ones else 0)
    return int("".join(str(HAN_DIGITS[char]) for char in text))
