"""Tells a worker to look now rather than at the next beat. A convenience: losing it costs seconds."""

import time
from functools import cache, partial

import structlog
from celery import current_app
from django.db import connection, transaction

log = structlog.get_logger("portal.wakeup")

PATIENCE = 0.5  # seconds for the broker to answer; a request never waits longer
SILENCE = 30.0  # after a failure the broker is left alone for so long
_quiet_until = 0.0


def wake(task: str) -> None:
    """Queue one look by ``task``. Never raises: without a broker, beat (or a command) finds the rows."""
    global _quiet_until
    if time.monotonic() < _quiet_until:
        return
    options = {"socket_connect_timeout": PATIENCE, "socket_timeout": PATIENCE, "max_retries": 0}
    try:
        with current_app.connection_for_write(transport_options=options) as broker:
            current_app.send_task(task, connection=broker, retry=False, expires=60, ignore_result=True)
    except Exception as error:
        _quiet_until = time.monotonic() + SILENCE
        log.warning("wakeup_failed", error=str(error))


@cache
def _look(task: str) -> "partial[None]":
    return partial(wake, task)


def wake_on_commit(task: str) -> None:
    """Once for each task and transaction, after it has been committed."""
    look = _look(task)
    if not any(entry[1] is look for entry in connection.run_on_commit):
        transaction.on_commit(look, robust=True)
