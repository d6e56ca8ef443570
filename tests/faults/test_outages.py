"""The mail server, the broker, the database away and back."""

import signal
import time

import pytest

from tests.faults.stack import Stack, wait_until

pytestmark = [pytest.mark.faults, pytest.mark.timeout(300, func_only=True)]


def test_after_a_mail_outage_everybody_gets_one_mail_and_nothing_that_expired(
    stack: Stack, figures: list[str]
) -> None:
    stack.relay.go()
    stack.start("loop", CATCH_UP="2")
    stack.seed("topic=storm:1", "people=30", "steps=4")
    stack.seed("topic=storm:2", "people=30", "steps=1", "life=3")
    time.sleep(5)
    assert stack.relay.mails == []

    stack.relay.come()
    took = wait_until(lambda: stack.still_open() == 0, 60, "catching up")

    assert stack.census() == {"sent": 120, "expired": 30}
    assert len(stack.relay.mails) == len(stack.relay.copies()) == 30
    assert {mail.subject for mail in stack.relay.mails} == {"【补发】4条未能按时送达的通知"}
    attempts = stack.query("SELECT max(attempts) FROM notifications_delivery WHERE channel = 'email'")
    assert attempts == [(1,)]
    figures.append(
        f"mail outage: 120 rows caught up in {took:.1f} s as 30 combined mails, 30 expired, 0 after expiry"
    )


def test_one_worker_outlives_broker_and_database_and_is_woken_by_a_commit(
    stack: Stack, figures: list[str]
) -> None:
    stack.start("celery-quiet")
    stack.seed("tell=warm-up")
    wait_until(lambda: stack.census() == {"sent": 1}, 60, "the worker's start")
    stack.seed("tell=healthy")
    wait_until(lambda: stack.census() == {"sent": 2}, 20, "a wake-up without any beat")
    latency = "SELECT max(finished_at - created_at) FROM notifications_delivery WHERE title = 'healthy'"
    woken = stack.query(latency)[0][0].total_seconds()

    stack.kill_postgres(signal.SIGQUIT)
    stack.seed("tell=database")
    wait_until(lambda: stack.census() == {"sent": 3}, 30, "after the database came back")
    stack.kill_valkey()
    deadline = time.monotonic() + 60
    copies = 0
    while stack.census().get("sent", 0) < 4:  # the worker may still be finding its way back to the broker
        assert time.monotonic() < deadline
        copies += 1
        stack.seed(f"tell=broker{copies}")
        time.sleep(1)
    wait_until(lambda: stack.still_open() == 0, 30, "after the broker came back")

    assert set(stack.relay.copies().values()) == {1}
    figures.append(
        f"wake-up by commit: sent after {woken:.2f} s; the same worker went on after both restarts"
    )


def test_without_a_broker_requests_go_on_and_the_loop_sends(stack: Stack, figures: list[str]) -> None:
    stack.valkey.running.send(signal.SIGKILL)
    stack.valkey.running.end(time.monotonic() + 5)
    try:
        stack.seed("tell=no-broker", "people=3")
        stack.start("loop")
        wait_until(lambda: stack.census() == {"sent": 3}, 60, "the loop")
    finally:
        stack.valkey.launch()
    figures.append("no broker: 3 of 3 sent by the loop")
