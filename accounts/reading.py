"""The security trail as its pages and files tell it: rows in words, in the order of time.

Never summed, sorted or grouped by person: it answers what happened, not what somebody is like.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from accounts.forms.people import Committee
from accounts.models import SecurityEvent
from accounts.trail import FACTS

LABELS = {
    "known": "常用设备",
    "second_step": "两步验证",
    "path": "途径",
    "by": "按",
    "why": "原因",
    "left": "剩余",
    "address": "邮箱",
    "back": "邮箱已改回",
    "fields": "修改项",
    "rights": "保留权限",
    "sent_to": "寄往",
    "shown": "链接已显示",
    "given": "新增",
    "taken": "收回",
    "reason": "理由",
    "checked_how": "核实方式",
    "verdict": "决定",
    "file": "文件",
    "query": "筛选",
    "of": "来自",
    "page": "页面",
    "status": "状态码",
    "method": "方式",
    "name": "命令",
    "system_user": "系统用户",
    "arguments": "参数",
    "settled": "补记启用",
    "from": "自",
    "to": "至",
    "seals": "封存数",
    "rows": "条数",
    "lines": "不符之处",
    "before": "截止",
}
VALUES: dict[str, dict[Any, str]] = {
    "path": {
        "account_login": "登录页",
        "account_reset_password": "重设密码",
        "account_reauthenticate": "再次验证密码",
        "account_change_password": "修改密码",
        "mfa_authenticate": "两步验证",
        "mfa_reauthenticate": "再次两步验证",
    },
    "by": {"account": "账号", "network": "网络", "device": "设备", "turn": "同时尝试"},
    "why": {"code": "核验码不符"},
    "method": {"GET": "打开", "HEAD": "打开", "POST": "提交"},
    "status": {403: "无权办理", 404: "不可见"},
}
SAYS_ONLY_WHETHER = {"known"}  # which device of a person's is nobody's business


@dataclass(frozen=True)
class Line:
    """One row with its committee's name and its facts in words."""

    row: SecurityEvent
    committee: str
    facts: Sequence[tuple[str, str]]

    @property
    def target(self) -> str:
        """What it was done to, by name; else by the address of its page."""
        return self.row.target_name or (
            "" if self.row.target == self.row.facts.get("page") else self.row.target
        )

    @property
    def words(self) -> str:
        """The facts on one line of a file."""
        return "；".join(f"{label}：{value}" for label, value in self.facts)


def lines(rows: Iterable[SecurityEvent]) -> Iterator[Line]:
    """Rows in words; one query however many."""
    names: dict[int, str] = dict(Committee._default_manager.values_list("pk", "short_name"))
    for row in rows:
        yield Line(row, names.get(row.committee_id or 0, ""), list(in_words(row)))


def in_words(row: SecurityEvent) -> Iterator[tuple[str, str]]:
    """Each fact under its Chinese name, in the order of ``FACTS`` (the database keeps none)."""
    for name in FACTS.get(row.kind, ()):
        if name in row.facts:
            yield LABELS[name], _value(name, row.facts[name])


def _value(name: str, value: Any) -> str:
    if isinstance(value, bool) or name in SAYS_ONLY_WHETHER:
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(str(item) for item in value)
    return str(VALUES.get(name, {}).get(value, value))
