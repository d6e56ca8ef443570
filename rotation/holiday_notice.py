"""Reads the State Council's yearly notice: which days are off, which weekends are worked. Pure.

Sentences are like ``二、春节：2月15日（周日）至23日放假调休，共9天。2月14日、2月28日上班。``
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from rotation.calendar import Override

ASIDE = re.compile(r"[（(][^（()）]{0,200}[）)]")
NAME = re.compile(r"(?:^|[、\s])([^、：:\s。，\d]{2,12})[：:]")
DAY = r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日"
SPAN = re.compile(rf"{DAY}(?:\s*(?:至|—|–|-|～)\s*{DAY})?")
VERB = re.compile("放假|上班")
TOTAL = re.compile(r"共(\d{1,2})天")
LONGEST = 20


@dataclass
class Reading:
    """``days`` in order; ``problems`` in words, each of which forbids storing."""

    days: list[Override] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read(text: str, year: int) -> Reading:
    """The days of ``year``'s notice. What cannot be understood, or contradicts itself, is a problem."""
    reading, name = Reading(), ""
    found: dict[date, Override] = {}
    for sentence in re.split(r"[。；;\n]", ASIDE.sub("", text)):
        if named := NAME.search(sentence):
            name = named[1]
        try:
            days = list(_days(sentence, year, name))
        except ValueError:
            reading.problems.append(f"日期有误：{sentence.strip()[:60]}")
            continue
        if total := TOTAL.search(sentence):
            off = sum(not day.working for day in days)
            if off != int(total[1]):
                reading.problems.append(f"{name}写明共{total[1]}天，读出 {off} 天：{sentence.strip()[:60]}")
        for day in days:
            if found.setdefault(day.day, day).working != day.working:
                reading.problems.append(f"{day.day} 既放假又上班。")
    reading.days = [found[day] for day in sorted(found)]
    if not reading.days and not reading.problems:
        reading.problems.append("没有读出放假或上班的日期，请粘贴通知的正文。")
    return reading


def _days(sentence: str, year: int, name: str) -> Iterator[Override]:
    month = 0
    for span in SPAN.finditer(sentence):
        verb = VERB.search(sentence, span.end())
        if verb is None:
            continue
        month = int(span[2] or month)
        first = date(int(span[1] or _year(year, month, name)), month, int(span[3]))
        last = first
        if span[6]:
            month = int(span[5] or month)
            later = int(span[4]) if span[4] else first.year + (month < first.month)
            last = date(later, month, int(span[6]))
        if not timedelta() <= last - first < timedelta(days=LONGEST):
            raise ValueError(sentence)
        for number in range((last - first).days + 1):
            working = verb[0] == "上班"
            yield Override(first + timedelta(days=number), working, "调休上班" if working else name)


def _year(year: int, month: int, name: str) -> int:
    """A December of 元旦 is the year before's."""
    return year - 1 if month == 12 and name.startswith("元旦") else year
