"""What is dear to make and only looked at is made once for the tests of a file."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction


@contextmanager
def rows_of_a_file(blocker: Any) -> Iterator[None]:
    """For a fixture of scope ``module``: rows written in the block stay until the file's last test.

    Each test runs in a savepoint inside and changes nothing for the next. Needs ``django_db_setup`` before it
    and the ``django_db_blocker``; tests with ``committed`` cannot stand in the same file.
    """
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
