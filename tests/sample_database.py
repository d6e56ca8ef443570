"""The sample data, written once a run: who looks at it works on a copy of that database."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

NAME = "test_sample"
RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID") or str(os.getpid())
DISCONNECT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"


@contextmanager
def on_database(name: str) -> Iterator[None]:
    """Everything in the block, the threads of a server included, uses the database of that name."""
    kept = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name  # the very dict that threads connect by
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = kept


@contextmanager
def copy_of_sample(name: str) -> Iterator[None]:
    """Everything in the block uses a copy of the sample data, which is dropped at its end."""
    copied = _sample()
    assert name.startswith("test_"), "only test databases are dropped"
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        # Beside Playwright's loop Django keeps a second connection for the same thread;
        # a database is copied only while nobody is on it.
        cursor.execute(DISCONNECT, [copied])
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{copied}"')
    try:
        with on_database(name):
            yield
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _sample() -> str:
    """The name of the database with the sample data; the first process of a run that asks writes it."""
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [NAME])  # until this connection closes
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [NAME]
        )
        if cursor.fetchone() != (RUN,):
            _write(cursor, connection.settings_dict["NAME"])
    return NAME


def _write(cursor: Any, original: str) -> None:
    cursor.execute(f'DROP DATABASE IF EXISTS "{NAME}" WITH (FORCE)')
    cursor.execute(DISCONNECT, [original])
    cursor.execute(f'CREATE DATABASE "{NAME}" TEMPLATE "{original}"')
    with on_database(NAME):
        call_command("seed_demo", verbosity=0)
    cursor.execute(f"COMMENT ON DATABASE \"{NAME}\" IS '{RUN}'")


@pytest.fixture(scope="module")
def sample_data(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """For tests that look at the sample data: each in a transaction of its own, as with ``db``."""
    name = f"{connection.settings_dict['NAME']}_sample"
    with django_db_blocker.unblock(), copy_of_sample(name):
        yield
