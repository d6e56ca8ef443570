"""After an outage: one mail a person, marked 补发, each row marked; cut-off bundles stay together."""

import pytest
from django.core import mail
from django.db.models import F

from notifications import channels, handover, outbox
from notifications.channels import email
from notifications.models import Delivery, DeliveryAttempt, Notification
from notifications.sweeping import sweep
from notifications.timing import LEASE
from tests.factories import make_user
from tests.notifications.helpers import HOUR, later, notice, plan, reminder, row, send_due

pytestmark = pytest.mark.django_db


def test_overdue_mails_of_one_person_become_one_marked_mail(meetings) -> None:
    person, other = make_user(), make_user()
    plan("meeting:1", reminder("call", person), reminder("notice", person), reminder("call", other))
    later(HOUR)

    send_due()

    combined, single = sorted(mail.outbox, key=lambda letter: letter.to == [other.email])
    assert combined.to == [person.email]
    assert combined.subject == "【补发】2条未能按时送达的通知"
    assert "meeting:1 call" in combined.body
    assert "meeting:1 notice" in combined.body
    assert "原定时间" in combined.body
    assert single.subject == "【补发】meeting:1 call"
    assert set(Delivery.objects.values_list("status", "catch_up")) == {("sent", True)}
    assert set(Notification.objects.values_list("late", flat=True)) == {True}


def test_what_is_on_time_goes_by_itself(meetings) -> None:
    person = make_user()
    plan("meeting:1", reminder("call", person), reminder("notice", person))

    send_due()

    assert len(mail.outbox) == 2
    assert not Delivery.objects.filter(catch_up=True).exists()


def test_a_reminder_written_late_but_sent_at_once_is_not_called_late(meetings) -> None:
    plan("meeting:1", reminder("call", make_user(), after=-5 * HOUR))

    send_due()

    assert mail.outbox[0].subject == "meeting:1 call"


def test_one_person_is_combined_even_beyond_the_batch(meetings, monkeypatch) -> None:
    monkeypatch.setattr(email, "BATCH", 2)
    person = make_user()
    plan("meeting:1", *(reminder(f"step{number}", person) for number in range(7)))
    later(HOUR)

    send_due()

    assert [letter.subject for letter in mail.outbox] == ["【补发】7条未能按时送达的通知"]


def cut_off(*, size: int = 50) -> list[Delivery]:
    """A sender that dies right after the mail server has accepted."""
    rows = outbox.claim("email", size)
    relay = email._Relay()
    for letter in map(email._prepare, email.letters(rows)):
        relay.connect()
        email._begin(letter)
        relay.accept(letter)
    return rows


def test_a_bundle_that_was_cut_off_is_repeated_as_it_was_and_takes_no_newcomers(meetings) -> None:
    person = make_user()
    plan("meeting:1", reminder("call", person), reminder("notice", person))
    Delivery.objects.filter(channel="inbox").delete()
    later(HOUR)
    cut_off()
    plan("meeting:2", reminder("call", person))
    later(HOUR)

    send_due()

    first, *rest = mail.outbox
    again, newcomer = sorted(rest, key=lambda letter: letter.subject != first.subject)
    assert first.extra_headers["Message-ID"] == again.extra_headers["Message-ID"]
    assert first.body.count("查看：") == again.body.count("查看：") == 2
    assert newcomer.subject == "【补发】meeting:2 call"


def test_a_single_mail_that_was_cut_off_is_repeated_by_itself(meetings) -> None:
    person = make_user()
    plan("meeting:1", reminder("call", person))
    Delivery.objects.filter(channel="inbox").delete()
    cut_off()
    plan("meeting:1", reminder("call", person), reminder("notice", person))
    Delivery.objects.filter(channel="inbox").delete()
    later(HOUR)

    send_due()

    first, *rest = mail.outbox
    assert first.extra_headers["Message-ID"] in {letter.extra_headers["Message-ID"] for letter in rest}
    assert len(rest) == 2


def test_a_cut_off_hand_over_is_uncertain_on_record_and_sent_again() -> None:
    notice(make_user())
    cut_off()

    assert row().status == "sending"
    assert send_due() == 0
    later(LEASE)
    assert send_due() == 1

    assert row().status == "sent"
    assert row().uncertain_at is not None
    assert list(DeliveryAttempt.objects.order_by("pk").values_list("outcome", flat=True)) == [
        "cut_off",
        "accepted",
    ]
    assert len({letter.extra_headers["Message-ID"] for letter in mail.outbox}) == 1


def test_a_held_channel_never_repeats_a_cut_off_hand_over() -> None:
    notice(make_user())
    cut_off()
    later(LEASE)

    sweep(hold=["email"])
    send_due()

    assert row().status == "uncertain"
    assert len(mail.outbox) == 1


def test_a_row_that_was_only_claimed_is_free_again_without_suspicion() -> None:
    notice(make_user())
    outbox.claim("email", 50)
    later(LEASE)

    send_due()

    assert (row().status, row().uncertain_at, row().attempts) == ("sent", None, 1)


def test_the_fence_refuses_the_mark_of_a_sender_that_overslept() -> None:
    notice(make_user())
    asleep = cut_off()
    later(LEASE)
    sweep()
    rival = outbox.claim("email", 50)

    assert handover.mark_sent(asleep) == 0
    outbox.fail(asleep, "太迟")
    outbox.release(asleep, LEASE, "太迟")
    outbox.suppress(asleep, "太迟")

    assert row().lease_token == rival[0].lease_token
    assert DeliveryAttempt.objects.get().outcome == "cut_off"


def test_an_oversleeper_that_was_not_yet_replaced_cannot_begin() -> None:
    notice(make_user())
    asleep = outbox.claim("email", 50)
    later(LEASE)
    sweep()

    assert handover.begin(asleep, "<x@y>", "x", titles={}) == set()
    assert not DeliveryAttempt.objects.exists()


def test_nothing_begins_after_its_expiry() -> None:
    notice(make_user())
    rows = outbox.claim("email", 50)
    month = 31 * 24 * HOUR
    times = {name: F(name) - month for name in ("not_before", "due_at", "expires_at")}
    Delivery.objects.update(**times)

    assert handover.begin(rows, "<x@y>", "x", titles={}) == set()

    later(LEASE)
    sweep()
    assert row().status == "expired"


def test_what_is_recalled_in_mid_hand_over_is_never_retried(meetings) -> None:
    from notifications import operations

    plan("meeting:1", reminder("call", make_user()))
    cut_off()
    operations.withdraw(topic="meeting:1", reason="会商取消。")
    assert row().status == "sending"
    later(LEASE)

    send_due()

    assert (row().status, row().reason) == ("superseded", "会商取消。")
    assert len(mail.outbox) == 1


def test_a_recall_in_mid_hand_over_still_counts_as_sent_if_it_was_accepted(meetings) -> None:
    from notifications import operations

    plan("meeting:1", reminder("call", make_user()))
    rows = cut_off()
    operations.withdraw(topic="meeting:1", reason="会商取消。")

    assert handover.mark_sent(rows) == 1
    assert (row().status, row().recalled) == ("sent", False)


def test_every_channel_says_what_a_cut_off_does(settings) -> None:
    settings.NOTIFICATIONS_ON_UNCERTAIN = {"email": "hold"}

    assert {channel.name: channel.on_uncertain for channel in channels.every()} == {
        "inbox": "resend",
        "email": "hold",
    }


def test_mails_that_only_wait_for_the_relay_come_along(meetings) -> None:
    person = make_user()
    plan("meeting:1", *(reminder(f"step{number}", person) for number in range(4)))
    later(HOUR)
    waiting = Delivery.objects.filter(channel="email", step__in=["step0", "step1"])
    waiting.update(next_attempt_at=outbox.database_now() + HOUR)

    send_due()

    assert [letter.subject for letter in mail.outbox] == ["【补发】4条未能按时送达的通知"]
