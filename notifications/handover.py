"""The two moves around a hand-over, one statement each: a thousand mails an hour are nothing, a repeat is.

The shorter the way from "accepted" to "marked", the fewer mails a killed sender repeats. So both are
plain SQL: rows are locked in one order, the fence (lease token) is checked after any wait, and the
evidence changes together with the row.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from notifications.models import Delivery
from notifications.timing import LEASE

BEGIN = """
WITH held AS (
    SELECT id FROM notifications_delivery
    WHERE id = ANY(%(ids)s) AND lease_token = %(token)s AND status = 'sending'
      AND started_at IS NULL AND expires_at > statement_timestamp()
      AND NOT (planned AND topic IN (SELECT topic FROM notifications_replanning))
    ORDER BY id FOR UPDATE
), begun AS (
    UPDATE notifications_delivery AS row
    SET started_at = statement_timestamp(), lease_until = statement_timestamp() + %(lease)s,
        attempts = attempts + 1, bundle = %(bundle)s,
        title = CASE WHEN planned THEN (%(titles)s)[array_position(%(ids)s, row.id)] ELSE title END
    FROM held
    WHERE row.id = held.id AND (SELECT count(*) FROM held) = %(count)s
    RETURNING row.id, row.attempts
), evidence AS (
    INSERT INTO notifications_deliveryattempt
        (delivery_id, number, token, message_id, subject, started_at, outcome, error)
    SELECT id, attempts, %(token)s, %(message_id)s, %(subject)s, statement_timestamp(), '', '' FROM begun
)
SELECT id FROM held
"""

MARK = """
WITH held AS (
    SELECT id FROM notifications_delivery
    WHERE id = ANY(%(ids)s) AND lease_token = %(token)s AND status = 'sending'
    ORDER BY id FOR UPDATE
), marked AS (
    UPDATE notifications_delivery AS row
    SET status = 'sent', finished_at = statement_timestamp(), reason = '', recalled = false,
        lease_token = NULL, lease_until = NULL, started_at = NULL,
        catch_up = catch_up OR row.id = ANY(%(late)s)
    FROM held WHERE row.id = held.id
), evidence AS (
    UPDATE notifications_deliveryattempt AS attempt
    SET ended_at = statement_timestamp(),
        outcome = CASE WHEN delivery_id IN (SELECT id FROM held) THEN 'accepted' ELSE 'late' END
    WHERE delivery_id = ANY(%(ids)s) AND token = %(token)s AND outcome = ''
)
SELECT id FROM held
"""


def begin(
    rows: Sequence[Delivery],
    message_id: str,
    subject: str,
    *,
    titles: dict[int, str],
    bundle: UUID | None = None,
) -> set[int]:
    """Record the attempt before any byte leaves; returns the rows that are ready to go.

    All or none begin: where one stays behind (lease passed on, taken back, expired, about to be planned anew)
    the message is another.
    """
    return _run(
        BEGIN,
        rows,
        count=len(rows),
        lease=LEASE,
        bundle=bundle,
        titles=[titles.get(row.pk, row.title) for row in rows],
        message_id=message_id,
        subject=subject,
    )


def mark_sent(rows: Sequence[Delivery]) -> int:
    """Accepted: done. Returns how many rows were still ours; the others' attempts are on record as late."""
    return len(_run(MARK, rows, late=[row.pk for row in rows if row.catch_up]))


def _run(statement: str, rows: Sequence[Delivery], **values: Any) -> set[int]:
    """``rows`` come from one claim, so one token holds them all."""
    values |= {"ids": [row.pk for row in rows], "token": rows[0].lease_token}
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return {pk for (pk,) in cursor.fetchall()}
