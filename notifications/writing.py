"""Rows written in one statement however many people they are for: what those share is sent once.

Times are the database's, as everywhere in the outbox. A row that is there already stays as it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, Self

from django.db import connection

from accounts.models import User
from notifications.models import Delivery, Robot
from notifications.timing import NOTICE_LIFE

DELIVERIES = """
INSERT INTO notifications_delivery (
    topic, revision, step, planned, catch_up, kind, asks, title, body, url,
    recipient_id, robot_id, channel, asker_id, not_before, expires_at, due_at, next_attempt_at,
    status, finished_at, attempts, recalled, settled, resends, reason)
SELECT topic, revision, step, planned, catch_up, kind, asks, title, body, url,
    recipient, robot, channel,
    CASE WHEN kind = 'action' AND channel <> 'inbox'
        THEN (SELECT committee_id FROM accounts_user WHERE id = %(person)s) END,
    coalesce(not_before, this), expires, greatest(not_before, this), greatest(not_before, this),
    CASE WHEN arrived THEN 'sent' ELSE 'pending' END, CASE WHEN arrived THEN this END,
    0, false, false, 0, ''
FROM (SELECT *, statement_timestamp() AS this, NOT planned AND channel = 'inbox' AS arrived,
        CASE WHEN planned THEN expires_at
            ELSE greatest(coalesce(expires_at, statement_timestamp() + %(life)s),
                statement_timestamp() + interval '1 second') END AS expires
    FROM unnest(%(number)s::int[], %(recipient)s::bigint[], %(robot)s::bigint[], %(channel)s::text[])
        WITH ORDINALITY AS addressed (number, recipient, robot, channel, place)
    JOIN unnest(%(topic)s::text[], %(revision)s::int[], %(step)s::text[], %(planned)s::bool[],
            %(catch_up)s::bool[], %(kind)s::text[], %(asks)s::text[], %(title)s::text[], %(body)s::text[],
            %(url)s::text[], %(not_before)s::timestamptz[], %(expires_at)s::timestamptz[])
        WITH ORDINALITY AS said (topic, revision, step, planned, catch_up, kind, asks, title, body, url,
            not_before, expires_at, number) USING (number)) AS every
ORDER BY place
ON CONFLICT DO NOTHING
"""

ITEMS = """
INSERT INTO notifications_notification (
    recipient_id, committee_id, topic, revision, step, kind, asks, title, body, url, late)
SELECT recipient, committee, %(topic)s, %(revision)s, %(step)s, %(kind)s, %(asks)s, %(title)s, %(body)s,
    %(url)s, false
FROM unnest(%(recipient)s::bigint[], %(committee)s::bigint[]) AS addressed (recipient, committee)
ON CONFLICT DO NOTHING
"""


class Said(NamedTuple):
    """What the rows of many have in common. A notice has its text and is due now; a reminder has its time."""

    topic: str
    revision: int
    step: str
    title: str
    planned: bool = False
    catch_up: bool = False
    kind: str = ""
    asks: str = ""
    body: str = ""
    url: str = ""
    not_before: datetime | None = None
    expires_at: datetime | None = None


class Addressed(NamedTuple):
    """A person or, on a channel of groups, a robot."""

    recipient: int | None
    robot: int | None
    channel: str

    @classmethod
    def to(cls, addressee: int, channel: str) -> Self:
        is_person = channel in Delivery.PERSONAL
        return cls(addressee if is_person else None, None if is_person else addressee, channel)


def deliveries(rows: Mapping[Said, Sequence[Addressed]], person: int | None = None) -> None:
    """In the order given. ``person``: who acts; their committee is the one that asks for a 待办."""
    said = list(rows)
    numbered = [(number, *one) for number, what in enumerate(said, 1) for one in rows[what]]
    if not numbered:
        return
    columns = dict(zip(("number", "recipient", "robot", "channel"), _columns(numbered), strict=True))
    shared = dict(zip(Said._fields, _columns(said), strict=True))
    _run(DELIVERIES, {**columns, **shared, "person": person, "life": NOTICE_LIFE})


def items(said: Said, people: Iterable[User]) -> None:
    """In the inbox of each, as one of the committee that the person belongs to now."""
    addressed = [(person.pk, person.committee_id) for person in people]
    if addressed:
        recipient, committee = _columns(addressed)
        _run(ITEMS, {**said._asdict(), "recipient": recipient, "committee": committee})


def notice(said: Said, people: Sequence[User], robots: Iterable[Robot], person: int | None) -> None:
    """Told now: in the inbox at once, by mail and in groups as soon as the sender looks."""
    channels = [Addressed.to(one.pk, channel) for channel in Delivery.PERSONAL for one in people]
    deliveries({said: [*channels, *(Addressed.to(robot.pk, robot.kind) for robot in robots)]}, person)
    items(said, people)


def _columns(rows: Iterable[Sequence[Any]]) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)]


def _run(statement: str, values: Mapping[str, Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
