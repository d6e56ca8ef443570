"""The role the portal runs with does its work and cannot rewrite what was written; another one adds seals."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import ProgrammingError, connection, transaction

from accounts import approle
from accounts.approle import every_table
from accounts.models import Seal, SecurityEvent, User
from accounts.sealing import seal, standing, verify
from accounts.sealing.tables import tables
from collab_portal.lib.history import acting
from tests.factories import make_user
from tests.trail.conftest import deeds
from tests.trail.test_append_only import age, refused

pytestmark = pytest.mark.django_db
ROLE, SEALING = "portal_app_of_tests", "portal_seal_of_tests"
A_SEAL = "INSERT INTO accounts_seal VALUES ({0}, now(), 'sha256', '', '[]', repeat('1', 64), repeat('2', 64))"
SEALED = ["accounts_securityevent", "accounts_seal", "accounts_userevent", "pghistory_context"]
DEEDS = {
    "update": "UPDATE {0} SET {1} = {1}",
    "delete": "DELETE FROM {0}",
    "truncate": "TRUNCATE {0}",
    "drop": "DROP TABLE {0}",
    "disable triggers": "ALTER TABLE {0} DISABLE TRIGGER USER",
    "replica": "SET session_replication_role = replica; DELETE FROM {0}",
    "lock": "LOCK TABLE {0} IN SHARE ROW EXCLUSIVE MODE",
    "create": "CREATE TABLE public.other_{0} (id int)",
    "own": "ALTER TABLE {0} OWNER TO " + ROLE,
    "past the triggers": "SELECT set_config('pgtrigger.ignore', (SELECT array_agg(tgname)::text"
    " FROM pg_trigger"
    " WHERE tgname LIKE 'pgtrigger%%'), true); DELETE FROM {0}",
}
A_COLUMN = {"accounts_securityevent": "kind", "accounts_seal": "reason", "accounts_userevent": "pgh_label"}


@pytest.fixture
def role() -> str:
    with connection.cursor() as cursor:  # gone with the test's transaction
        cursor.execute(f"CREATE ROLE {ROLE}")
        cursor.execute(f"CREATE ROLE {SEALING}")
    call_command("grant_app_role", ROLE, sealing=SEALING)
    return ROLE


@contextmanager
def running_as(role: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(f"SET SESSION AUTHORIZATION {role}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET SESSION AUTHORIZATION")


@pytest.mark.parametrize(("table", "deed"), list(itertools.product(SEALED, DEEDS)))
def test_what_is_sealed_cannot_be_rewritten(table: str, deed: str, role: str) -> None:
    deeds(2)
    with acting(None, "说明"):
        User.objects.update(display_name="改名")
    seal()
    sql = DEEDS[deed].format(table, A_COLUMN.get(table, "created_at"))

    with running_as(role):
        refused(sql, ProgrammingError)


def test_a_settled_context_stands_whatever_the_session_sets(role: str) -> None:
    make_user()
    with acting(None, "说明"):
        User.objects.update(display_name="改名")
    age("2 hours")

    with running_as(role):
        past = "SELECT set_config('pgtrigger.ignore', '{portal_settle_context}', true)"
        assert "settled" in refused(f"{past}; UPDATE pghistory_context SET metadata = '{{}}'")


def test_it_writes_history_and_the_trail_and_the_sealing_role_seals_them(role: str) -> None:
    with running_as(role):
        deeds(3)
        with acting(None, "第一次"):
            User.objects.update(display_name="改名")
            with acting(None, "第二次"):
                User.objects.update(display_name="又改名")
    with running_as(SEALING):
        row = seal()
        found = verify()
        standing.tell(found)

    assert row is not None
    assert {"accounts_securityevent", "accounts_userevent"} <= {part["table"] for part in row.parts}
    assert found.lines == []
    assert SecurityEvent.objects.latest("pk").kind == "verified"
    assert User.pgh_event_model.objects.latest("pgh_id").pgh_context.metadata["reason"] == "第二次"


@pytest.mark.parametrize("number", [2, 2**63 - 1])
def test_it_adds_no_seal_real_or_false(role: str, number: int) -> None:
    """A false one would spoil the chain for good, and one with the last of all numbers end it."""
    deeds(2)
    seal()

    with running_as(role):
        assert "accounts_seal" in refused(A_SEAL.format(number), ProgrammingError)
        assert "portal_settled" in refused("SELECT portal_settled('accounts_userevent')", ProgrammingError)
        deeds(2)
        with pytest.raises(ProgrammingError), transaction.atomic():
            seal()
    with running_as(SEALING):
        seal()
        assert verify().lines == []


NUMBERED = {
    "accounts_securityevent": "id",
    "accounts_userevent": "pgh_id",
    "pghistory_context": "number",
}


@pytest.mark.parametrize("table", NUMBERED)
def test_it_names_no_number_of_a_row_that_it_adds(table: str, role: str) -> None:
    """One row with the last of all numbers, and no later one would ever be sealed."""
    key = NUMBERED[table]
    values = f"({key}) OVERRIDING SYSTEM VALUE VALUES ({2**31 - 1})"

    with running_as(role):
        assert "permission denied" in refused(f"INSERT INTO {table} {values}", ProgrammingError)
        assert "permission denied" in refused(f"COPY {table} ({key}) FROM STDIN", ProgrammingError)


def test_the_sealing_role_reads_what_is_sealed_and_adds_seals_and_nothing_else(role: str) -> None:
    wanted = {name: [True, False, False, False, False] for name in (*tables(), "django_migrations")}
    wanted |= {
        name: [True, True, False, False, False] for name in ("accounts_seal", "accounts_securityevent")
    }

    rights = rights_of(SEALING)

    assert {name: given for name, given in rights.items() if any(given)} == wanted


def test_a_role_that_could_add_seals_without_the_key_is_told(role: str, settings: Any) -> None:
    settings.AUDIT_KEY = ""
    with running_as(role):
        assert approle.warning() == ""
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT INSERT ON accounts_seal TO {role}")
    with running_as(role):
        assert "能够添加封存" in approle.warning()


def rights_of(role: str) -> dict[str, list[bool]]:
    """For each table whether the role may select, insert, update, delete and empty."""
    kinds = ("SELECT", "UPDATE", "DELETE", "TRUNCATE")
    asked = [f"has_table_privilege(%(role)s, tablename::text, '{kind}')" for kind in kinds]
    asked.insert(1, "has_any_column_privilege(%(role)s, tablename::text, 'INSERT')")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT tablename, {', '.join(asked)} FROM pg_tables WHERE schemaname = 'public'",
            {"role": role},
        )
        return {name: given for name, *given in cursor.fetchall()}


def test_it_reads_every_table_and_changes_every_ordinary_one(role: str) -> None:
    rights = rights_of(role)

    assert set(rights) == set(every_table())
    assert [rights.pop(name) for name in ("django_migrations", "accounts_seal")] == [
        [True, False, False, False, False]
    ] * 2
    assert {name: rights.pop(name) for name in tables()} == {
        name: [True, True, False, False, False] for name in tables()
    }
    assert len(rights) > 50
    assert {name: given for name, given in rights.items() if given != [True, True, True, True, False]} == {}


def test_granting_again_changes_nothing_and_takes_back_what_was_given_besides(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT ALL ON accounts_securityevent TO {role}")

    call_command("grant_app_role", role)

    with connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege(%s, 'accounts_securityevent', 'DELETE')", [role])
        assert cursor.fetchone() == (False,)


def test_whoever_compares_as_owner_is_told(role: str, capsys: Any) -> None:
    call_command("audit_verify")
    assert "能够改写已封存的内容" in capsys.readouterr().err

    with running_as(SEALING):
        call_command("audit_verify")
    assert capsys.readouterr().err == ""


def test_before_the_tables_are_there_nothing_is_granted(role: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE accounts_recoveryevent")

    with pytest.raises(CommandError, match="请先执行 migrate"):
        call_command("grant_app_role", role)


def test_a_role_that_rights_do_not_hold_is_refused(role: str) -> None:
    with pytest.raises(CommandError, match="封存须另用角色"):
        call_command("grant_app_role", role, sealing=role)
    with pytest.raises(CommandError, match="没有角色"):
        call_command("grant_app_role", "nobody_of_tests")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        owner = cursor.fetchone()[0]
    with pytest.raises(CommandError, match="属主"):
        call_command("grant_app_role", owner)
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT pg_monitor TO {role}")
    with pytest.raises(CommandError, match="成员"):
        call_command("grant_app_role", role)
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER ROLE {role} SUPERUSER")
    with pytest.raises(CommandError, match="超级用户"):
        call_command("grant_app_role", role)


def test_no_other_table_can_be_held_through_the_function(role: str) -> None:
    names = (
        "accounts_user",
        "no_such_table",
        "pg_authid",
        "accounts_securityevent; DROP TABLE accounts_user",
    )
    with running_as(SEALING):
        for name in names:
            assert "not sealed" in refused(f"SELECT portal_settled('{name}')")
    assert not Seal.objects.exists()
    assert not SecurityEvent.objects.exists()
