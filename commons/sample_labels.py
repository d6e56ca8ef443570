"""Sample labels. The names are those of their sources; what is ours says 示例."""

from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from accounts.sample import by
from commons.models import Label
from commons.models.label import RED_FLAG
from commons.operations import labels

Kind = Label.Kind
MOTHER_RIVER, READING = "示例：守护长江母亲河", "示例：长江读书会"
NAMED = "<p>名称见公开报道；含义、目标来源未载，登记为示例。</p>"
COMMON: tuple[dict[str, Any], ...] = (
    {
        "kind": Kind.BRAND,
        "name": RED_FLAG,
        "meaning": NAMED,
        "goal": "示例：各方共同举行三十场联合活动",
        "goal_value": 30,
        "goal_unit": Label.Unit.RECORDS,
    },
    {"kind": Kind.CAMPAIGN, "name": MOTHER_RIVER, "meaning": "<p>示例：沿江各工委一起清滩护水。</p>"},
    {"kind": Kind.SERIES, "name": READING, "meaning": "<p>示例：每月一期，轮流领读。</p>"},
)
OWN: tuple[tuple[str, dict[str, Any]], ...] = (
    ("jiangsu", {"kind": Kind.CAMPAIGN, "name": "示例：进企业解难题"}),
    ("guangdong", {"kind": Kind.SERIES, "name": "青年励志讲堂", "meaning": NAMED}),
    ("guangdong", {"kind": Kind.SERIES, "name": "委读书交流活动", "meaning": NAMED}),
)


def seed(staff: Any, keeper: Any, now: datetime) -> None:
    """``staff``: gives a committee's sample person by its slug; ``keeper``: the secretariat's."""
    for facts in COMMON:
        _add(keeper, now, common=True, **facts)
    for slug, facts in OWN:
        _add(staff(slug), now, **facts)


def _add(actor: Any, now: datetime, **facts: Any) -> None:
    known = Label.objects.named(facts["kind"], facts["name"])
    if actor is not None and not known.exists():
        number = uuid5(NAMESPACE_URL, f"sample-label:{facts['name']}")
        by(labels.add_label, actor=actor, submission=number, now=now, **facts)
