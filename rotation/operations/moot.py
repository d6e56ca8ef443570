"""待办 in 消息 say what 我的工作 says: what a committee can no longer do is closed for all of its people."""

from collections.abc import Collection, Iterator
from datetime import datetime

from collab_portal.lib import dates
from notifications import operations as notices
from notifications.models import Notification
from organizations.models import Committee
from rotation.duties import duties, unfinished
from rotation.models import Handover, Resolution, Swap, Turn

KINDS: dict[str, tuple[tuple[str, str], ...]] = {
    "consultation": (
        ("scheduled", "回执"),
        ("moved", "回执"),
        ("lead-changed", "回执"),
        ("reply-", "回执"),
        ("poll-void-lead", "定时"),
        ("poll-", "投票"),
        ("fix-", "定时"),
        ("minutes-", "会签"),
        ("answer-", "会签"),
        ("objection-", "异议"),
    ),
    "minutes": (("minutes-draft", "纪要"), ("sign-", "会签")),
    "turn": (("lead", "定时"), ("handover-", "交接")),
    "swap": (("asked", "调换"),),
    "resolution": (("due", "进展"),),
}
"""By what a notice is about: how its step begins, and the kind of line that it is in 我的工作."""

Asked = tuple[str, str]  # topic and kind


def settle_moot(now: datetime, topics: Collection[str] | None = None) -> None:
    """Close whatever asks for what can no longer be done: not by this committee, or by nobody.

    ``topics`` narrows it to what has just changed; the hourly job looks at everything.
    """
    open_ones = Notification.objects.to_do().filter(committee__isnull=False)
    if topics is None:
        rows = open_ones.filter(topic__regex=rf"^({'|'.join(KINDS)}):").order_by()
    else:
        rows = open_ones.filter(topic__in=topics).order_by()
    found = sorted(set(rows.values_list("committee", "topic", "step")))
    committees = Committee.objects.in_bulk({committee for committee, _, _ in found})
    asked = {pk: set(asked_of(pk, now)) for pk in committees}
    for pk, topic, step in found:
        kind = kind_of(topic, step)
        if kind and (topic, kind) not in asked[pk]:
            notices.settle_all(topic=topic, begins=step, committee=committees[pk])


def kind_of(topic: str, step: str) -> str:
    """The kind of line a notice stands for; empty when it stands for none."""
    kinds = KINDS.get(topic.partition(":")[0], ())
    return next((kind for begins, kind in kinds if step.startswith(begins)), "")


def asked_of(committee: int, now: datetime) -> Iterator[Asked]:
    """All that is asked of a committee and that it can do now. Six queries."""
    today = dates.today(now)
    for row in unfinished(committee, now):
        for line in duties(row, committee, now):
            yield row.topic, line.kind
            yield row.minutes_topic, line.kind
    leading = Turn.objects.current(today).exclude(consultations__status__in=["scheduled", "held"])
    for turn in leading.for_list():
        if turn.is_led_by(committee, today):
            yield f"turn:{turn.pk}", "定时"
    for pk in Handover.objects.owed_by(committee, today).values_list("turn", flat=True):
        yield f"turn:{pk}", "交接"
    for pk in Swap.objects.pending().answerable(today).filter(other=committee).values_list("pk", flat=True):
        yield f"swap:{pk}", "调换"
    for pk in Resolution.objects.open().owned_by(committee).values_list("pk", flat=True):
        yield f"resolution:{pk}", "进展"
