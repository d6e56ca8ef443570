"""The outbox as a state machine: in whatever order things happen, no row is lost, early, late or doubled."""

import os
from collections import Counter
from datetime import timedelta
from uuid import UUID

import pytest
from django.core import mail
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    rule,
    run_state_machine_as_test,
)

from collab_portal.lib.reminders import PlannedReminder
from notifications import handover, operations, outbox
from notifications.channels import email
from notifications.models import Delivery, DeliveryAttempt, Notification
from notifications.timing import LEASE
from tests.factories import make_user
from tests.notifications.helpers import HOUR, census, later, notice, send_due

STEPS = ("call", "notice", "eve")


class Outbox(RuleBasedStateMachine):
    """Three people, one meeting; senders come, fall asleep, die and wake up too late."""

    asleep = Bundle("asleep")

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        mail.outbox.clear()
        self.people = [make_user() for _ in range(3)]
        self.revision = 1
        self.cancelled = False
        self.told = 0
        self.deaths = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @rule(after=st.integers(-2, 30), who=st.sets(st.integers(0, 2), min_size=1), moved=st.booleans())
    def plan(self, after: int, who: set[int], moved: bool) -> None:
        self.revision += moved
        start = outbox.database_now() + after * HOUR
        reminders = [
            PlannedReminder(step, self.people[person].pk, start + number * HOUR, start + (number + 3) * HOUR)
            for number, step in enumerate(STEPS)
            for person in who
        ]
        operations.plan(topic="meeting:1", revision=self.revision, reminders=reminders)
        self.cancelled = False

    @rule()
    def cancel(self) -> None:
        operations.withdraw(topic="meeting:1", reason="会商取消。")
        self.cancelled = True

    @rule()
    def close(self) -> None:
        operations.close_moot(["activity:1"], ())

    @rule()
    def tell(self) -> None:
        self.told += 1
        notice(*self.people, step=f"news{self.told}", asks="reply" if self.told % 2 else "")

    @rule(hours=st.integers(1, 40))
    def wait(self, hours: int) -> None:
        later(hours * HOUR)

    @rule()
    def send(self) -> None:
        send_due()

    @rule(person=st.integers(0, 2), active=st.booleans())
    def switch(self, person: int, active: bool) -> None:
        self.people[person].is_active = active
        self.people[person].save(update_fields=["is_active"])

    @rule(target=asleep, size=st.integers(1, 3))
    def claim_and_fall_asleep(self, size: int) -> list[Delivery]:
        return outbox.claim("email", size)

    @rule(target=asleep, size=st.integers(1, 3))
    def hand_over_and_die(self, size: int) -> list[Delivery]:
        rows = outbox.claim("email", size)
        relay = email._Relay()
        for letter in map(email._prepare, email.letters(rows)[:1]):
            relay.connect()
            if letter.rows and len(email._begin(letter)) == len(letter.rows):
                relay.accept(letter)
                self.deaths += 1
        return rows

    @rule(rows=consumes(asleep), way=st.sampled_from(["mark", "fail", "begin", "release", "die"]))
    def wake_up(self, rows: list[Delivery], way: str) -> None:
        begun = [row for row in rows if row.tries.filter(token=row.lease_token, outcome="").exists()]
        if way == "mark" and begun:
            handover.mark_sent(begun)
        elif way == "fail" and rows:
            outbox.fail(rows, "451")
        elif way == "begin" and rows:
            handover.begin(rows[:1], "<x@y>", "x", titles={rows[0].pk: "x"})
        elif way == "release":
            outbox.release(rows, timedelta(seconds=20), "停")

    @invariant()
    def nothing_is_lost(self) -> None:
        assert sum(census().values()) == Delivery.objects.count()

    @invariant()
    def the_inbox_is_exactly_once(self) -> None:
        arrived = Delivery.objects.filter(channel="inbox", status="sent").count()
        assert arrived == Notification.objects.count()

    @invariant()
    def every_sent_mail_has_an_accepted_attempt(self) -> None:
        sent = Delivery.objects.filter(channel="email", status="sent")
        assert all(row.tries.filter(outcome="accepted").count() == 1 for row in sent)

    @invariant()
    def repeats_come_only_from_deaths_and_keep_their_number(self) -> None:
        copies = Counter(letter.extra_headers["Message-ID"] for letter in mail.outbox)
        assert sum(count - 1 for count in copies.values()) <= self.deaths

    @invariant()
    def nothing_pending_belongs_to_an_older_plan_or_a_cancelled_one(self) -> None:
        waiting = Delivery.objects.filter(topic="meeting:1", status="pending")
        assert not waiting.filter(revision__lt=self.revision).exists()
        assert not (self.cancelled and waiting.exists())

    @invariant()
    def nothing_was_sent_early_or_after_its_expiry(self) -> None:
        for row in Delivery.objects.filter(status="sent", planned=True):
            assert row.not_before <= row.finished_at + LEASE

    @invariant()
    def one_lease_has_one_owner(self) -> None:
        tokens: dict[UUID, int] = Counter(
            DeliveryAttempt.objects.filter(outcome="").values_list("delivery", flat=True)
        )
        assert all(count == 1 for count in tokens.values())


@pytest.mark.django_db
@pytest.mark.usefixtures("meetings")
def test_whatever_happens_the_outbox_keeps_its_promises() -> None:
    quick = settings(
        max_examples=400 if os.environ.get("FULL") else 12,
        stateful_step_count=20,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
    run_state_machine_as_test(Outbox, settings=quick)
