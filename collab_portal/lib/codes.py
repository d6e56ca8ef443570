"""Codes as spreadsheets pass them on: what stands around one to keep its zeros, and what is left of one.

Forms and imports ask here, so that the same code is the same wherever it comes from.
"""

import re
import unicodedata

from collab_portal.lib.formats import MOST_DIGITS
from collab_portal.lib.visible import visible

FORMULA = re.compile(r'[=＝]\s*["“”＂]([^"“”＂]*)["“”＂]')  # noqa: RUF001 - as input methods write it
APOSTROPHE = re.compile(r"['＇‘’`]([^'＇‘’`]+)")  # noqa: RUF001 - one without its partner
# A long number as Excel (3.2E+18), R (3e+18) and other programs write it; 1e3 and 3E-1 may be codes.
EXPONENT = re.compile(r"[+-]?(?:\d+[.,]\d*E[+-]?\d{1,3}|\d{1,3}E\+\d{2,3}|\dE-\d{2,3})", re.IGNORECASE)
# What Excel shows for 3-5 and 2026-3, in Chinese and in English.
DAY = re.compile(r"(?:\d{2,4}年)?\d{1,2}月(?:\d{1,2}日)?|\d{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-\d{2}")
LOST = "是长数字，Excel 只留前 15 位，末位已丢失。请把该列设为“文本”格式，重新填写完整后再上传。"
IN_EXPONENTS = "被 Excel 写成了科学记数法，末位已丢失。请把该列设为“文本”格式，重新填写后另存为 xlsx 上传。"
ROUNDED = (
    "超过 15 位，从第 16 位起全是 0，很可能是 Excel 只留了前 15 位。请核对；确是这样的编码，"
    "请在 xlsx 中把该列设为“文本”格式填写后上传。"
)
OTHERWISE_SHOWN = "的数字格式使表中看到的与所存的数字不同。请把该列设为“文本”格式，填写完整的编码。"
IS_DAY = "被表格软件当成了日期，已不是原来填写的样子。请把该列设为“文本”格式后重新填写。"
MAY_BE_SO = frozenset({ROUNDED, OTHERWISE_SHOWN, IS_DAY})  # once a person has looked and says the same
BY_HAND = "像是被表格软件写成科学记数法或日期的编码，已不是原来的样子，请填写原来的编码。"


def code(text: str) -> str:
    """The code itself: without what nobody sees, ``="001"`` and ``'001`` as 001."""
    text = visible(text).strip()
    match = FORMULA.fullmatch(text) or APOSTROPHE.fullmatch(text)
    return match[1].strip() if match else text


def is_exponent(text: str) -> bool:
    """Whether a whole text is a number in exponents, in whatever width."""
    return bool(EXPONENT.fullmatch(_plain(text)))


def fault(text: str) -> str:
    """Why a text cannot be a code as it was typed, in Chinese; empty if it can."""
    if is_exponent(text):
        return IN_EXPONENTS
    return IS_DAY if DAY.fullmatch(_plain(text)) else ""


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text[:40]).split())


def is_long(text: str) -> bool:
    """A number of more digits than a spreadsheet keeps."""
    return len(text) > MOST_DIGITS and text.isascii() and text.isdecimal()


def is_rounded(text: str) -> bool:
    """One whose digits a spreadsheet would not keep are all zeros."""
    return is_long(text) and not text[MOST_DIGITS:].strip("0")
