"""How long the database may take for one statement: a page has a limit, a file of rows a longer one."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import DatabaseError, connection

from collab_portal.lib import bounds


@contextmanager
def export_time() -> Iterator[None]:
    """Statements of this block may take ``bounds.EXPORT_SECONDS``; where nothing limits them, so it stays."""
    if "statement_timeout" not in connection.settings_dict["OPTIONS"].get("options", ""):
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = %s", [f"{bounds.EXPORT_SECONDS}s"])
    try:
        yield
    finally:
        with suppress(DatabaseError), connection.cursor() as cursor:  # gone with a broken connection
            cursor.execute("RESET statement_timeout")
