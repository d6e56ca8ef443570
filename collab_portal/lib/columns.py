"""A column of a table that goes out and comes back: its name, what a cell may say, how it is read."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]00:00(?::00)?)?")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
FIRST, LAST = date(1900, 1, 1), date(2100, 12, 31)
YES, NO = {"是", "有", "√", "y", "yes", "true", "1"}, {"", "否", "无", "×", "n", "no", "false", "0"}
SHORT = 40  # characters of a date or a number: combining marks are put in order in the square of theirs


@dataclass(frozen=True)
class Column:
    """``name`` is the code's word, ``label`` the header's. ``choices``: (value, label), a cell says either.

    ``low`` and ``high`` bound a number; ``places`` are its decimals.
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

    def parse(self, text: str) -> Any:
        """The value a cell's text stands for; ValueError says in Chinese why it stands for none."""
        text = " ".join(text.split())
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
        """Whether a cell says what is stored; blanks at the ends and between words do not count."""
        if self.kind == "text":
            stored = " ".join(str(stored or "").split())
        empty = stored in (None, "") and value in (None, "")
        return empty or bool(stored == value)

    def _text(self, text: str) -> str:
        if len(text) > self.longest:
            raise ValueError(f"超过 {self.longest} 字。")
        return text

    def _date(self, text: str) -> date:
        plain = unicodedata.normalize("NFKC", text[:SHORT])
        match = DATE.fullmatch(plain) or COMPACT.fullmatch(plain)
        try:
            day = date(*(int(part) for part in match.groups())) if match else None
        except ValueError:
            day = None
        if day is None:
            raise ValueError("不是日期，请写成 2024-05-06 的样子。")
        if not FIRST <= day <= LAST:
            raise ValueError("日期须在 1900 年至 2100 年之间。")
        return day

    def _number(self, text: str) -> int | Decimal:
        plain = unicodedata.normalize("NFKC", text[:SHORT]).replace(",", "").replace(" ", "")
        try:
            number = Decimal(plain) if len(plain) < 30 and "e" not in plain.lower() else Decimal("NaN")
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            raise ValueError("不是数字。")
        if not self.low <= number <= self.high:
            raise ValueError(f"须在 {self.low:,} 至 {self.high:,} 之间。")
        if number != round(number, self.places):
            raise ValueError(f"最多 {self.places} 位小数。" if self.places else "须是整数。")
        return number if self.places else int(number)

    def _choice(self, text: str) -> str:
        for value, label in self.choices:
            if text in {value, label}:
                return value
        offered = "、".join(label for _, label in self.choices[:30])
        raise ValueError(f"“{text[:20]}”不在可选范围内。可填：{offered}。")

    def _flag(self, text: str) -> bool:
        word = text.lower()
        if word not in YES | NO:
            raise ValueError("请填“是”或留空。")
        return word in YES
