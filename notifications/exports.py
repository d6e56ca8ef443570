"""How the ledger leaves: an Excel workbook of what the filter shows."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.http import FileResponse

from collab_portal.lib import dates, xlsx
from notifications.models import Delivery
from notifications.models.queries import DeliveryQuerySet

CHUNK = 1000
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


def ledger(rows: DeliveryQuerySet, now: datetime, *, with_text: bool) -> FileResponse:
    """``with_text``: titles are for those who may read them."""
    lines = (list(_line(row, with_text)) for row in rows.for_ledger().iterator(chunk_size=CHUNK))
    return xlsx.download(f"发送台账-{dates.today(now):%Y%m%d}.xlsx", xlsx.Sheet("发送台账", COLUMNS, lines))


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
