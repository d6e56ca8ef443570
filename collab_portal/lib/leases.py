"""Work on a row that several workers might take: claimed for a lease, which whoever works on it renews.

A worker may die at any moment. Its lease runs out, and the next look begins that work again,
``MOST_ATTEMPTS`` times at most.
"""

import threading
import uuid
from datetime import timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import DatabaseError, connections, models
from django.db.models import F, QuerySet
from django.db.models.functions import Now

log = structlog.get_logger("portal.leases")
LEASE = timedelta(seconds=getattr(settings, "IMPORTS_LEASE_SECONDS", 60))
MOST_ATTEMPTS = 3
NO_LEASE: dict[str, Any] = {"lease_token": None, "lease_until": None, "attempts": 0}


class LeaseLostError(Exception):
    """Somebody else has taken the row over: what was done here is rolled back."""


class Leased(models.Model):
    """Columns of a row that is worked on in the background: who does, until when, how far it is."""

    done_rows = models.PositiveIntegerField("已处理", default=0)
    total_rows = models.PositiveIntegerField("共", default=0)
    lease_token = models.UUIDField("租约", null=True, blank=True)
    lease_until = models.DateTimeField("租约到期", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("次数", default=0)

    class Meta:
        abstract = True


def claim(waiting: "QuerySet[Any]", pk: int, lease: timedelta = LEASE) -> uuid.UUID | None:
    """The token of a new lease of row ``pk`` of ``waiting``; None when another worker was quicker."""
    token = uuid.uuid4()
    terms: dict[str, Any] = {"lease_token": token, "lease_until": Now() + lease}
    taken = waiting.filter(pk=pk).update(**terms, attempts=F("attempts") + 1, done_rows=0)
    return token if taken else None


def finish(row: Leased, token: uuid.UUID, **result: Any) -> None:
    """The last word on a row, spoken only by the holder of the lease. Raises ``LeaseLostError`` else."""
    if not type(row)._default_manager.filter(pk=row.pk, lease_token=token).update(**result, **NO_LEASE):
        raise LeaseLostError


class Pulse:
    """Progress and lease, told over a connection of its own: the work itself is one silent transaction.

    The lease is renewed by a thread as well, however long a single stretch of the work says nothing: it ends
    with the process.
    """

    def __init__(self, row: Leased, token: uuid.UUID, lease: timedelta = LEASE) -> None:
        self.row, self.token, self.lease = row, token, lease
        self.connection = connections.create_connection("default")
        self.connection.inc_thread_sharing()
        self._turn, self._over = threading.Lock(), threading.Event()
        self._thread = threading.Thread(target=self._keep_alive, daemon=True)

    def __enter__(self) -> "Pulse":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()
        self.connection.close()

    def _keep_alive(self) -> None:
        while not self._over.wait(self.lease.total_seconds() / 3):
            try:
                self.beat(None)
            except DatabaseError as error:
                log.warning("pulse_failed", row=str(self.row._meta), pk=self.row.pk, error=str(error))
                self.connection.close()

    def beat(self, done: int | None, total: int | None = None) -> None:
        """Renew the lease and say how far the work is (None: as far as before)."""
        table = self.row._meta.db_table
        with self._turn, self.connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {table} SET done_rows = coalesce(%s, done_rows),"  # noqa: S608
                " total_rows = coalesce(%s, total_rows),"
                " lease_until = now() + make_interval(secs => %s) WHERE id = %s AND lease_token = %s",
                [done, total, self.lease.total_seconds(), self.row.pk, self.token],
            )
