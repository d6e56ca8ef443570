"""``{名称}`` from a fixed list in a text that administrators write, nothing else.

Neither ``str.format`` nor a template engine ever sees the text, so it cannot reach into an object.
"""

import re
from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError

PLACEHOLDER = re.compile(r"\{([^{}\n]{0,40})\}")
BRACE = re.compile(r"[{}\uff5b\uff5d]")


def fill(text: str, values: Mapping[str, str]) -> str:
    """``text`` with each known placeholder replaced once; a value that looks like one stays as it is."""
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


def used(text: str) -> set[str]:
    """The names between braces."""
    return set(PLACEHOLDER.findall(text))


def refuse_strange(text: str, known: Iterable[str]) -> None:
    """Raises ValidationError where braces would be sent as they are, with what may be written.

    That is a name not ``known``, one that is not closed, in double or in full-width braces.
    """
    right = "、".join(f"{{{one}}}" for one in known)
    if strange := used(text) - set(known):
        wrong = "、".join(f"{{{one}}}" for one in sorted(strange))
        raise ValidationError(f"没有 {wrong} 这样的占位。可用：{right}。")
    if BRACE.search(PLACEHOLDER.sub("", text)):
        raise ValidationError(f"占位须用一对半角花括号括起，不缺、不叠、不用全角。可用：{right}。")
