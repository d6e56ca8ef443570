"""What is sealed: the security trail, who made each change, and the history of every kind of record."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import pghistory.models
from django.apps import apps
from django.db import OperationalError, connection, transaction

from accounts.models import HistoryContext, SecurityEvent

LOWEST = -(2**63)  # what the first part of a table begins after: no row comes before it
ONE_AT_A_TIME = 0x5EA1  # number of the advisory lock
FETCH = 5_000  # rows read at once


@dataclass(frozen=True)
class Table:
    """A sealed table: its name, its label, the column its rows are counted by, their time, all columns."""

    name: str
    label: str
    key: str
    at: str
    columns: tuple[str, ...]


@cache
def tables() -> dict[str, Table]:
    """Every sealed table by its name. A new history model is among them without a word."""
    found = [
        _table(SecurityEvent, "安全日志", "id", "at"),
        _table(HistoryContext, "变更说明", "number", "created_at"),
    ]
    models: list[Any] = apps.get_models()
    for model in models:
        if issubclass(model, pghistory.models.Event) and model._meta.managed and not model._meta.proxy:
            tracked = model.pgh_tracked_model._meta.verbose_name
            found.append(_table(model, f"{tracked}历史", "pgh_id", "pgh_created_at"))
    return {table.name: table for table in found}


def _table(model: Any, label: str, key: str, at: str) -> Table:
    named = [field.column for field in model._meta.concrete_fields]
    columns = (*([] if key in named else [key]), *named)
    return Table(model._meta.db_table, label, key, at, columns)


def present_columns() -> dict[str, set[str]]:
    """The columns that each sealed table has in the database, which may be older or newer than the models."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, array_agg(column_name::text) FROM information_schema.columns"
            " WHERE table_schema = 'public' AND table_name = ANY(%s) GROUP BY 1",
            [list(tables())],
        )
        return {name: set(columns) for name, columns in cursor.fetchall()}


def tops() -> dict[str, int]:
    """The highest key of each table, settled or not: one query."""
    name = connection.ops.quote_name
    one = "SELECT '{0}', max({1}) FROM {0}"
    words = [one.format(name(table.name), name(table.key)) for table in tables().values()]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(words))
        return {row[0].strip('"'): row[1] or 0 for row in cursor.fetchall()}


def settled_top(table: Table) -> int | None:
    """Up to where no row can come any more; None while somebody holds the table, as a long import does."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT portal_settled(%s)", [table.name])
            return int(cursor.fetchone()[0])
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", "") == "55P03":  # lock_not_available
            return None
        raise


def waiting_since(table: Table, after: int) -> datetime | None:
    """When the oldest row not yet sealed was written."""
    name = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT min({name(table.at)}) FROM {name(table.name)} WHERE {name(table.key)} > %s",  # noqa: S608
            [after],
        )
        found: datetime | None = cursor.fetchone()[0]
        return found


def words(table: Table, columns: list[str], after: int, to: int) -> Iterator[str]:
    """Each row in (after, to], by key, in the words whose digest is sealed."""
    for _, text in _read(table, columns, after, to, "{}"):
        yield str(text)


def leaves(table: Table, columns: list[str], after: int, to: int) -> Iterator[tuple[int, bytes]]:
    """Key and digest of each row in (after, to], by key; whatever the settings of the session, the same."""
    for number, leaf in _read(table, columns, after, to, "sha256(convert_to({}, 'UTF8'))"):
        yield number, bytes(leaf)


def _read(table: Table, columns: list[str], after: int, to: int, asked: str) -> Iterator[tuple[int, Any]]:
    name = connection.ops.quote_name
    values = ", ".join(name(column) for column in columns)
    key, row = name(table.key), asked.format(f"jsonb_build_array({values})::text")
    sql = f"SELECT {key}, {row} FROM {name(table.name)} WHERE {key} > %s AND {key} <= %s ORDER BY {key}"  # noqa: S608
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL timezone = 'UTC'; SET LOCAL bytea_output = 'hex'")
        with connection.chunked_cursor() as cursor:
            cursor.cursor.itersize = FETCH
            cursor.execute(sql, [after, to])
            yield from cursor


def digest(table: Table, columns: list[str], after: int, to: int, algorithm: str) -> tuple[int, str]:
    """How many rows are in (after, to], and the digest of all their digests."""
    whole, count = hashlib.new(algorithm), 0
    for _, leaf in leaves(table, columns, after, to):
        whole.update(leaf)
        count += 1
    return count, whole.hexdigest()


@contextmanager
def alone() -> Iterator[None]:
    """One process seals, verifies or retires at a time; another waits."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
    try:
        yield
    finally:
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])
