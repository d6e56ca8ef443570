"""Which reminders there are: the default plan, whose days, texts and switches administrators may change."""

from collections.abc import Iterable
from datetime import datetime
from enum import Enum
from typing import NamedTuple

REPLY_DAYS = 7


class Audience(Enum):
    LEAD = "牵头工委"
    ALL = "全体成员工委"
    UNANSWERED = "尚未回执的工委"
    OFFICE = "尚未回执工委的管理员"
    SECRETARIAT = "轮值管理员"


class Phase(Enum):
    """What days are counted from."""

    UNDATED = "任期结束（尚未定时间）"
    MEETING = "会商召开"
    REPLY = "回执截止"

    @property
    def counts_on(self) -> bool:
        """Days after it, not before."""
        return self is Phase.REPLY


class Rule(NamedTuple):
    """``working_days`` counts working days instead of calendar days; ``times`` > 1 repeats weekly.

    ``since`` is when an administrator last changed the days: what would lie before then is not sent late.
    """

    step: str
    label: str
    audience: Audience
    phases: tuple[Phase, ...]
    days: int
    title: str
    body: str
    working_days: bool = False
    times: int = 1
    enabled: bool = True
    since: datetime | None = None
    to_do: bool = False

    @property
    def when(self) -> str:
        """``会商召开前 14 天``."""
        unit = "个工作日" if self.working_days else "天"
        side = "后" if self.phases[0].counts_on else "前"
        weekly = f"，此后每周一次，共 {self.times} 次" if self.times > 1 else ""
        base = " 或 ".join(phase.value for phase in self.phases)
        return f"{base}{side} {self.days} {unit}{weekly}" if self.days else f"{base}当日{weekly}"


FACTS = "{会商}\n时间：{时间地点}\n牵头：{牵头}"

DEFAULTS = (
    Rule(
        "fix-60",
        "提请定题定时",
        Audience.LEAD,
        (Phase.UNDATED,),
        60,
        "请确定会商议题和时间：{会商}",
        "贵单位牵头的任期至{任期结束}，任期内须召开一次会商，目前尚未定时间。",
        to_do=True,
    ),
    Rule(
        "agenda-45",
        "征集议题",
        Audience.ALL,
        (Phase.UNDATED, Phase.MEETING),
        45,
        "请提出会商议题：{会商}",
        "{牵头}牵头的会商正在征集议题，请各工委提出需共同商议的事项。\n时间：{时间地点}",
    ),
    Rule(
        "fix-30",
        "再次提请定题定时",
        Audience.LEAD,
        (Phase.UNDATED,),
        30,
        "请确定会商议题和时间：{会商}",
        "贵单位牵头的任期至{任期结束}，任期内须召开一次会商，目前尚未定时间。",
        to_do=True,
    ),
    Rule("notice-14", "会商提醒", Audience.ALL, (Phase.MEETING,), 14, "会商将于{时间地点}召开", FACTS),
    Rule(
        "reply-7",
        "回执截止提醒",
        Audience.UNANSWERED,
        (Phase.MEETING,),
        REPLY_DAYS,
        "请回执：{会商}",
        FACTS + "\n回执截止{回执截止}，贵单位尚未回执。",
        to_do=True,
    ),
    Rule(
        "reply-office",
        "未回执，提请工委管理员",
        Audience.OFFICE,
        (Phase.REPLY,),
        3,
        "贵单位尚未回执：{会商}",
        FACTS + "\n回执已于{回执截止}截止，贵单位尚未回执，请安排专人回执。",
        working_days=True,
    ),
    Rule(
        "reply-secretariat",
        "未回执，报轮值管理员",
        Audience.SECRETARIAT,
        (Phase.REPLY,),
        4,
        "仍未回执的工委：{会商}",
        FACTS + "\n回执已于{回执截止}截止，仍未回执：{未回执}。请电话联系。",
        working_days=True,
    ),
    Rule(
        "eve-1",
        "会前提醒",
        Audience.ALL,
        (Phase.MEETING,),
        1,
        "会商即将召开：{时间地点}",
        FACTS,
        working_days=True,
    ),
)


def find(rules: Iterable[Rule], step: str) -> Rule | None:
    """The rule of a planned step; a weekly rule's later steps are ``<step>.<n>``."""
    name = step.partition(".")[0]
    return next((rule for rule in rules if rule.step == name), None)
