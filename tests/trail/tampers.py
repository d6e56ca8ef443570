"""Ways to rewrite what was sealed, as the owner of the database could: triggers off, then one statement."""

import random
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from accounts.models import Seal, SecurityEvent
from accounts.sealing.heads import Head
from accounts.sealing.verifying import Found, verify

EVENT = "accounts_securityevent"
TAMPERS = {
    "update": f"UPDATE {EVENT} SET kind = 'denied' WHERE id = %(id)s",
    "who": f"UPDATE {EVENT} SET person_id = person_id + 1 WHERE id = %(id)s",
    "delete": f"DELETE FROM {EVENT} WHERE id = %(id)s",
    "backdate": f"UPDATE {EVENT} SET at = at - interval '1 microsecond' WHERE id = %(id)s",
    "insert": f"INSERT INTO {EVENT} SELECT (jsonb_populate_record(e, jsonb_build_object('id', %(gap)s))).*"
    f" FROM {EVENT} AS e WHERE id = %(id)s",
    "insert before all": f"INSERT INTO {EVENT}"
    f" SELECT (jsonb_populate_record(e, jsonb_build_object('id', -%(id)s))).*"
    f" FROM {EVENT} AS e WHERE id = %(id)s",
    "swap": f"UPDATE {EVENT} AS a SET facts = b.facts FROM {EVENT} AS b"
    " WHERE (a.id, b.id) IN ((%(id)s, %(other)s), (%(other)s, %(id)s))",
    "history": "UPDATE accounts_userevent SET display_name = display_name || '·'"
    " WHERE pgh_id = (SELECT pgh_id FROM accounts_userevent ORDER BY random() LIMIT 1)",
    "context": """UPDATE pghistory_context SET metadata = '{"user": 1}' WHERE number ="""
    " (SELECT number FROM pghistory_context"
    " WHERE created_at < now() - interval '1 hour' ORDER BY random() LIMIT 1)",
    "drop the last seal": "DELETE FROM accounts_seal WHERE number = (SELECT max(number) FROM accounts_seal)",
    "drop a seal": "DELETE FROM accounts_seal WHERE number = 2",
    "edit a seal": "UPDATE accounts_seal SET made_at = made_at + interval '1 second' WHERE number = 2",
    "shorten a seal": "UPDATE accounts_seal SET parts = '[]' WHERE number = 2",
}
TABLES = (EVENT, "accounts_seal", "accounts_userevent", "pghistory_context")


class Undo(Exception):  # noqa: N818
    """Nothing of it shall stay."""


@contextmanager
def as_owner() -> Iterator[None]:
    """Triggers of the sealed tables off meanwhile; all is undone at the end."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                for table in TABLES:
                    cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            yield
            raise Undo
    except Undo:
        pass


def tamper(name: str, chance: random.Random) -> Found:
    """What a comparison finds after one deed, which is undone again."""
    last = Seal.objects.latest("number")
    ids = list(SecurityEvent.objects.values_list("pk", flat=True).order_by("pk"))
    one, other = sorted(chance.sample(ids, 2))
    gap = next(number for number in range(ids[0], ids[-1]) if number not in set(ids))
    found = Found()
    with as_owner():
        with connection.cursor() as cursor:
            cursor.execute(TAMPERS[name], {"id": one, "other": other, "gap": gap})
            assert cursor.rowcount > 0, f"{name} changed nothing"
        found.lines = verify(heads=[Head(last.number, last.mac)]).lines
    return found
