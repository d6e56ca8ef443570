"""How long the database may take for one statement: a page has a limit, a file of rows a longer one."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from collab_portal.lib import bounds


@contextmanager
def export_time() -> Iterator[None]:
    """Statements of this block may take ``bounds.EXPORT_SECONDS``; where nothing limits them, so it stays.

    One transaction: the limit ends with it, whoever has the connection next.
    """
    if "statement_timeout" not in connection.settings_dict["OPTIONS"].get("options", ""):
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = %s", [f"{bounds.EXPORT_SECONDS}s"])
        yield
