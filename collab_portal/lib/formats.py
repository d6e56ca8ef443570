"""What a spreadsheet shows for a number: number formats of ECMA-376 (18.8.30 and 18.8.31).

Zeros in front, decimals, thousands, percentages, conditions and words around a number are written as they
are seen. Formats that write the same number another way (fractions, exponents, Han numerals) are not:
``written`` says so, for whom the plain number is not enough.
"""

import operator
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import NamedTuple

GENERAL = "General"
BUILT_IN = {1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 49: "@"}
BUILT_IN |= dict.fromkeys((37, 38), "#,##0;(#,##0)") | dict.fromkeys((39, 40), "#,##0.00;(#,##0.00)")
# Days and times, those of Chinese, Japanese and Korean programs (27–36, 50–58) among them.
DAYS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
LONGEST_CLOCK = 10_000  # days
MOST_DIGITS = 15  # what a spreadsheet keeps of a number; the digits behind are zeros
LONGEST = 255  # characters of a format
TOKEN = re.compile(r'"([^"]*)"|[\\!](.)|[_*](.)|\[([^\]]*)\]|(General|G/通用格式)|(E[+-]|.)', re.IGNORECASE)
LIMIT = Decimal(10) ** MOST_DIGITS
CONDITION = re.compile(r"\s*(<=|>=|<>|<|>|=)\s*(-?[0-9]{1,20}(?:\.[0-9]{1,20})?)\s*")
HOLDS = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "<>": operator.ne,
    ">=": operator.ge,
    ">": operator.gt,
}
NUMERALS = re.compile(r"(?:DBNum|NatNum)|\$[^-]*-(?!0?[01][0-9A-F]{6}$)[0-9A-F]{7,8}$", re.IGNORECASE)


class Token(NamedTuple):
    """``kind``: a digit, a ``literal`` as it is shown, or a sign of the format itself."""

    kind: str
    text: str


def is_day(number: int, code: str) -> bool:
    """Whether a format, by its number or its own code, shows a day or a time."""
    if not code:
        return number in DAYS
    return any(token.kind == "day" for token in _sections(code)[0])


def clock(days: float, number: int, code: str) -> str:
    """A time or a length of time as it is shown: ``8:30``, ``36:00:00``; empty for a day."""
    elapsed = number == 46 or bool(ELAPSED.search(code))
    if not 0 <= days < (LONGEST_CLOCK if elapsed else 1):
        return ""
    seconds = round(days * 86_400)
    hours, minutes = seconds // 3_600, seconds // 60 % 60
    shown = f"{hours:02}:{minutes:02}" if "hh" in code.lower() else f"{hours}:{minutes:02}"
    has_seconds = seconds % 60 or number in {19, 21, 45, 46, 47} or "s" in code.lower()
    return f"{shown}:{seconds % 60:02}" if has_seconds else shown


def written(value: Decimal, number: int = 0, code: str = "") -> str:
    """A number the way a cell of this format shows it; empty for a format that is not written here."""
    try:
        return _written(*_section(_sections(code or BUILT_IN.get(number, GENERAL)), value))
    except InvalidOperation:  # more places than there are digits to calculate with
        return ""


def worded(text: str, code: str) -> str:
    """A text the way a cell of this format shows it: ``"JS-"@`` writes JS- before it."""
    if "@" not in code:
        return text
    tokens = next((part for part in reversed(_sections(code)) if ("@", "@") in part), [Token("@", "@")])
    shown = (token for token in tokens if token.kind in {"@", "literal", ".", ",", "%"})
    return "".join(text if token.kind == "@" else token.text for token in shown)


def exact(text: str) -> Decimal:
    """The number a cell holds, of as many digits as are shown: no binary dust. ValueError if it is none."""
    try:
        whole = Decimal(text)
        value = whole if whole == whole.to_integral_value() else Decimal(f"{float(text):.{MOST_DIGITS}g}")
    except (InvalidOperation, OverflowError) as error:
        raise ValueError("no number") from error
    if not value.is_finite() or abs(value.adjusted()) > 400:
        raise ValueError("no number")
    return value


def has_lost_digits(value: Decimal) -> bool:
    """More digits before the point than a spreadsheet keeps: the last ones are no longer what was typed."""
    return abs(value) >= LIMIT


def plain(value: Decimal) -> str:
    """All digits, no exponent."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _sections(code: str) -> list[list[Token]]:
    """The parts of a format between semicolons, each as its tokens."""
    parts: list[list[Token]] = [[]]
    for match in TOKEN.finditer(code[:LONGEST]):
        if match[6] == ";":
            parts.append([])
        else:
            parts[-1].append(_token(match))
    return parts


def _token(match: re.Match[str]) -> Token:
    words, escaped, space, bracket, general, sign = match.groups()
    if words is not None or escaped is not None:
        return Token("literal", words if words is not None else escaped)
    if space is not None:
        return Token("literal", "")
    if bracket is not None:
        return _bracket(bracket)
    if general is not None:
        return Token("general", "")
    if sign in "0#?":
        return Token("digit", sign)
    if sign in ".,%@":
        return Token(sign, sign)
    if sign in "/" or len(sign) == 2:
        return Token("other", sign)
    return Token("day" if sign in "yYmMdDhHsSeEbBgGaA" else "literal", sign)


def _bracket(inside: str) -> Token:
    """``[$¥-804]`` shows a sign, ``[h]`` a time, ``[<=999]`` when to use its part; colours show nothing.

    ``[DBNum1]`` and the languages that say so (``[$-1E000804]``) write the figures as other signs.
    """
    if NUMERALS.match(inside):
        return Token("other", inside)
    if inside.startswith("$"):
        return Token("literal", inside[1:].split("-")[0])
    if inside.lower().strip("hms") == "":
        return Token("day", inside)
    return Token("condition", inside) if inside.lstrip()[:1] in {*"<>="} else Token("literal", "")


def _section(sections: list[list[Token]], value: Decimal) -> tuple[list[Token], Decimal]:
    """The part for this number; one of its own for negative numbers writes no minus."""
    if any(token.kind == "condition" for section in sections for token in section):
        return _conditional(sections, value), value
    if value < 0 and len(sections) > 1:
        return sections[1], -value
    if value == 0 and len(sections) > 2:
        return sections[2], value
    return sections[0], value


def _conditional(sections: list[list[Token]], value: Decimal) -> list[Token]:
    """The first part whose condition holds, else the one part without; none for whatever is less clear."""
    for section in sections:
        match = next((CONDITION.fullmatch(one.text) for one in section if one.kind == "condition"), None)
        if match is None:
            return section if section is sections[-1] and value >= 0 else []
        if HOLDS[match[1]](value, Decimal(match[2])):
            return [one for one in section if one.kind != "condition"] if value >= 0 else []
    return []


def _written(tokens: list[Token], value: Decimal) -> str:
    """``value`` by these tokens; empty where they are beyond what is written here."""
    kinds = [token.kind for token in tokens]
    if {"other", "day", "condition"} & {*kinds}:
        return ""
    if kinds == ["@"]:
        return plain(value)
    minus = "-" if value < 0 else ""
    if "general" in kinds:
        number = plain(abs(value))
        return minus + "".join(number if token.kind == "general" else token.text for token in tokens)
    if "digit" not in kinds:
        return ""
    digits = [at for at, kind in enumerate(kinds) if kind == "digit"]
    point = kinds.index(".") if "." in kinds else len(tokens)
    before = [at for at in digits if at < point]
    commas = [at for at, kind in enumerate(kinds) if kind == ","]
    grouped = [at for at in commas if before and before[0] < at < before[-1]]  # the others are thousands
    if grouped and any(token.kind == "literal" and token.text for token in tokens[before[0] : before[-1]]):
        return ""
    scaled = len(commas) - len(grouped)
    amount = abs(value).scaleb(2 * kinds.count("%") - 3 * scaled)
    amount = amount.quantize(Decimal(1).scaleb(len(before) - len(digits)), ROUND_HALF_UP)
    whole, _, decimals = f"{amount:f}".partition(".")
    head = _whole([token for token in tokens[:point] if token.kind != ","], whole, grouped=bool(grouped))
    tail = _decimals([token for token in tokens[point + 1 :] if token.kind != ","], decimals)
    return (minus if amount else "") + head + ("." if point < len(tokens) else "") + tail


def _whole(tokens: list[Token], number: str, *, grouped: bool) -> str:
    """Digits before the point, from the right; the first place takes all that are left."""
    places = sum(token.kind == "digit" for token in tokens)
    least = max((places - at for at, token in enumerate(_places(tokens)) if token.text == "0"), default=0)
    digits = number.lstrip("0").rjust(least, "0")
    if grouped:
        digits = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", digits)
    written: list[str] = []
    for token in reversed(tokens):
        if token.kind != "digit":
            written.append(token.text)
            continue
        places -= 1
        taken = digits if not places or grouped else digits[-1:]
        digits = digits[: len(digits) - len(taken)]
        written.append(taken)
    return "".join(reversed(written))


def _decimals(tokens: list[Token], decimals: str) -> str:
    """Digits behind the point; a place that need not be filled ends without zeros."""
    least = max((at for at, token in enumerate(_places(tokens), start=1) if token.text == "0"), default=0)
    digits = iter(decimals[:least] + decimals[least:].rstrip("0"))
    return "".join(next(digits, "") if token.kind == "digit" else token.text for token in tokens)


def _places(tokens: list[Token]) -> list[Token]:
    return [token for token in tokens if token.kind == "digit"]
