"""What administrators may put into the text of a reminder: ``{名称}`` from a fixed list, nothing else.

Neither ``str.format`` nor a template engine ever sees the text, so it cannot reach into an object.
"""

import re
from collections.abc import Mapping

from rotation.rulebook import Subject

PLACEHOLDER = re.compile(r"\{([^{}\n]{0,40})\}")
MEANINGS = {
    Subject.CONSULTATION: {
        "会商": "会商名称",
        "时间地点": "时间、地点和形式",
        "牵头": "牵头工委名称",
        "任期结束": "牵头任期的最后一天",
        "回执截止": "回执截止日期",
        "未回执": "尚未回执的工委",
    },
    Subject.MINUTES: {
        "会商": "会商名称",
        "牵头": "牵头工委",
        "召开日期": "会商召开日期",
        "稿次": "送签的是第几稿",
        "会签截止": "会签截止日期",
        "未会签": "尚未会签的工委",
    },
    Subject.RESOLUTION: {
        "事项": "议定事项名称",
        "期限": "完成期限",
        "责任工委": "责任工委，牵头办理的在前",
        "未完成": "尚未报告完成的责任工委",
        "会商": "议定该事项的会商",
        "牵头": "期限当日的牵头工委",
    },
}


def fill(text: str, values: Mapping[str, str]) -> str:
    """``text`` with each known placeholder replaced once; a value that looks like one stays as it is."""
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


def used(text: str) -> set[str]:
    """The names between braces."""
    return set(PLACEHOLDER.findall(text))


def unknown(text: str, subject: Subject) -> list[str]:
    """Names that mean nothing in rules about ``subject``, as they were written."""
    return sorted(used(text) - MEANINGS[subject].keys())
