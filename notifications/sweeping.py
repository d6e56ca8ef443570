"""Frees what dead senders left behind and closes what has expired. Any number of sweepers may run."""

from collections.abc import Collection
from typing import Any

from django.db import models, transaction
from django.db.models.functions import Now

from notifications.models import Delivery, DeliveryAttempt
from notifications.outbox import NO_LEASE
from notifications.timing import MAX_ATTEMPTS

Status, Outcome = Delivery.Status, DeliveryAttempt.Outcome
AT_ONCE = 1000


def sweep(hold: Collection[str] = ()) -> int:
    """``hold``: channels that keep a cut-off hand-over for a person rather than repeat it."""
    return recover(hold) + expire()


@transaction.atomic
def recover(hold: Collection[str]) -> int:
    """Leases that ran out. Not begun: due again. Begun: nobody knows, so it says since when."""
    ids = _lock(Delivery.objects.filter(status=Status.SENDING, lease_until__lt=Now()))
    if not ids:
        return 0
    DeliveryAttempt.objects.filter(delivery__in=ids, outcome=Outcome.OPEN).update(
        outcome=Outcome.CUT_OFF, ended_at=Now()
    )
    lapsed = Delivery.objects.filter(pk__in=ids, status=Status.SENDING)
    cut_off = lapsed.filter(started_at__isnull=False)
    since: dict[str, Any] = {"uncertain_at": Now(), "lease_token": None, "lease_until": None}
    closed = {**since, "finished_at": Now(), "started_at": None}
    again: dict[str, Any] = {"status": Status.PENDING, "next_attempt_at": Now()}
    cut_off.filter(recalled=True).update(status=Status.SUPERSEDED, **closed, recalled=False)
    cut_off.filter(channel__in=hold).update(status=Status.UNCERTAIN, reason="交付中断，去向不明。", **since)
    cut_off.filter(attempts__gte=MAX_ATTEMPTS).update(status=Status.DEAD, reason="多次交付中断。", **closed)
    cut_off.update(**since, **again, started_at=None, reason="交付中断，已安排重发。")
    lapsed.update(**again, **NO_LEASE)
    return len(ids)


@transaction.atomic
def expire() -> int:
    """Close what is no longer worth sending; how many rows."""
    ids = _lock(Delivery.objects.filter(status=Status.PENDING, expires_at__lte=Now()))
    return Delivery.objects.filter(pk__in=ids).update(status=Status.EXPIRED, finished_at=Now())


def _lock(rows: models.QuerySet[Delivery]) -> list[int]:
    found = rows.order_by("pk").select_for_update(skip_locked=True).values_list("pk", flat=True)
    return list(found[:AT_ONCE])
