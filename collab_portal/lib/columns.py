"""A column of a table: its name, where it shows, what a cell may say, how it is said and read."""

import re
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from collab_portal.lib import codes, numerals
from collab_portal.lib.chinese import fold
from collab_portal.lib.dates import LAST_DAY, OLDEST_DAY, chinese_date
from collab_portal.lib.visible import visible

WEEK = {
    sign: day
    for day, signs in enumerate(("一1", "二2", "三3", "四4", "五5", "六6", "日天7"))
    for sign in signs
}
WEEKDAY = r"(?:[(,、]?(?:周|星期|礼拜|(?<=\()(?=[一-龥]))([一二三四五六日天1-7])[),、]?)?"
MIDNIGHT = (
    r"(?:0?0:0?0(?::0?0(?:\.0+)?)?(?:z|\+08:?00)?|12:00(?::00)? ?am"
    r"|(?:上午|凌晨)12:00(?::00)?|0?0[时点](?:0?0分)?)"
)
HAN = f"[{numerals.NUMERALS}]"
# Of a folded text. A weekday may stand on either side, and the midnight that programs add to a day behind it.
DATE = re.compile(
    rf"{WEEKDAY}(\d{{4}}|{HAN}{{4}})[-/.年](\d{{1,2}}|{HAN}{{1,2}}|元)[-/.月](\d{{1,2}}|{HAN}{{1,3}})[日号]?[.,。]?"
    rf"{WEEKDAY}(?:[ t]?{MIDNIGHT})?{WEEKDAY}[.,。]?"
)
# Of a folded text that is no day: what it is instead.
SOME_DAY = r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}[日号.]?"
NO_DAY = (
    (
        re.compile(rf"{SOME_DAY}(?:\([^)]*\))?[ t]?(?:[一-龥]{{2}})?\d{{1,2}}[:时点].*"),
        "只写日期，不写时刻，",
    ),
    (re.compile(rf"{SOME_DAY}[-~至到、,].*"), "一格只写一天，"),
    (re.compile(r"\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}[日号]?"), "年份要写四位，"),
    (re.compile(r"\d{1,2}(?:月|[-/.])\d{1,2}[日号]?(?:[-~至到、,].*)?"), "缺年份，"),
    (re.compile(r"\d{4}[-/.年]\d{1,2}月?(?:份|[上中下]旬)?"), "缺日子，"),
    (re.compile(r"[1-9]\d{4}(?:\.\d+)?"), "像是表格软件存日期用的数字，请把单元格设为日期格式，或"),
)
# What people write around a number; a word that multiplies (万, 千, %) is not among them.
UNIT = re.compile(r"[第¥￥]?([+-]?[0-9.,]+)(?:人次|人|场次|场|次|个|篇|期|件|项|家|年度|年|元)?")
NUMBER = re.compile(r"[+-]?(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+|(?=\.[0-9]))(?:\.[0-9]*)?")
COMMAS = re.compile(r"[+-]?[0-9.]*,[0-9.,]*")  # one that stands elsewhere than before a true group of three
BESIDE_FIGURES = re.compile(r"(?<![0-9.,]) | (?![0-9.,])")  # between figures a blank parts two numbers
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
YES, NO = {"是", "有", "√", "y", "yes", "true", "1"}, {"", "否", "无", "×", "n", "no", "false", "0"}
LONGEST = 120  # characters of a text of which nothing else is said
Kind = Literal["text", "date", "number", "choice", "flag"]
Place = Literal["facts", "sheet", "import", "api"]
FILE: Collection[Place] = ("sheet", "import")
SHOWN: Collection[Place] = ("facts", "sheet", "import")
TOLD: Collection[Place] = ("sheet", "import", "api")
EVERYWHERE: Collection[Place] = ("facts", "sheet", "import", "api")
SHORT = 40  # characters of a date or a number that are looked at
MOST_FIGURES = 30


@dataclass(frozen=True)
class Column:
    """``name`` is the code's word, ``label`` the header's. ``choices``: (value, label), a cell says either.

    ``low`` and ``high`` bound a number; ``places`` are its decimals. ``also``: other names in a header.
    ``is_code``: a text whose every character counts; ``is_lines``: a text whose lines stay apart.

    ``on``: the places where it stands. ``source``: where an object has it, a path of attributes (else its
    name) or a function of the object; ``of_day``: a function of the object and the day asked for.
    ``say``: how a page says it; ``unknown``: what a page says where nothing is known (else it is left out).
    ``right``: what one must have to see it. ``is_fixed``: an import never changes it. ``shape``: its type in
    the API, where that is not its source's own.
    """

    name: str
    label: str
    kind: Kind = "text"
    width: int = 14
    required: bool = False
    help: str = ""
    example: str | int = ""
    longest: int = 0
    choices: tuple[tuple[str, str], ...] = ()
    low: int = 0
    high: int = 10**9
    places: int = 0
    also: tuple[str, ...] = ()
    is_code: bool = False
    is_lines: bool = False
    on: Collection[Place] = FILE
    source: str | Callable[[Any], Any] = ""
    of_day: Callable[[Any, date], Any] | None = None
    say: Callable[[Any], str] | None = None
    unknown: str = ""
    right: str = ""
    is_fixed: bool = False
    shape: Any = None

    def value(self, obj: Any, day: date) -> Any:
        """What ``obj`` has of it on ``day``."""
        if self.of_day:
            return self.of_day(obj, day)
        if callable(self.source):
            return self.source(obj)
        for name in (self.source or self.name).split("."):
            if obj is None:
                return self.nothing
            obj = getattr(obj, name)
        return obj

    def said(self, value: Any) -> Any:
        """A value as a page says it; what is empty or zero is not known."""
        if not value:
            return self.unknown
        if self.say:
            return self.say(value)
        if self.kind == "date":
            return chinese_date(value)
        return f"{value:,}" if self.kind == "number" else self.cell(value)

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

    @cached_property
    def _labels(self) -> dict[str, str]:
        return dict(self.choices)

    def cell(self, value: Any) -> Any:
        """A value as a typed cell of a workbook."""
        if self.kind == "choice":
            return self._labels.get(value, value)
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
            return codes.code(text)
        lines = visible(text).split("\n") if self.is_lines else [visible(text)]
        return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))

    def _text(self, text: str) -> str:
        if self.is_code and (fault := codes.fault(text)):
            raise ValueError(fault)
        if len(text) > (self.longest or LONGEST):
            raise ValueError(f"超过 {self.longest or LONGEST} 字。")
        return text

    def _date(self, text: str) -> date:
        day, weekdays = _day(text)
        if day is None:
            raise ValueError(f"不是日期：{_why(text)}请写成 2024-05-06 的样子。")
        if not OLDEST_DAY <= day <= LAST_DAY:
            raise ValueError("日期须在 1900 年至 2100 年之间。")
        if wrong := [said for said in weekdays if WEEK[said] != day.weekday()]:
            raise ValueError(f"{chinese_date(day)}，所写的却是周{wrong[0]}，请核对日期。")
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


def _day(text: str) -> tuple[date | None, list[str]]:
    """The day a text says, and the weekdays it says with it."""
    if len(text) > SHORT or any(unicodedata.category(char) == "No" for char in text):
        return None, []
    plain = fold(text)
    match = COMPACT.fullmatch(plain) or DATE.fullmatch(plain)
    if not match:
        return None, []
    before, year, month, day, *behind = match.groups() if match.re is DATE else (None, *match.groups())
    try:
        return date(*(_figure(part or "") for part in (year, month, day))), [
            said for said in (before, *behind) if said
        ]
    except ValueError:
        return None, []


def _why(text: str) -> str:
    plain = fold(text[:SHORT])
    if COMPACT.fullmatch(plain) or DATE.fullmatch(plain):
        return "日历上没有这一天，"
    return next((why for pattern, why in NO_DAY if pattern.fullmatch(plain)), "")


def _figure(part: str) -> int:
    """Part of a date; 元月 is the first month."""
    if part.isdecimal():
        return int(part)
    return 1 if part == "元" else numerals.number(part)
