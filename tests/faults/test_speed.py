"""How fast the outbox is, as a multiple of Celery doing nothing (same machine, same moment)."""

import sys
import time

import pytest

from tests.faults.stack import Stack, wait_until

TASKS = 3000


@pytest.mark.bench
@pytest.mark.timeout(300)
def test_dispatch_beside_celerys_own_floor(stack: Stack, figures: list[str]) -> None:
    floor = celery_floor(stack)
    stack.clear()
    stack.seed("people=60", "steps=100")
    senders = [stack.start("once", MEMORY_MAIL="1") for _ in range(2)]
    for sender in senders:
        sender.process.wait(120)

    inbox, email = rate(stack, "inbox"), rate(stack, "email")
    figures.append(
        f"dispatch, 2 processes: Celery no-op {floor:.0f}/s; inbox {inbox:.0f}/s ({inbox / floor:.1f}x), "
        f"e-mail with attempt on record {email:.0f}/s ({email / floor:.2f}x)"
    )


def celery_floor(stack: Stack) -> float:
    """Tasks a second of two pool processes on a full queue."""
    stack.run(
        [
            sys.executable,
            "-c",
            f"from tests.faults.worker import nothing\nfor _ in range({TASKS}): nothing.delay()",
        ]
    )
    worker = stack.start("celery-quiet-2")
    begin = waiting(stack)
    wait_until(lambda: waiting(stack) < begin - 50, 60, "the worker's start")
    first, begun = waiting(stack), time.monotonic()
    wait_until(lambda: waiting(stack) == 0, 120, "an empty queue")
    took = time.monotonic() - begun
    worker.kill()
    return first / took


def waiting(stack: Stack) -> int:
    import redis

    return int(redis.Redis.from_url(stack.valkey.url).llen("celery"))


def rate(stack: Stack, channel: str) -> float:
    count, seconds = stack.query(
        "SELECT count(*), extract(epoch FROM max(finished_at) - min(finished_at)) "
        "FROM notifications_delivery WHERE channel = %s AND status = 'sent'",
        channel,
    )[0]
    return float(count) / float(seconds)
