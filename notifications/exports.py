"""How the ledger leaves: an Excel workbook of what the filter shows."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import rules

from accounts.models import User
from collab_portal.lib import dates
from collab_portal.lib.exports import CHUNK, Choice, Export
from collab_portal.lib.xlsx import Sheet
from notifications.forms import LedgerFilter
from notifications.models import Delivery
from notifications.models.queries import DeliveryQuerySet

COLUMNS = (
    ("编号", 10),
    ("状态", 10),
    ("逾时", 6),
    ("补发", 6),
    ("标题", 44),
    ("事项", 18),
    ("版次", 6),
    ("环节", 22),
    ("收件人", 14),
    ("工委", 14),
    ("渠道", 10),
    ("计划时间", 17),
    ("应发时间", 17),
    ("失效时间", 17),
    ("完结时间", 17),
    ("次数", 6),
    ("人工处理", 17),
    ("说明", 40),
)


def reads_text(person: User) -> bool:
    return bool(rules.test_rule("notifications.read_text", person))


def _filter(choice: Choice) -> LedgerFilter:
    return LedgerFilter(choice.query, with_text=reads_text(choice.person))


def _rows(choice: Choice) -> DeliveryQuerySet:
    return _filter(choice).apply(Delivery.objects.visible_to(choice.person))


def _sheets(choice: Choice, rows: DeliveryQuerySet) -> Iterable[Sheet]:
    """Without titles for who may not read them."""
    with_text = reads_text(choice.person)
    lines = (list(_line(row, with_text)) for row in rows.for_ledger().iterator(chunk_size=CHUNK))
    return [Sheet("发送台账", COLUMNS, lines)]


def _line(row: Delivery, with_text: bool) -> Iterator[Any]:
    committee = (row.recipient or row.robot).committee if row.recipient or row.robot else None  # type: ignore[union-attr]
    yield row.pk
    yield row.get_status_display()
    yield "是" if getattr(row, "is_late", False) else ""
    yield "是" if row.catch_up else ""
    yield row.title if with_text else ""
    yield row.topic_words
    yield row.revision
    yield row.step_words
    yield row.addressee
    yield committee.short_name if committee else ""
    yield row.get_channel_display()
    yield from (_moment(at) for at in (row.not_before, row.due_at, row.expires_at, row.finished_at))
    yield row.attempts
    yield _moment(row.handled_at)
    yield row.reason


def _moment(at: datetime | None) -> str:
    return f"{at.astimezone(dates.BEIJING):%Y-%m-%d %H:%M}" if at else ""


LEDGER = Export(
    "notifications:ledger-export",
    "发送台账",
    "notifications:ledger",
    _filter,
    _rows,
    _sheets,
    right="notifications.ledger",
)
