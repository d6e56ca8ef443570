"""第N期: the next number of a series that carries it in its title, in either kind of numerals."""

import re

DIGITS = "零一二三四五六七八九"
ISSUE = re.compile(r"第\s*(?:(\d{1,4})|([一二三四五六七八九十]{1,3}))\s*期")
TENS = re.compile(r"([二三四五六七八九]?)(十?)([一二三四五六七八九]?)")


def next_title(title: str) -> str:
    """``读书会第11期`` → ``读书会第12期``, ``第十二期`` → ``第十三期``; else the title stays as it is."""
    return ISSUE.sub(_next, title, count=1)


def _next(match: re.Match[str]) -> str:
    if match[1]:
        return f"第{int(match[1]) + 1}期"
    number = _number(match[2])
    return f"第{_words(number + 1)}期" if number else match[0]


def _number(words: str) -> int:
    """``二十一`` → 21; 0 for what is no number below a hundred."""
    if len(words) == 1 and words in DIGITS:
        return DIGITS.index(words)
    found = TENS.fullmatch(words)
    if not found or not found[2]:
        return 0
    return (DIGITS.index(found[1]) if found[1] else 1) * 10 + (DIGITS.index(found[3]) if found[3] else 0)


def _words(number: int) -> str:
    if number >= 100:
        return str(number)
    tens, ones = divmod(number, 10)
    ten = f"{DIGITS[tens] if tens > 1 else ''}十" if tens else ""
    return ten + (DIGITS[ones] if ones or not tens else "")
