"""What to tell whom, asked again just before sending."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.db import connection

from notifications import deadlines, sources
from notifications.models import Delivery, Notification
from notifications.sources import Message, Saying
from notifications.text import one_line, plain, site_relative

DISABLED = "收件人账号或群机器人已停用。"
NO_LONGER = "收件人已无权查看，或事项已不成立。"


@dataclass
class Composed:
    """Rows sorted by what there is to say. One row that cannot be rendered keeps no other from going."""

    ready: dict[int, Message] = field(default_factory=dict)
    needless: dict[int, str] = field(default_factory=dict)
    broken: dict[int, str] = field(default_factory=dict)


def compose(rows: Iterable[Delivery], *, askers: bool = False) -> Composed:
    """Rights and facts of all at once: what was told costs two queries, what is planned its source's.

    ``askers``: the messages name the committees that ask, in one more query.
    """
    composed, rows, sayings = Composed(), list(rows), Sayings()
    over = Notification.objects.over(rows)
    for row in rows:
        if _is_off(row):
            composed.needless[row.pk] = DISABLED
            continue
        if row.pk in over:
            composed.needless[row.pk] = NO_LONGER
            continue
        try:
            message = message_for(row, sayings)
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
    if askers:
        _name(composed)
    return composed


class Sayings:
    """What each step of each topic says, asked of its source once; a failure is remembered too."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], Saying | Exception | None] = {}

    def of(self, row: Delivery) -> Saying | None:
        key = row.topic, row.step
        if key not in self._found:
            try:
                self._found[key] = _saying(*key)
            except Exception as error:
                self._found[key] = error
        found = self._found[key]
        if isinstance(found, Exception):
            raise found
        return found


def _saying(topic: str, step: str) -> Saying | None:
    source = sources.find(topic)
    if source is None:
        raise LookupError(f"没有登记“{topic}”的来源")
    return source.saying(topic, step)


def _name(composed: Composed) -> None:
    """The committees that ask for something, with the offices that take answers by mail."""
    asking = {
        pk: message.asker
        for pk, message in composed.ready.items()
        if message.asker and message.kind == Notification.Kind.ACTION
    }
    if asking:
        committees = Delivery._meta.get_field("asker").related_model._default_manager  # type: ignore[union-attr]
        found = committees.in_bulk(set(asking.values()))
        for pk, asker in asking.items():
            composed.ready[pk] = replace(composed.ready[pk], committee=found.get(asker))


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


def message_for(row: Delivery, sayings: Sayings | None = None) -> Message | None:
    """A notice's own text; a planned reminder's from its source."""
    if not row.planned:
        return Message(row.title, row.body, row.url, Notification.Kind(row.kind), row.asker_id, row.asks)
    saying = (sayings or Sayings()).of(row)
    if saying is None:
        return None
    if row.recipient is not None:
        message = saying.to(row.recipient)
    else:
        message = saying.to_group(row.robot.committee_id if row.robot else None)
    if message is None:
        return None
    return replace(
        message, title=one_line(message.title), body=plain(message.body), url=site_relative(message.url)
    )
