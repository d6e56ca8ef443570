"""Everything at once: senders, broker and database are killed while a thousand mails fall due."""

import os
import random
import signal
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pytest

from notifications.channels.letters import Letter
from notifications.models import Delivery
from tests.faults.stack import Sender, Stack, wait_until

POINTS = ("after_claim", "after_accept", "before_mark", "after_mark")


@dataclass(frozen=True)
class Weather:
    people: int
    steps: int
    seconds: float
    strikes: int
    broker_losses: int
    database_crashes: int
    mail_outage: float

    @property
    def rows(self) -> int:
        return self.people * self.steps


SMALL = Weather(50, 20, seconds=25, strikes=30, broker_losses=3, database_crashes=2, mail_outage=2)
FULL = Weather(100, 100, seconds=900, strikes=200, broker_losses=10, database_crashes=10, mail_outage=600)


def weather() -> Weather:
    """``FULL=1`` is the whole storm, ``FULL=0.3`` three tenths of it; without, a small one."""
    part = float(os.environ.get("FULL") or 0)
    if not part:
        return SMALL
    return Weather(
        FULL.people,
        round(FULL.steps * part),
        FULL.seconds * part,
        round(FULL.strikes * part),
        round(FULL.broker_losses * part),
        round(FULL.database_crashes * part),
        FULL.mail_outage * part,
    )


@pytest.mark.faults
@pytest.mark.timeout(3600 if os.environ.get("FULL") else 400, func_only=True)
def test_a_storm_loses_nothing_and_repeats_at_most_one_mail_a_killed_sender(
    stack: Stack, figures: list[str]
) -> None:
    storm = weather()
    seed = int(os.environ.get("STORM_SEED", "20261123"))
    chance = random.Random(seed)
    senders = [stack.start("celery"), stack.start("celery"), stack.start("loop"), stack.start("loop")]
    wait_for_senders(stack)
    stack.seed(f"people={storm.people}", f"steps={storm.steps}", f"spread={storm.seconds}")
    begun = time.monotonic()

    rage(stack, storm, senders, chance)
    for sender in stack.senders:
        sender.start_again()
    wait_until(lambda: stack.still_open() == 0, 300, "the last rows")
    took = time.monotonic() - begun

    copies = stack.relay.copies()
    expected = {letter.message_id: letter for letter in letters_of(email_deliveries(stack))}
    repeats = sum(copies.values()) - len(copies)
    late = [
        mail
        for mail in stack.relay.mails
        for row in expected[mail.message_id].rows
        if mail.accepted_at > row.expires_at.timestamp()
    ]
    suspects = stack.query("SELECT count(*) FROM notifications_delivery WHERE uncertain_at IS NOT NULL")[0][0]
    items = stack.query("SELECT count(*) FROM notifications_notification")[0][0]
    figures.append(
        f"storm (seed {seed}): {storm.rows} rows in {len(expected)} mails + {storm.rows} inbox items, "
        f"{stack.kills} SIGKILLs, "
        f"{storm.broker_losses} broker losses, {storm.database_crashes} database crashes, "
        f"{storm.mail_outage:g} s mail outage in {took:.0f} s: {len(expected) - len(copies)} lost, "
        f"{repeats} repeats ({repeats / stack.kills:.2f} a kill), {len(late)} after expiry, "
        f"{suspects} cut off and on record"
    )
    assert set(copies) == set(expected)
    assert stack.census() == stack.census("inbox") == {"sent": storm.rows}
    assert items == storm.rows
    assert late == []
    assert repeats <= stack.kills
    assert repeats <= suspects


def wait_for_senders(stack: Stack) -> None:
    stack.seed("tell=warm-up", "people=40")
    wait_until(lambda: stack.still_open() == 0, 180, "the senders' start")
    stack.clear()


def rage(stack: Stack, weather: Weather, senders: list[Sender], chance: random.Random) -> None:
    """All blows in random order, evenly spread over the time in which rows fall due."""
    blows = [
        *["strike"] * (weather.strikes - 2 * len(POINTS)),
        *[point for point in POINTS for _ in range(2)],
        *["broker"] * weather.broker_losses,
        *["database"] * weather.database_crashes,
        "mail",
    ]
    chance.shuffle(blows)
    begun = time.monotonic()
    for number, blow in enumerate(blows):
        time.sleep(max(0, begun + weather.seconds * number / len(blows) - time.monotonic()))
        if blow == "strike":
            strike(stack, senders, chance)
        elif blow == "broker":
            stack.kill_valkey()
        elif blow == "database":
            stack.kill_postgres(chance.choice([signal.SIGQUIT, signal.SIGKILL]))
        elif blow == "mail":
            stack.relay.go()
            time.sleep(weather.mail_outage)
            stack.relay.come()
        else:
            stack.start("loop", CRASH_AT=blow)
            stack.kills += 1


def strike(stack: Stack, senders: list[Sender], chance: random.Random) -> None:
    """Mostly at a process that is talking to the relay this very moment, else at any."""
    deadline = time.monotonic() + (1 if chance.random() < 0.8 else 0)
    while time.monotonic() < deadline:
        if busy := stack.relay.busy():
            time.sleep(chance.random() * 0.02)
            stack.kill(chance.choice(busy))
            return
        time.sleep(0.001)
    chance.choice(senders).strike(chance)


def letters_of(rows: Iterable[Delivery]) -> list[Letter]:
    """The mails that must have gone: a row each, but one for what was combined after the outage."""
    together: dict[Any, list[Delivery]] = defaultdict(list)
    for row in rows:
        together[row.bundle or row.pk].append(row)
    return [Letter(group, bundle=group[0].bundle) for group in together.values()]


def email_deliveries(stack: Stack) -> list[Delivery]:
    names = ("pk", "topic", "revision", "step", "recipient_id", "channel", "resends", "expires_at", "bundle")
    columns = ", ".join("id" if name == "pk" else name for name in names)
    rows = stack.query(f"SELECT {columns} FROM notifications_delivery WHERE channel = 'email'")
    return [Delivery(**dict(zip(names, row, strict=True))) for row in rows]
