"""Two at once: real threads on the real database. ``RACE_ROUNDS=300`` runs every race that often.

``make test`` runs each twice, ``.ci/production`` four times against the servers of an installation.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection

from tests.chance import THOROUGH

ROUNDS = int(os.environ.get("RACE_ROUNDS", "4" if THOROUGH else "2"))
PATIENCE = 300 + 10 * ROUNDS
"""Seconds a race may take before it counts as hung."""


def only(*people: Any) -> None:
    """Everybody else is switched off: notices to all who made earlier rounds would slow each round down."""
    people[0]._meta.model.objects.exclude(pk__in=[person.pk for person in people]).update(is_active=False)


def together(*calls: Callable[[], Any]) -> list[Any]:
    """Start all calls in one moment; each gives its result or the refusal. Needs ``committed``."""
    barrier = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        barrier.wait()
        try:
            return call()
        except ValidationError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))
