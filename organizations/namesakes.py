"""Names under which a reader knows one and the same organisation, whatever way they are written."""

import re

from collab_portal.lib.chinese import look

# What offices are called for short, in the words of their own notices.
SHORT = (
    ("发展和改革|发展改革", "发改"),
    ("人力资源和社会保障|人力资源社会保障", "人社"),
    ("住房和城乡建设|住房城乡建设", "住建"),
    ("工业和信息化", "工信"),
    ("文化和旅游", "文旅"),
    ("市场监督管理", "市监"),
    ("卫生健康", "卫健"),
    ("医疗保障", "医保"),
    ("应急管理", "应急"),
    ("委员会", "委"),
)
PATTERNS = tuple((re.compile(long), short) for long, short in SHORT)
TAIL = "党组织"


def known_as(name: str) -> str:
    """佛山市顺德区发展和改革局党组织 and 佛山市顺德区发改局 have it in common; compared, never shown."""
    key = look(name).removesuffix(TAIL)
    for long, short in PATTERNS:
        key = long.sub(short, key)
    return key
