"""Ten minutes in which nobody could send: what was due then goes out combined, what expired does not."""

from collections import Counter
from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db.models import F

from notifications.models import Delivery
from tests.factories import make_user
from tests.notifications.helpers import census, later, plan, reminder, send_due

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
PEOPLE, STEPS = 4, 5


class Away(EmailBackend):
    """A mail server that nobody reaches."""

    def open(self) -> bool:
        raise SMTPServerDisconnected("Connection refused")


def test_after_ten_minutes_away_all_that_is_valid_is_out_at_once_combined_and_marked(
    meetings, settings
) -> None:
    crowd = [make_user() for _ in range(PEOPLE)]
    due = [MINUTE * number for number in range(STEPS)]
    valid = [
        reminder(f"valid{number}", person, after) for person in crowd for number, after in enumerate(due)
    ]
    brief = [reminder("brief", person, MINUTE, life=5 * MINUTE) for person in crowd]
    soon = [reminder("on-time", person, 11 * MINUTE) for person in crowd]
    plan("meeting:1", *valid, *brief, *soon)
    reachable, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, f"{__name__}.Away"
    for _ in range(10):
        send_due()
        later(MINUTE)
    assert mail.outbox == []
    later(2 * MINUTE)

    settings.EMAIL_BACKEND = reachable
    send_due()

    by_mail = Delivery.objects.filter(channel="email")
    assert Counter(by_mail.values_list("status", flat=True)) == {
        "sent": PEOPLE * (STEPS + 1),
        "expired": PEOPLE,
    }
    combined = [letter for letter in mail.outbox if letter.subject.startswith("【补发】")]
    assert {tuple(letter.to) for letter in combined} == {(person.email,) for person in crowd}
    assert len(combined) == PEOPLE
    assert {letter.body.count("meeting:1 valid") for letter in combined} == {STEPS}
    assert not any("brief" in letter.subject + letter.body for letter in mail.outbox)
    assert set(by_mail.filter(step__startswith="valid").values_list("catch_up", flat=True)) == {True}
    assert set(by_mail.filter(step="on-time").values_list("catch_up", flat=True)) == {False}
    assert not by_mail.filter(status="sent", finished_at__gte=F("expires_at")).exists()
    assert set(census()) == {"sent", "expired"}
    assert send_due() == 0
