"""What to tell whom, asked again just before sending."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.db import connection

from notifications import deadlines, sources
from notifications.models import Delivery, Notification
from notifications.sources import Message
from notifications.text import one_line, plain, site_relative

DISABLED = "收件人账号或群机器人已停用。"
NO_LONGER = "收件人已无权查看，或事项已不成立。"


@dataclass
class Composed:
    """Rows sorted by what there is to say. One row that cannot be rendered keeps no other from going."""

    ready: dict[int, Message] = field(default_factory=dict)
    needless: dict[int, str] = field(default_factory=dict)
    broken: dict[int, str] = field(default_factory=dict)


def compose(rows: Iterable[Delivery]) -> Composed:
    """Two queries for all that was told at once; what was planned asks its source, row by row."""
    composed, rows = Composed(), list(rows)
    over = Notification.objects.over(rows)
    for row in rows:
        if _is_off(row):
            composed.needless[row.pk] = DISABLED
            continue
        if row.pk in over:
            composed.needless[row.pk] = NO_LONGER
            continue
        try:
            message = message_for(row)
        except Exception as error:
            if not connection.is_usable():
                raise  # the database has gone: nobody's fault, nothing to record
            composed.broken[row.pk] = f"生成内容出错：{type(error).__name__} {error}"
        else:
            if message is None:
                composed.needless[row.pk] = NO_LONGER
            else:
                composed.ready[row.pk] = message
    _date(rows, composed)
    return composed


def _date(rows: Iterable[Delivery], composed: Composed) -> None:
    """Until when each is to be done."""
    asked = {
        row.pk: deadlines.asked_by(row, composed.ready[row.pk].asks)
        for row in rows
        if row.pk in composed.ready
    }
    days = deadlines.find(asked.values())
    for pk, one in asked.items():
        composed.ready[pk] = replace(composed.ready[pk], due_on=days.get(one))


def _is_off(row: Delivery) -> bool:
    return not (row.recipient.is_active if row.recipient else row.robot is not None and row.robot.active)


def message_for(row: Delivery) -> Message | None:
    """A notice's own text; a planned reminder's from its source."""
    if not row.planned:
        return Message(row.title, row.body, row.url, Notification.Kind(row.kind), row.asker_id, row.asks)
    source = sources.find(row.topic)
    if source is None:
        raise LookupError(f"没有登记“{row.topic}”的来源")
    if row.recipient is not None:
        message = source.message(row.topic, row.step, row.recipient)
    else:
        committee = row.robot.committee_id if row.robot else None
        message = source.message_to_group(row.topic, row.step, committee)
    if message is None:
        return None
    return replace(
        message, title=one_line(message.title), body=plain(message.body), url=site_relative(message.url)
    )
