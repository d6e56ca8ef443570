"""Sample documents and honours: true where their source is named, else 示例."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from accounts.sample import by
from collab_portal.lib import dates
from commons.models import Document, Honour
from commons.operations import documents, honours

Kind, Scope = Document.Kind, Document.Scope
GDDRC = {
    "source_title": "广东省发展和改革委员会联学共建的生动实践取得积极成效",
    "source_site": "中国经济导报、中国发展网（未载日期）",
}
ENCOURAGE = "关于鼓励委机关和直属事业单位党支部联合开展组织生活的通知"


def seed(staff: Any, now: datetime) -> None:
    """``staff``: gives a committee's sample person by its slug. A second run changes nothing."""
    today = dates.today(now)
    _file(
        staff("guangdong"),
        now,
        title=ENCOURAGE,
        issuer="广东省发展和改革委员会机关党委",
        kind=Kind.NOTICE,
        summary="示例登记：成文日期、文号和全文来源未载。",
        **GDDRC,
    )
    old = _file(
        staff("jiangsu"),
        now,
        title="党组织结对共建工作办法（示例）",
        number="示例〔2024〕3号",
        issuer="示例省级机关工委",
        kind=Kind.MEASURE,
        issued_on=date(2024, 3, 1),
        effective_on=date(2024, 4, 1),
        summary="示例：结对的条件、期限和续签办法。",
    )
    _file(
        staff("jiangsu"),
        now,
        title="党组织结对共建工作办法（示例，修订）",
        number="示例〔2026〕8号",
        issuer="示例省级机关工委",
        kind=Kind.MEASURE,
        issued_on=today - timedelta(days=20),
        effective_on=today + timedelta(days=30),
        supersedes=old,
        summary="示例：增加到期前九十天提醒。",
    )
    _file(
        staff("hubei"),
        now,
        title="共享基地接待安排（示例）",
        issuer="示例机关工委办公室",
        kind=Kind.PLAN,
        scope=Scope.OWN,
        summary="示例：只供本工委内部查阅。",
    )
    for facts in HONOURS:
        _enter(staff("guangdong" if "source_title" in facts else "anhui"), now, **facts)


PRAISED = {
    "title": "国家部委和省委、省政府的表彰奖励",
    "level": Honour.Level.PROVINCE,
    "awarder": "国家部委和省委、省政府",
    "year": 2021,
    **GDDRC,
}
HONOURS: tuple[dict[str, Any], ...] = (
    {**PRAISED, "winner": "处室（单位）", "quantity": 22},
    {**PRAISED, "subject": Honour.Subject.PERSON, "winner": "党员", "quantity": 77},
    {
        "title": "示例先进基层党组织",
        "level": Honour.Level.PROVINCE,
        "category": Honour.Category.STRONG,
        "winner": "示例厅第一党支部",
        "awarder": "示例省直机关工委",
        "year": 2025,
    },
    {
        "title": "示例党员先锋岗",
        "level": Honour.Level.BUREAU,
        "category": Honour.Category.PIONEER_POST,
        "subject": Honour.Subject.POST,
        "winner": "示例政务服务窗口",
        "awarder": "示例厅机关党委",
        "year": 2025,
        "quantity": 6,
    },
    {
        "title": "示例机关党建创新案例",
        "level": Honour.Level.NATION,
        "category": Honour.Category.INNOVATION,
        "winner": "示例局机关党委",
        "awarder": "示例评选组织",
        "year": 2024,
    },
)


def _number(*parts: str) -> UUID:
    return uuid5(NAMESPACE_URL, ":".join(("sample-paper", *parts)))


def _file(actor: Any, now: datetime, **facts: Any) -> Document:
    number = _number(facts["issuer"], facts["title"])
    known = Document.objects.filter(submission=number).first()
    return known or by(documents.file_document, actor=actor, submission=number, now=now, **facts)


def _enter(actor: Any, now: datetime, **facts: Any) -> None:
    number = _number(facts["winner"], facts["title"])
    if not Honour.objects.filter(submission=number).exists():
        by(honours.enter_honour, actor=actor, submission=number, now=now, **facts)
