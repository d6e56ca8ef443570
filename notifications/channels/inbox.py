"""The in-app inbox: exactly once, as the item and its mark are one transaction."""

import time
from typing import Literal

from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Now

from notifications import outbox
from notifications.composing import Composed, compose
from notifications.models import Delivery, Notification

BATCH = 200


class InboxChannel:
    name = Delivery.Channel.INBOX
    on_uncertain: Literal["resend", "hold"] = "resend"

    def drain(self, until: float) -> int:
        """Text is rendered first, outside the transaction; what a rival takes meanwhile is left to him."""
        total = 0
        while time.monotonic() < until:
            rows = list(outbox.due(self.name)[:BATCH])
            if not rows:
                break
            total += _put(rows, compose(rows))
        return total


@transaction.atomic
def _put(rows: list[Delivery], composed: Composed) -> int:
    ids = [row.pk for row in rows]
    locked = outbox.due(Delivery.Channel.INBOX).filter(pk__in=ids)
    ours = list(locked.select_for_update(skip_locked=True, of=("self",)))
    items = [_item(row, composed) for row in ours if row.pk in composed.ready]
    Notification.objects.bulk_create(items, ignore_conflicts=True)
    arrived = [row.pk for row in ours if row.pk in composed.ready]
    late = [row.pk for row in ours if row.pk in composed.ready and row.overdue]  # type: ignore[attr-defined]
    if late:
        Delivery.objects.filter(pk__in=late).update(catch_up=True)
    _close(arrived, Delivery.Status.SENT, "", title=_title_of_item())
    for row in ours:
        if row.pk in composed.needless:
            _close([row.pk], Delivery.Status.SUPPRESSED, composed.needless[row.pk])
        elif row.pk in composed.broken:
            outbox.refuse(row, composed.broken[row.pk])
    return len(arrived)


def _close(ids: list[int], status: Delivery.Status, reason: str, **more: Subquery) -> None:
    Delivery.objects.filter(pk__in=ids).update(
        status=status, finished_at=Now(), reason=reason, attempts=F("attempts") + 1, **more
    )


def _title_of_item() -> Subquery:
    """The ledger shows what a planned row came to say."""
    key = {name: OuterRef(name) for name in ("topic", "revision", "step", "recipient")}
    return Subquery(Notification.objects.filter(**key).values("title")[:1])


def _item(row: Delivery, composed: Composed) -> Notification:
    message = composed.ready[row.pk]
    return Notification(
        recipient=row.recipient,
        committee_id=row.recipient.committee_id if row.recipient else None,
        topic=row.topic,
        revision=row.revision,
        step=row.step,
        kind=message.kind,
        asks=message.asks,
        title=message.title,
        body=message.body,
        url=message.url,
        late=row.overdue,  # type: ignore[attr-defined]
    )
