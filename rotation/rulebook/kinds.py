"""What a rule is made of."""

from datetime import datetime
from enum import Enum
from typing import NamedTuple

REPLY_DAYS = 7


class Subject(Enum):
    """What a rule reminds of: each kind has plans, words and placeholders of its own."""

    CONSULTATION = "会商"
    MINUTES = "纪要会签"
    RESOLUTION = "议定事项"
    ANSWER = "等候答复的事项"


class Audience(Enum):
    LEAD = "牵头工委"
    ALL = "全体成员工委"
    UNANSWERED = "尚未回执的工委"
    OFFICE = "尚未回执工委的管理员"
    UNSIGNED = "尚未会签的工委"
    UNSIGNED_OFFICE = "尚未会签工委的管理员"
    OWNERS = "责任工委"
    OWNERS_OFFICE = "责任工委的管理员"
    SECRETARIAT = "轮值管理员"
    OWING = "尚未答复的工委"
    OWING_OFFICE = "尚未答复工委的管理员"
    ASKER = "等候答复的工委"

    @property
    def is_office(self) -> bool:
        """Its admins alone; where a committee has none, whoever does its work."""
        return self in {
            Audience.OFFICE,
            Audience.UNSIGNED_OFFICE,
            Audience.OWNERS_OFFICE,
            Audience.OWING_OFFICE,
        }


class Phase(Enum):
    """What days are counted from, before it or (``counts_on``) after it."""

    UNDATED = ("任期结束（尚未定时间）", Subject.CONSULTATION, False)
    MEETING = ("会商召开", Subject.CONSULTATION, False)
    CALL_UNDATED = ("任期结束（时间、议题均未定）", Subject.CONSULTATION, False)
    CALL_MEETING = ("会商召开（尚未定题）", Subject.CONSULTATION, False)
    REPLY = ("回执截止", Subject.CONSULTATION, True)
    HELD = ("会商召开", Subject.MINUTES, True)
    SIGNING = ("会签截止", Subject.MINUTES, False)
    UNSIGNED = ("会签截止", Subject.MINUTES, True)
    DUE = ("完成期限", Subject.RESOLUTION, False)
    OVERDUE = ("完成期限", Subject.RESOLUTION, True)
    ASKED = ("提出", Subject.ANSWER, True)

    def __init__(self, words: str, subject: Subject, counts_on: bool) -> None:
        self.words, self.subject, self.counts_on = words, subject, counts_on

    @property
    def when(self) -> str:
        """``会签截止后``."""
        return f"{self.words}{'后' if self.counts_on else '前'}"


class Rule(NamedTuple):
    """``working_days`` counts working days instead of calendar days; ``times`` > 1 repeats weekly.

    ``asks``: the kind of to-do that its audience is reminded of; ``of``: the one whose answer does not come,
    with its subject (``activity.confirm``).
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
    asks: str = ""
    of: str = ""

    @property
    def subject(self) -> Subject:
        return self.phases[0].subject

    @property
    def when(self) -> str:
        """``会商召开前 14 天``."""
        unit = "个工作日" if self.working_days else "天"
        side = "后" if self.phases[0].counts_on else "前"
        weekly = f"，此后每周一次，共 {self.times} 次" if self.times > 1 else ""
        base = " 或 ".join(phase.words for phase in self.phases)
        return f"{base}{side} {self.days} {unit}{weekly}" if self.days else f"{base}当日{weekly}"


TELLS = {
    Subject.CONSULTATION: {
        Audience.LEAD: "",
        Audience.ALL: "",
        Audience.UNANSWERED: "reply",
        Audience.OFFICE: "",
        Audience.SECRETARIAT: "",
    },
    Subject.MINUTES: {
        Audience.LEAD: "",
        Audience.UNSIGNED: "countersign",
        Audience.UNSIGNED_OFFICE: "",
        Audience.SECRETARIAT: "",
    },
    Subject.RESOLUTION: {
        Audience.OWNERS: "progress",
        Audience.OWNERS_OFFICE: "",
        Audience.LEAD: "",
        Audience.SECRETARIAT: "",
    },
    Subject.ANSWER: {Audience.OWING: "", Audience.OWING_OFFICE: "", Audience.ASKER: ""},
}
"""Whom rules of each kind may tell, and what a new rule asks of them."""
