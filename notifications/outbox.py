"""The outbox's moves, each a short transaction by the database's clock. Nothing here talks to the outside.

claim → begin (attempt on record, committed) → hand-over by a channel → mark (``handover.py``). Every later
move carries the lease token, so a sender that was asleep past its lease can change nothing any more.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, models, transaction
from django.db.models import ExpressionWrapper, F, Q
from django.db.models.functions import Greatest, Least, Now

from collab_portal.lib.backoff import LAST_TRY, next_attempt
from notifications.models import Delivery, DeliveryAttempt
from notifications.timing import CATCH_UP_AFTER, LEASE, MAX_ATTEMPTS

Status, Outcome = Delivery.Status, DeliveryAttempt.Outcome
NO_LEASE: dict[str, Any] = {"lease_token": None, "lease_until": None, "started_at": None}
ALL_OF_ONE_PERSON = 1000


def database_now() -> datetime:
    """The one clock all senders share: the database's, not the transaction's start."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment


def due(channel: str) -> models.QuerySet[Delivery]:
    """Rows to send now, oldest first; ``overdue`` says that the message has to say 补发."""
    return _with_lateness(Delivery.objects.filter(channel=channel).due())


def _with_lateness(rows: models.QuerySet[Delivery]) -> models.QuerySet[Delivery]:
    late = Q(catch_up=True) | Q(due_at__lt=Now() - CATCH_UP_AFTER)
    rows = rows.annotate(overdue=ExpressionWrapper(late, output_field=models.BooleanField()))
    return rows.select_related("recipient", "robot").order_by("next_attempt_at", "pk")


@transaction.atomic
def claim(channel: str, size: int) -> list[Delivery]:
    """Take up to ``size`` due rows for ``LEASE``, past those that others hold.

    Whoever has an overdue row gets all his overdue ones with it, to be told in one message; what was
    combined once stays combined, and what may have gone out by itself stays by itself.
    Two senders at the same instant may still make two messages of it.
    """
    rows = _lock(due(channel), size)
    late = {row.recipient_id for row in rows if row.catch_up}
    bundles = {row.bundle for row in rows if row.bundle}
    if late or bundles:
        untried = Q(next_attempt_at__lte=Now()) | Q(
            attempts=0
        )  # those that only wait for the relay come along
        waiting = Delivery.objects.filter(
            untried, channel=channel, status=Status.PENDING, expires_at__gt=Now()
        )
        alone = Q(recipient__in=late, overdue=True, bundle=None, uncertain_at=None, resends=0)
        others = _with_lateness(waiting).filter(alone | Q(bundle__in=bundles))
        rows += _lock(others.exclude(pk__in=[row.pk for row in rows]), ALL_OF_ONE_PERSON)
    token = uuid4()
    ours = Delivery.objects.filter(pk__in=[row.pk for row in rows])
    ours.update(status=Status.SENDING, lease_token=token, lease_until=Now() + LEASE)
    for row in rows:
        row.lease_token, row.status = token, Status.SENDING
    return rows


def _lock(rows: models.QuerySet[Delivery], size: int) -> list[Delivery]:
    locked = list(rows.select_for_update(skip_locked=True, of=("self",))[:size])
    for row in locked:
        row.catch_up = row.overdue  # type: ignore[attr-defined]
    return locked


@transaction.atomic
def fail(
    rows: Collection[Delivery],
    error: str,
    *,
    permanent: bool = False,
    uncertain: bool = False,
    hold: bool = False,
) -> None:
    """Refused: again later, or given up. ``uncertain``: the answer got lost, it may have arrived."""
    for row in _held(rows).order_by("pk").select_for_update():
        refuse(row, error, permanent=permanent, uncertain=uncertain, hold=hold)
    outcome = Outcome.CUT_OFF if uncertain else Outcome.PERMANENT if permanent else Outcome.TEMPORARY
    _end_attempts(rows, outcome, error)


def refuse(
    locked: Delivery, error: str, *, permanent: bool = False, uncertain: bool = False, hold: bool = False
) -> None:
    """The next state of a row that did not get through. One that never began counts as an attempt too."""
    attempts = locked.attempts + (locked.started_at is None)
    changes: dict[str, Any] = {"attempts": attempts, "reason": error[:500], **NO_LEASE}
    if uncertain:
        changes["uncertain_at"] = Now()
    if locked.recalled:
        changes |= {"status": Status.SUPERSEDED, "finished_at": Now(), "recalled": False}
        changes["reason"] = locked.reason
    elif uncertain and hold:
        changes |= {"status": Status.UNCERTAIN}
    elif permanent or attempts >= MAX_ATTEMPTS:
        changes |= {"status": Status.DEAD, "finished_at": Now()}
    else:
        again = next_attempt(database_now(), attempts, locked.expires_at)
        changes |= {"status": Status.PENDING, "next_attempt_at": again}
    Delivery.objects.filter(pk=locked.pk).update(**changes)


def suppress(rows: Iterable[Delivery], reason: str) -> None:
    """Not to be told after all: no right any more, no longer true, account disabled."""
    _held(rows).update(status=Status.SUPPRESSED, finished_at=Now(), reason=reason, **NO_LEASE)


def release(rows: Iterable[Delivery], pause: timedelta, reason: str) -> None:
    """Put back what was not tried: it was not the rows' fault. One try before the expiry remains."""
    again = Least(Now() + pause, Greatest(Now(), F("expires_at") - LAST_TRY))
    _held(rows).filter(started_at=None).update(
        status=Status.PENDING, next_attempt_at=again, reason=reason[:500], **NO_LEASE
    )


def _end_attempts(rows: Collection[Delivery], outcome: DeliveryAttempt.Outcome, error: str = "") -> None:
    if rows:
        tokens = {_token(row) for row in rows}
        DeliveryAttempt.objects.filter(delivery__in=rows, token__in=tokens, outcome=Outcome.OPEN).update(
            outcome=outcome, ended_at=Now(), error=error[:500]
        )


def _token(row: Delivery) -> UUID:
    assert row.lease_token is not None  # noqa: S101 - only claimed rows come here
    return row.lease_token


def _held(rows: Iterable[Delivery]) -> models.QuerySet[Delivery]:
    """Those of the rows that are still leased to us."""
    rows = list(rows)
    tokens = {row.lease_token for row in rows}
    return Delivery.objects.filter(
        pk__in=[row.pk for row in rows], lease_token__in=tokens, status=Status.SENDING
    )
