"""A sender dies at each named point; what follows is known exactly."""

import signal

import pytest

from tests.faults.stack import Stack, wait_until

pytestmark = [pytest.mark.faults, pytest.mark.timeout(300, func_only=True)]
COPIES = {"after_claim": 1, "after_accept": 2, "before_mark": 2, "after_mark": 1}


def test_each_crash_point_repeats_at_most_once_and_loses_nothing(stack: Stack, figures: list[str]) -> None:
    stack.seed(*(f"tell={point}" for point in COPIES))
    stack.query("UPDATE notifications_delivery SET next_attempt_at = now() + interval '1 hour'")
    for point in COPIES:
        stack.query("UPDATE notifications_delivery SET next_attempt_at = now() WHERE title = %s", point)
        sender = stack.start("once", LEASE="600", CRASH_AT=point)
        sender.process.wait(60)
        assert sender.process.returncode == -signal.SIGKILL
    stack.query("UPDATE notifications_delivery SET lease_until = now() WHERE status = 'sending'")

    stack.start("once").process.wait(60)

    assert {mail.subject: stack.relay.copies()[mail.message_id] for mail in stack.relay.mails} == COPIES
    assert stack.census() == {"sent": 4}
    suspects = stack.query(
        "SELECT title FROM notifications_delivery WHERE uncertain_at IS NOT NULL ORDER BY 1"
    )
    assert [title for (title,) in suspects] == ["after_accept", "before_mark"]
    assert stack.query("SELECT count(*) FROM notifications_notification") == [(4,)]
    figures.append("crash points: 4 deaths, 0 lost, 2 repeats with the same Message-ID, both on record")


def test_a_sender_asleep_past_its_lease_repeats_at_most_once_and_its_mark_is_refused(
    stack: Stack, figures: list[str]
) -> None:
    stack.relay.delay = 4.5  # below EMAIL_TIMEOUT, above the lease
    stack.seed("tell=wedge")
    asleep = stack.start("loop", LEASE="3")
    wait_until(lambda: len(stack.relay.mails) == 1, 60, "hand-over")
    asleep.pause()
    stack.relay.delay = 0.004
    stack.start("loop", LEASE="3")
    waited = wait_until(lambda: stack.census() == {"sent": 1}, 60, "the rival")

    asleep.resume()
    wait_until(
        lambda: stack.query("SELECT count(*) FROM notifications_deliveryattempt") == [(2,)], 10, "attempts"
    )
    stack.seed("tell=after")
    wait_until(lambda: stack.census() == {"sent": 2}, 30, "later mail")

    assert sorted(stack.relay.copies().values()) == [1, 2]
    outcomes = stack.query("SELECT outcome FROM notifications_deliveryattempt ORDER BY id")
    assert [outcome for (outcome,) in outcomes] == ["cut_off", "accepted", "accepted"]
    figures.append(
        f"wedged sender: replaced after {waited:.1f} s (lease 3 s), 1 repeat, its late mark refused"
    )
