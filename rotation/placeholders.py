"""What administrators may put into the text of a reminder: ``{名称}`` from a fixed list, nothing else.

Neither ``str.format`` nor a template engine ever sees the text, so it cannot reach into an object.
"""

import re
from collections.abc import Mapping

PLACEHOLDER = re.compile(r"\{([^{}\n]{0,40})\}")
MEANINGS = {
    "会商": "会商名称",
    "时间地点": "时间、地点和形式",
    "牵头": "牵头工委全称",
    "任期结束": "牵头任期的最后一天",
    "回执截止": "回执截止日期",
    "未回执": "尚未回执的工委",
}


def fill(text: str, values: Mapping[str, str]) -> str:
    """``text`` with each known placeholder replaced once; a value that looks like one stays as it is."""
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


def used(text: str) -> set[str]:
    """The names between braces."""
    return set(PLACEHOLDER.findall(text))


def unknown(text: str) -> list[str]:
    """Names that mean nothing here, as they were written."""
    return sorted(used(text) - MEANINGS.keys())
