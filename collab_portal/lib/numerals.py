"""Numbers written in Chinese numerals."""

import re

ZERO_TO_NINE = "零一二三四五六七八九"
# As good: other zeros, forms that cannot be altered, two and three tens in one.
OTHERS = dict(zip("〇○壹贰叁肆伍陆柒捌玖拾佰仟", "零零一二三四五六七八九十百千", strict=True))  # noqa: RUF001
OTHERS |= {"廿": "二十", "卅": "三十"}
NUMERALS = f"{ZERO_TO_NINE}十百千{''.join(OTHERS)}"
ONE = f"[{ZERO_TO_NINE[1:]}]"
COUNTED = re.compile(f"(?:({ONE})千)?零?(?:({ONE})百)?零?(?:({ONE})?(十))?零?({ONE})?")
SIGNS = str.maketrans(OTHERS)


def number(text: str) -> int:
    """``一百零二`` is 102, ``二〇二六`` 2026, ``十`` 10, below ten thousand; ValueError for what is none."""
    text = text.translate(SIGNS)
    if text and not text.strip(ZERO_TO_NINE):
        return int("".join(str(ZERO_TO_NINE.index(char)) for char in text))
    match = COUNTED.fullmatch(text)
    if not match or not text:
        raise ValueError("no number")
    thousands, hundreds, tens, ten, ones = match.groups(default="")
    digits = (thousands or "零", hundreds or "零", tens or ("一" if ten else "零"), ones or "零")
    return int("".join(str(ZERO_TO_NINE.index(char)) for char in digits))
