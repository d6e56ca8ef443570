"""Compares every live plan with the table, without a time window: nothing planned may be missing."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

import structlog
from django.db import transaction

from collab_portal.lib.dates import chinese_moment
from collab_portal.lib.reminders import PlannedReminder, TopicPlan
from collab_portal.lib.verbs import lock_topics
from notifications import planning, sources
from notifications.models import Delivery, Replanning
from notifications.models.queries import LATE
from notifications.wakeup import wake_on_commit

log = structlog.get_logger("portal.notifications")


@dataclass
class Findings:
    """What the auditor saw: ``missing`` are written again if it may repair, ``differing`` are for people."""

    topics: int = 0
    rows: int = 0
    missing: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        return not self.missing and not self.differing


def audit(now: datetime, *, repair: bool = True) -> Findings:
    """Every source's plans against the table; missing rows are written, differences reported.

    What is about to be planned anew is compared when that is done; it is named where that stays away.
    """
    behind = dict(Replanning.objects.order_by("pk").values_list("topic", "since"))
    late = [_left(topic, since) for topic, since in behind.items() if since < now - LATE]
    findings = Findings(differing=late)
    for source in sources.every():
        live = set(behind)
        for plan in source.plans(now):
            if plan.topic not in behind:
                live.add(plan.topic)
                _compare(plan, now, findings, repair=repair)
        findings.differing += _orphans(source.prefix, live)
    if not findings.clean:
        log.error("reminders_differ", missing=len(findings.missing), differing=len(findings.differing))
    return findings


@transaction.atomic
def _compare(plan: TopicPlan, now: datetime, findings: Findings, *, repair: bool) -> None:
    lock_topics([plan.topic])
    wanted = planning.by_key([plan])[plan.topic]
    planned = Delivery.objects.filter(topic=plan.topic, planned=True)
    present = {row.key: row for row in planning.stored(planned.filter(revision=plan.revision))}
    missing = planning.live({key: wanted[key] for key in wanted if key not in present}, now)
    findings.topics += 1
    findings.rows += len(wanted)
    findings.missing += [f"{plan.topic} 第{plan.revision}版 缺少：{_name(key)}" for key in missing]
    findings.differing += _differences(plan, wanted, present)
    stale = planned.open().exclude(revision=plan.revision).filter(recalled=False).count()
    if stale:
        findings.differing.append(f"{plan.topic} 有 {stale} 条不属于第{plan.revision}版的通知仍待发")
    if missing and repair:
        overdue = {key: reminder for key, reminder in missing.items() if reminder.not_before <= now}
        ahead = {key: reminder for key, reminder in missing.items() if key not in overdue}
        rows = planning.Rows()
        rows.add(plan.topic, plan.revision, overdue, catch_up=True)
        rows.add(plan.topic, plan.revision, ahead)
        rows.insert()
        wake_on_commit()


def _differences(
    plan: TopicPlan,
    wanted: dict[planning.Key, PlannedReminder],
    present: dict[planning.Key, planning.Stored],
) -> Iterator[str]:
    for key, row in present.items():
        where = f"{plan.topic} 第{plan.revision}版 {_name(key)}"
        if key not in wanted:
            if row.status in Delivery.OPEN and not row.recalled:
                yield f"{where}：计划中没有，却仍待发"
        elif row.status == Delivery.Status.SUPERSEDED and not row.settled:
            yield f"{where}：计划要发，却已作废"
        elif row.status == Delivery.Status.PENDING and (row.not_before, row.expires_at) != (
            wanted[key].not_before,
            wanted[key].expires_at,
        ):
            yield f"{where}：时间与计划不符"


def _left(topic: str, since: datetime) -> str:
    return f"{topic}：日程已于{chinese_moment(since)}变更，提醒尚未重排，暂不发出"


def _orphans(prefix: str, live: set[str]) -> list[str]:
    """Topics that have left the plans but still hold unsent rows."""
    rows = Delivery.objects.filter(topic__startswith=f"{prefix}:", planned=True, recalled=False).open()
    left = set(rows.values_list("topic", flat=True).distinct()) - live
    return [f"{topic}：已不在计划中，却仍有待发的通知" for topic in sorted(left)]


def _name(key: planning.Key) -> str:
    step, addressee, channel = key
    who = "用户" if channel in Delivery.PERSONAL else "群"
    return f"{step}／{Delivery.Channel(channel).label}／{who}{addressee}"
