"""Topics and steps in words, for pages that show rows of the outbox."""

from collections.abc import Mapping
from dataclasses import dataclass

from collab_portal.lib import portal
from collab_portal.lib.reminders import kind_of

KINDS = {
    "consultation": "会商",
    "minutes": "会商纪要",
    "resolution": "议定事项",
    "turn": "任期",
    "rotation": "轮值排期",
    "swap": "任期调换",
    "activity": "联合活动",
    "use": "资源申请",
    "pairing": "结对共建",
    "pairing-expiry": "结对到期",
    "agreement": "框架协议",
    "agreement-expiry": "框架协议到期",
    "alliance": "联盟",
    "branch-term": "换届",
    "import": "批量导入",
    "export": "导出",
    "article": "他山之石稿件",
    "adoption": "借鉴",
    "bulletin": "刊期",
    "robot": "群机器人",
    "account": "账号安全",
    "file": "文件",
    "seal": "封存",
}
NOTICE = "即时通知"


@dataclass(frozen=True)
class StepWords:
    """What an app calls the steps of its plans."""

    words: Mapping[str, str]


def topic(name: str) -> str:
    """``会商 12``; an unknown kind stays as it is."""
    kind, number = kind_of(name), name.partition(":")[2]
    return f"{KINDS[kind]} {number}" if kind in KINDS else name


def step(name: str, *, planned: bool) -> str:
    """``事项逾期提醒（第 2 次）``."""
    if not planned:
        return NOTICE
    rule, _, again = name.partition(":")[0].partition(".")
    words = {step: word for part in portal.every(StepWords) for step, word in part.words.items()}
    known = words.get(rule) or words.get(rule.partition("-")[0], rule)
    return known + (f"（第 {again} 次）" if again else "")
