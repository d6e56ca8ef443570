"""What a mail server may answer, and what becomes of the row."""

from smtplib import (
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)
from typing import Any

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage

from notifications.models import Delivery, DeliveryAttempt
from tests.factories import make_user
from tests.notifications.helpers import HOUR, census, later, notice, row, send_due

pytestmark = pytest.mark.django_db


class Relay(BaseEmailBackend):
    """Answers as a test tells it: by recipient, or not at all."""

    answers: dict[str, Exception] = {}
    down: Exception | None = None
    opened = 0
    accepted: list[EmailMessage] = []

    def open(self) -> bool:
        if self.down:
            raise self.down
        type(self).opened += 1
        return True

    def send_messages(self, messages: Any) -> int:
        for message in messages:
            if error := self.answers.get(message.to[0]):
                raise error
            self.accepted.append(message)
        return len(messages)


@pytest.fixture(autouse=True)
def relay(settings: Any) -> type[Relay]:
    settings.EMAIL_BACKEND = f"{__name__}.Relay"
    Relay.answers, Relay.down, Relay.opened, Relay.accepted = {}, None, 0, []
    return Relay


def refused(code: int, address: str) -> SMTPRecipientsRefused:
    return SMTPRecipientsRefused({address: (code, b"no")})


def outcome() -> str:
    return DeliveryAttempt.objects.latest("pk").outcome


def test_one_connection_serves_a_batch(relay) -> None:
    notice(*(make_user() for _ in range(5)))

    assert send_due() == 5

    assert (relay.opened, len(relay.accepted)) == (1, 5)


def test_a_mailbox_that_does_not_exist_is_dead_at_once_and_blocks_nobody(relay) -> None:
    bad, good = make_user(), make_user()
    relay.answers[bad.email] = refused(550, bad.email)
    notice(bad, good)

    send_due()

    assert (row(recipient=bad).status, row(recipient=good).status) == ("dead", "sent")
    assert relay.opened == 1
    assert Delivery.objects.for_a_person().get() == row(recipient=bad)


@pytest.mark.parametrize("error", [refused(451, "x"), SMTPDataError(452, b"full")])
def test_a_temporary_refusal_is_tried_again(relay, error) -> None:
    person = make_user()
    relay.answers[person.email] = error
    notice(person)

    send_due()

    assert (row().status, row().attempts, outcome()) == ("pending", 1, "temporary")
    assert row().next_attempt_at > row().due_at
    assert row().uncertain_at is None

    relay.answers.clear()
    later(HOUR / 60)
    send_due()

    assert (row().status, row().attempts, outcome()) == ("sent", 2, "accepted")


def test_refused_content_is_dead(relay) -> None:
    person = make_user()
    relay.answers[person.email] = SMTPDataError(554, b"spam")
    notice(person)

    send_due()

    assert (row().status, outcome()) == ("dead", "permanent")


@pytest.mark.parametrize("error", [SMTPServerDisconnected("gone"), TimeoutError("late")])
def test_a_lost_answer_is_uncertain_and_sent_again_with_the_same_number(relay, error) -> None:
    person = make_user()
    relay.answers[person.email] = error
    notice(person)

    send_due()

    assert (row().status, outcome()) == ("pending", "cut_off")
    assert row().uncertain_at is not None
    assert "去向不明" in row().reason

    relay.answers.clear()
    later(HOUR / 60)
    send_due()

    assert row().status == "sent"
    numbers = set(DeliveryAttempt.objects.values_list("message_id", flat=True))
    assert len(numbers) == 1


def test_a_channel_may_hold_what_is_uncertain_for_a_person(relay, settings) -> None:
    settings.NOTIFICATIONS_ON_UNCERTAIN = {"email": "hold"}
    person = make_user()
    relay.answers[person.email] = SMTPServerDisconnected("gone")
    notice(person)

    send_due()
    relay.answers.clear()
    later(HOUR)
    send_due()

    assert row().status == "uncertain"
    assert relay.accepted == []
    assert Delivery.objects.for_a_person().get() == row()


@pytest.mark.parametrize(
    "error", [SMTPAuthenticationError(535, b"no"), SMTPSenderRefused(421, b"busy", "portal@example.cn")]
)
def test_a_refusing_relay_is_left_alone_for_a_while(relay, error) -> None:
    people = [make_user() for _ in range(3)]
    relay.answers = dict.fromkeys([person.email for person in people], error)
    notice(*people)

    send_due()

    emails = Delivery.objects.filter(channel="email").order_by("pk")
    assert [(delivery.status, delivery.attempts) for delivery in emails] == [
        ("pending", 1),
        ("pending", 0),
        ("pending", 0),
    ]
    assert "邮件服务器暂不可用" in emails[2].reason


def test_an_outage_uses_up_no_attempts_however_long(relay) -> None:
    notice(*(make_user() for _ in range(3)))
    relay.down = ConnectionRefusedError("down")

    for _ in range(40):
        send_due()
        later(HOUR / 60)

    assert set(Delivery.objects.filter(channel="email").values_list("status", "attempts")) == {("pending", 0)}

    relay.down = None
    later(HOUR / 60)
    send_due()

    assert census() == {"sent": 6}


def test_in_an_outage_one_try_remains_before_the_expiry(relay) -> None:
    notice(make_user())
    relay.down = ConnectionRefusedError("down")
    later(30 * 24 * HOUR - HOUR / 60 * 1.2)

    send_due()

    assert row().next_attempt_at <= row().expires_at - HOUR / 60


def test_a_message_that_cannot_be_encoded_is_dead(relay) -> None:
    person = make_user()
    relay.answers[person.email] = UnicodeEncodeError("ascii", "地址", 0, 1, "no")
    notice(person)

    send_due()

    assert row().status == "dead"
