"""What was written once stays: no history table can be rewritten or emptied, and a context settles."""

from typing import Any

import pghistory.models
import pytest
from django.apps import apps
from django.db import InternalError, connection, transaction

from accounts.models import HistoryContext, Seal, SecurityEvent
from accounts.sealing.tables import tables
from collab_portal.lib.history import acting
from organizations.models import Committee
from tests.factories import make_user

pytestmark = pytest.mark.django_db
TRUNCATE, DELETE, UPDATE, BEFORE = 32, 8, 16, 2  # bits of pg_trigger.tgtype


def triggers(table: str) -> int:
    """What enabled triggers before the deed refuse on a table: the bits of all of them."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(bit_or(tgtype), 0) FROM pg_trigger WHERE tgrelid = %s::regclass"
            " AND tgenabled IN ('O', 'A') AND NOT tgisinternal AND tgtype & %s > 0",
            [table, BEFORE],
        )
        return int(cursor.fetchone()[0])


def refused(sql: str, by: type[Exception] = InternalError) -> str:
    with pytest.raises(by) as error, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    return str(error.value)


def test_every_history_table_has_its_triggers() -> None:
    history = {
        model._meta.db_table
        for model in apps.get_models()
        if issubclass(model, pghistory.models.Event) and not model._meta.proxy and model._meta.managed
    }
    wanted = {*history, "accounts_securityevent", "accounts_seal", "pghistory_context"}
    every = TRUNCATE | DELETE | UPDATE

    assert len(history) > 50
    assert [table for table in sorted(wanted) if triggers(table) & every != every] == []


def test_everything_with_history_is_sealed() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.columns WHERE column_name = 'pgh_id'")
        history = {name for (name,) in cursor.fetchall()}

    assert set(tables()) == {*history, "accounts_securityevent", "pghistory_context"}


@pytest.mark.parametrize("table", ["accounts_userevent", "accounts_securityevent", "pghistory_context"])
def test_a_sealed_table_is_not_emptied(table: str) -> None:
    make_user()

    assert "truncate" in refused(f"TRUNCATE {table} CASCADE")


def test_a_context_can_grow_within_its_request_and_never_be_deleted() -> None:
    with acting(None, "第一次"):
        Committee.objects.filter(slug="jiangsu").update(short_name="苏")
        with acting(None, "第二次"):
            Committee.objects.filter(slug="jiangsu").update(short_name="江苏")

    context = HistoryContext.objects.get()
    assert context.metadata["reason"] == "第二次"
    assert "delete" in refused("DELETE FROM pghistory_context")


def test_a_context_stands_after_an_hour_and_bears_the_clocks_own_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO pghistory_context (id, created_at, updated_at, metadata)"
            " VALUES (gen_random_uuid(), '2001-01-01', now(), '{}')"
            " RETURNING created_at > now() - interval '1 minute'"
        )
        assert cursor.fetchone() == (True,)
    assert "settled" in refused("UPDATE pghistory_context SET created_at = now() + interval '1 year'")

    age("2 hours")

    assert "settled" in refused("""UPDATE pghistory_context SET metadata = '{"reason": "x"}'""")
    with connection.cursor() as cursor:  # nor does a setting of the session help
        cursor.execute("SELECT set_config('pgtrigger.ignore', '{portal_settle_context}', true)")
    assert "settled" in refused("""UPDATE pghistory_context SET metadata = '{"reason": "x"}'""")


def age(by: str) -> None:
    """The youngest contexts as they are when time has passed."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE pghistory_context DISABLE TRIGGER portal_settle_context")
        cursor.execute(
            "UPDATE pghistory_context SET created_at = created_at - %s::interval"
            " WHERE created_at > clock_timestamp() - interval '1 hour'",
            [by],
        )
        cursor.execute("ALTER TABLE pghistory_context ENABLE TRIGGER portal_settle_context")


def test_a_seal_stands(settings: Any) -> None:
    Seal.objects.create(
        number=1, made_at="2026-11-30T00:00Z", algorithm="sha256", parts=[], previous="0" * 64, mac="1" * 64
    )

    assert "update" in refused("UPDATE accounts_seal SET number = 2")
    assert "delete" in refused("DELETE FROM accounts_seal")
    assert "truncate" in refused("TRUNCATE accounts_seal")
    assert SecurityEvent.objects.count() == 0
