"""Superscript and subscript where there is no markup: 10⁴ is another number than 104."""

import re
from html import escape, unescape
from typing import Final

from collab_portal.lib import bounds

_SIGNS: Final = "0123456789+-\N{MINUS SIGN}=()"
_FORMS: Final = {
    "sup": dict(zip(f"{_SIGNS}ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True)),
    "sub": dict(zip(f"{_SIGNS}aeox", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₒₓ", strict=True)),
}
STEPS: Final = bounds.MARKUP_FORMATTING  # in each other
_ALSO: Final = frozenset(".,， ")  # stand between raised digits as they are: PM₂.₅
OPERATORS: Final = {"sup": "^", "sub": "_"}
# Marks of notes and the like: [1], *, ①, st; what stands below in letters is a name, as in V总.
_NOTE: Final = r"[\[\uff3b〔【][^\]\uff3d〕】]*[\]\uff3d〕】]|[\W_①-⑳]*"
_PLAIN: Final = {
    "sup": re.compile(rf"{_NOTE}|st|nd|rd|th|TM|SM", re.IGNORECASE),
    "sub": re.compile(rf"{_NOTE}|[^\W\d_]+"),
}
# Possessive, and never beyond the next mark of its kind: each place is read once.
_RAISED: Final = re.compile(r"<(sup|sub)>((?:[^<]|</?(?:strong|em|u|s|a)(?:\s[^>]*+)?>)*+)</\1>")
_TAG: Final = re.compile(r"<[^>]*>")


def in_text(markup: str) -> str:
    """Sanitised markup with digits and signs of ``sup`` and ``sub`` as characters of their own.

    What has no such characters is told by ``^( )`` or ``_( )`` where it counts, and else stands as it is.
    """
    for _ in range(STEPS):  # the innermost first
        markup, found = _RAISED.subn(lambda each: _written(each[1], unescape(_TAG.sub("", each[2]))), markup)
        if not found:
            break
    return markup


def _written(kind: str, words: str) -> str:
    forms = _FORMS[kind]
    if any(letter in forms for letter in words) and all(each in forms or each in _ALSO for each in words):
        return escape("".join(forms.get(letter, letter) for letter in words))
    if _PLAIN[kind].fullmatch(words.strip()):
        return escape(words)
    return escape(f"{OPERATORS[kind]}({words})")
