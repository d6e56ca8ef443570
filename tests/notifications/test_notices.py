"""Immediate notices: in the inbox with the transaction, by e-mail right after it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone

from collab_portal.lib import wakeup
from notifications import operations
from notifications.models import Delivery, Notification
from tests.factories import committee, make_user
from tests.notifications.helpers import HOUR, later, notice, row, send_due

pytestmark = pytest.mark.django_db


def test_a_notice_is_in_the_inbox_at_once_and_in_the_mail_when_sent() -> None:
    person = make_user()

    notice(person, body="请于三日内确认。", kind=Notification.Kind.ACTION)

    item = Notification.objects.get(recipient=person)
    assert (item.title, item.url, item.kind, item.committee) == (
        "请确认联合活动",
        "/activities/1/",
        "action",
        committee("jiangsu"),
    )
    assert (row("inbox").status, row("email").status) == ("sent", "pending")

    assert send_due() == 1

    (letter,) = mail.outbox
    assert letter.to == [person.email]
    assert letter.subject == "【待办】请确认联合活动"
    assert "请于三日内确认。" in letter.body
    assert "http://" in letter.body
    assert "/activities/1/" in letter.body
    assert row("email").status == "sent"


def test_the_same_notice_again_writes_nothing() -> None:
    person = make_user()

    notice(person)
    notice(person, title="另一个标题")
    send_due()
    notice(person)
    send_due()

    assert Notification.objects.count() == 1
    assert len(mail.outbox) == 1


def test_a_new_revision_tells_again() -> None:
    person = make_user()

    notice(person)
    notice(person, revision=1)

    assert Notification.objects.count() == 2


@pytest.mark.parametrize("people", [1, 5])
def test_telling_many_costs_what_telling_one_does(django_assert_num_queries, people: int) -> None:
    recipients = [make_user() for _ in range(people)]

    with django_assert_num_queries(4):  # savepoint, deliveries, items, release
        notice(*recipients)

    assert Delivery.objects.count() == 2 * people


def test_a_disabled_account_is_told_nothing() -> None:
    notice(make_user(is_active=False))

    assert Delivery.objects.count() == 0


def test_nobody_is_told_twice_in_one_call() -> None:
    person = make_user()

    notice(person, person)

    assert Notification.objects.count() == 1


@pytest.mark.parametrize(
    "url", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:1", ""]
)
def test_a_link_that_leaves_the_site_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="not a path"):
        notice(make_user(), url=url)


def test_a_title_cannot_forge_mail_headers() -> None:
    notice(make_user(), title="会商\r\nBcc: evil@example.cn\x00")

    send_due()

    (letter,) = mail.outbox
    assert letter.subject == "会商 Bcc: evil@example.cn"
    assert letter.recipients() == letter.to


def test_a_huge_or_odd_text_is_no_error() -> None:
    notice(make_user(), title="长" * 5000, body="零\x00字节" * 1000)

    send_due()

    assert len(mail.outbox) == 1


def test_a_mail_has_a_stable_number_and_says_it_is_automatic() -> None:
    notice(make_user())
    before = row("email").key

    send_due()

    headers = mail.outbox[0].extra_headers
    assert headers == {"Message-ID": f"<{before}@127.0.0.1>", "Auto-Submitted": "auto-generated"}


def test_a_notice_past_its_expiry_is_never_mailed() -> None:
    person = make_user()

    notice(person, expires_at=timezone.now() + HOUR)
    later(2 * HOUR)
    send_due()

    assert mail.outbox == []
    assert row("email").status == "expired"


def test_an_expiry_already_past_is_no_error() -> None:
    notice(make_user(), expires_at=timezone.now() - HOUR)

    later(timedelta(seconds=2))
    send_due()

    assert mail.outbox == []


def test_without_an_address_the_mail_is_not_needed_and_says_why() -> None:
    notice(make_user(email=""))

    send_due()

    assert (row("email").status, row("email").reason) == ("suppressed", "收件人没有登记邮箱。")
    assert Notification.objects.count() == 1


def test_who_is_disabled_before_the_mail_leaves_does_not_get_it() -> None:
    person = make_user()
    notice(person)
    person.is_active = False
    person.save()

    send_due()

    assert mail.outbox == []
    assert row("email").status == "suppressed"


def test_a_colleague_settles_it_for_the_committee_and_nobody_else() -> None:
    first, second, other = make_user(), make_user(), make_user("zhejiang")
    notice(first, second, other, asks="confirm")

    operations.close_moot(["activity:1"], {("activity:1", "confirm", 0, other.committee_id)})
    send_due()

    assert set(Notification.objects.to_do().values_list("recipient", flat=True)) == {other.pk}
    assert [letter.to for letter in mail.outbox] == [[other.email]]
    assert row("email", recipient=first).status == "superseded"
    assert row("email", recipient=first).settled


def test_a_rolled_back_notice_leaves_no_trace() -> None:
    with transaction.atomic():
        notice(make_user())
        transaction.set_rollback(True)

    assert Delivery.objects.count() == Notification.objects.count() == 0


def test_the_wake_up_follows_the_commit_once(django_capture_on_commit_callbacks, monkeypatch) -> None:
    woken: list[int] = []
    monkeypatch.setattr(wakeup.current_app, "send_task", lambda *args, **options: woken.append(1))

    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        notice(make_user())
        notice(make_user(), step="invite")

    assert len(callbacks) == 1
    assert woken == [1]


def test_without_a_broker_nothing_fails_and_nobody_waits(monkeypatch, settings) -> None:
    import time

    from collab_portal.celery import app

    monkeypatch.setattr(wakeup, "_quiet_until", 0.0)
    monkeypatch.setattr(app.conf, "broker_write_url", "redis://127.0.0.1:1/0")
    begun = time.monotonic()

    wakeup.wake("notifications.tasks.send_due")
    wakeup.wake("accounts.tasks.send_letters")

    assert time.monotonic() - begun < 2
    assert wakeup._quiet_until > time.monotonic()
    assert connection.is_usable()
