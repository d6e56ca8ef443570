"""Fixtures of organizations' tests."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

KEPT = ("auth_", "django_", "organizations_committee", "pghistory_")


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Really committed rows, for threads to race over; emptied afterwards, the nineteen stay."""
    with django_db_blocker.unblock():
        yield
        tables = [name for name in connection.introspection.table_names() if not name.startswith(KEPT)]
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY")
        connection.close()
