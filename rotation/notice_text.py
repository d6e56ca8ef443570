"""A pasted notice made plain: one way of writing digits, brackets, ranges and weekdays. Pure.

What PDF and web pages do to a text is undone here; ``holiday_notice`` reads what is left. Every step is
one pass with bounded patterns.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

# Invisible: soft hyphen, zero-width blanks and joiners, directions, byte order mark.
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
# Tildes, dashes, hyphens, a line of a box, and the numeral one that is typed for a dash.
DASH = re.compile(r"[~\u301c\u223c\u02dc\u2010-\u2015\u2212\u2500\u2501\u2e3a-]{1,3}|(?<=日)一(?=\d)")
ZEROS = "\u3007\u25cb零"
NUMERAL = re.compile(f"(?<![周期拜])[{ZEROS}一二三四五六七八九十两]{{1,4}}(?=[年月日号天])")
DIGITS = {sign: str(value) for value, sign in enumerate("零一二三四五六七八九")}
DIGITS |= {"\u3007": "0", "\u25cb": "0", "两": "2"}
NUMBER_OF_DOCUMENT = re.compile(
    r"[〔\[(【]\s{0,2}(?:19|20)\d\d\s{0,2}[〕\])】]\s{0,2}第?\s{0,2}\d{1,5}\s{0,2}号"
)
WHOLE_NUMERIC = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})日?(?!\d)")
SHORT_NUMERIC = re.compile(r"(?<![\d.])(0?[1-9]|1[0-2])[./](3[01]|[12]\d|0?[1-9])(?![\d.年月日号天倍%])")
LUNAR = re.compile("(?:农历|阴历|旧历)[^,、;()]{0,20}")
BRACKETS = re.compile(r"\(([^()]{0,200})\)")
WEEKDAY = "(?:周|星期|礼拜)"
DAYS = "[一二三四五六日天]"
WEEKDAYS = re.compile(f"{WEEKDAY}({DAYS}(?:(?:[、,和及至到~]|{WEEKDAY}){{1,2}}{DAYS}){{0,6}})")
BARE_WEEKDAY = re.compile(f"(?<=[日号]){WEEKDAY}({DAYS})")
HAS_DATE = re.compile(r"\d[日号]")
# A day without its own 日, in a list or a range: "9月27、28日", "10月1~7日".
AMONG = "[、,和及~至到]"
SHORTENED = re.compile(
    rf"(?<=[月、,和及~至到])(\d{{1,2}})(?={AMONG}(?:\d{{1,2}}月)?\d{{1,2}}(?:[日号]|{AMONG}))"
)
NUMBERS = "[一二三四五六七八九十]{1,3}"
ITEM = re.compile(rf"(?:{NUMBERS}[、.]|\d{{1,2}}[.、)](?!\d{{1,2}}[./])|\((?:{NUMBERS}|\d{{1,2}})\))")
LABEL = re.compile(r"[^:。;,\d()]{2,20}:")
WHOLE_DATE = r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日"
DATE_ALONE = re.compile(WHOLE_DATE)
OFFICE = "(?:国务院|办公厅|办公室|委员会|人民政府|工委|厅|局|部)"
ENDS_OFFICE = re.compile(f"{OFFICE}$")
SIGNED = re.compile(rf"[^\d:。,;]{{0,30}}{OFFICE}{WHOLE_DATE}")
GOES_ON = re.compile("[至到~、,和及与起放上调补休公为(]|正常|照常")
ENDED = re.compile("(?:放假|上班|补班|补休|调休|公休|休息|连休|天)$")
BELONGS = re.compile("[半至到~、,。;)与]|调休|公休|上班|补班")  # to a line that could have ended
SIGN = "⟦{}⟧"  # what weekdays in brackets become, beside their date


class Sentence(NamedTuple):
    """``text`` without blanks; ``opens`` where a numbered or labelled item begins."""

    text: str
    opens: bool


def sentences(text: str) -> Iterator[Sentence]:
    """What is to be read, one sentence after the other; the day of signature under the text is left out."""
    lines = [line for line in (_plain(line) for line in BREAK.split(INVISIBLE.sub("", text))) if line]
    for paragraph in _joined([line for number, line in enumerate(lines) if not _signs(lines, number)]):
        for part in re.split("[。;!?]", _bracketed(paragraph)):
            mark = ITEM.match(part)
            text = part[mark.end() :] if mark else part
            if text:
                yield Sentence(text, bool(mark or LABEL.match(text)))


def _plain(line: str) -> str:
    """Digits, letters and punctuation in one form, no blanks; a tab, the edge of a cell, is a comma."""
    line = unicodedata.normalize("NFKC", line.strip().replace("\t", ","))
    line = NUMBER_OF_DOCUMENT.sub("", line)
    line = WHOLE_NUMERIC.sub(r"\1年\2月\3日", re.sub(r"\s+", "", line))
    line = SHORT_NUMERIC.sub(r"\1月\2日", NUMERAL.sub(_digits, line))
    return DASH.sub("~", line)


def _digits(found: re.Match[str]) -> str:
    """``二〇二六`` as 2026, ``二十八`` as 28."""
    signs = found[0]
    if "十" not in signs:
        return "".join(DIGITS[sign] for sign in signs)
    tens, _, ones = signs.partition("十")
    return f"{DIGITS.get(tens, '1')}{DIGITS.get(ones, '0')}" if len(tens) < 2 and len(ones) < 2 else signs


def _signs(lines: list[str], number: int) -> bool:
    """A date below, or behind, the name of an office, and nothing that goes on from it."""
    line, after = lines[number], lines[number + 1] if number + 1 < len(lines) else ""
    if GOES_ON.match(after):
        return False
    above = lines[number - 1] if number else ""
    return bool(SIGNED.fullmatch(line) or (DATE_ALONE.fullmatch(line) and ENDS_OFFICE.search(above)))


def _joined(lines: list[str]) -> Iterator[str]:
    """Lines broken by a page's width are one; a line that ended, or a new item, begins another."""
    held: list[str] = []
    for line in lines:
        if held and _parted(held[-1], line):
            yield "".join(held)
            held = []
        held.append(line)
    if held:
        yield "".join(held)


def _parted(line: str, following: str) -> bool:
    if line[-1] in "。;!?":
        return True
    if ITEM.match(following) or LABEL.match(following):
        return line[-1] not in "至到~、,"
    return bool(ENDED.search(line)) and not BELONGS.match(following)


def _bracketed(text: str) -> str:
    """Weekdays in brackets as signs, dates in brackets as text, all else in brackets left out."""
    text = LUNAR.sub("", text)
    for _ in range(3):  # brackets in brackets
        text = BRACKETS.sub(lambda found: _aside(found[1]), text)
    text = BARE_WEEKDAY.sub(lambda found: SIGN.format(found[1]), text)
    return SHORTENED.sub(r"\1日", text)


def _aside(inner: str) -> str:
    named = WEEKDAYS.search(inner)
    days = SIGN.format("".join(re.findall("[一二三四五六日天]", named[1]))) if named else ""
    if HAS_DATE.search(inner):
        return inner if not named else WEEKDAYS.sub(lambda found: SIGN.format(found[1][0]), inner)
    return days
