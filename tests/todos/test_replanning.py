"""Where many are told, reminders are planned right after the request; till then none of them goes out."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db.models import F
from django.utils import timezone

from notifications import handover, outbox
from notifications.models import Delivery, Notification, Replanning
from notifications.operations import audit
from notifications.sending import send_due
from rotation import operations as rotation
from tests.factories import make_consultation, make_rotation, make_user
from tests.races import ROUNDS, together
from todos import operations


@pytest.fixture(autouse=True)
def _every_plan_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "PLANNED_AT_ONCE", 0)


@pytest.fixture
def meeting(db: None) -> Any:
    """In force with all its reminders, two people to tell."""
    return planned()


def planned() -> Any:
    make_rotation()
    make_user("jiangsu")
    make_user("hubei", role="admin")
    found = make_consultation(days=40)
    operations.replan()
    send_due()
    mail.outbox.clear()
    Notification.objects.all().delete()
    return found


def reminders(meeting: Any, **which: Any) -> Any:
    return Delivery.objects.filter(topic=meeting.topic, planned=True, **which)


def test_the_request_only_notes_it_and_the_rows_follow_the_new_day(meeting):
    before = list(reminders(meeting).order_by("pk").values())

    moved = make_consultation(days=50)

    assert list(reminders(meeting).order_by("pk").values()) == before
    assert Replanning.objects.filter(topic=meeting.topic).exists()
    operations.replan()
    assert not Replanning.objects.exists()
    assert set(reminders(meeting).open().values_list("revision", flat=True)) == {moved.revision}
    assert set(reminders(meeting, revision=meeting.revision).values_list("status", flat=True)) == {
        "superseded"
    }
    assert audit(timezone.now(), repair=False).clean


def test_nothing_of_the_old_day_goes_out_meanwhile(meeting):
    make_consultation(days=50)
    Delivery.objects.filter(planned=False).update(status="sent", finished_at=F("created_at"))
    reminders(meeting).update(**dict.fromkeys(["not_before", "due_at", "next_attempt_at"], F("created_at")))

    assert send_due() == 0

    assert (mail.outbox, Notification.objects.filter(step="notice-14").count()) == ([], 0)


def test_what_a_sender_holds_already_is_not_handed_over(meeting):
    due = reminders(meeting, channel="email").first()
    reminders(meeting, pk=due.pk).update(not_before=F("created_at"), next_attempt_at=F("created_at"))
    held = outbox.claim("email", 10)
    assert [row.pk for row in held] == [due.pk]

    make_consultation(days=50)

    assert handover.begin(held, "<1@example.cn>", "会商提醒", titles={}) == set()
    operations.replan()
    due.refresh_from_db()
    assert due.status == "superseded"


def test_moved_twice_and_called_off_the_last_word_counts(meeting):
    make_consultation(days=50)
    rotation.cancel(make_consultation(days=45), reason="冲突", now=timezone.now())

    operations.replan()

    assert not reminders(meeting).open().exists()
    assert audit(timezone.now(), repair=False).clean


def test_a_killed_worker_leaves_the_note_and_the_next_one_finds_it(meeting, monkeypatch):
    before = list(reminders(meeting).order_by("pk").values())
    make_consultation(days=50)
    with monkeypatch.context() as patch:
        patch.setattr(operations.notices, "plan_all", killed_after(operations.notices.plan_all))
        with pytest.raises(SystemExit):
            operations.replan()
    assert list(reminders(meeting).order_by("pk").values()) == before

    operations.replan()

    assert audit(timezone.now(), repair=False).clean
    assert not Replanning.objects.exists()


def killed_after(act: Any) -> Any:
    def run(*args: Any, **options: Any) -> Any:
        act(*args, **options)
        raise SystemExit

    return run


def test_the_audit_names_what_stays_behind_but_not_what_is_about_to_be_done(meeting):
    make_consultation(days=50)
    assert audit(timezone.now(), repair=False).clean

    found = audit(timezone.now() + timedelta(minutes=6), repair=False).differing

    assert [line.partition("：")[0] for line in found] == [meeting.topic, f"minutes:{meeting.pk}"]
    assert all(line.endswith("提醒尚未重排，暂不发出") for line in found)


def test_one_that_fails_keeps_no_other_waiting(meeting, monkeypatch):
    make_consultation(days=50)
    Replanning.objects.filter(topic=f"minutes:{meeting.pk}").delete()
    Replanning.objects.create(topic="gone:1")  # of no subject any more
    Replanning.objects.create(topic="activity:1")
    subject, _ = operations.named("activity:1")
    monkeypatch.setattr(type(subject), "plans", lambda *args: 1 / 0)

    operations.replan()

    assert list(Replanning.objects.values_list("topic", flat=True)) == ["activity:1"]
    assert set(reminders(meeting).open().values_list("revision", flat=True)) == {meeting.revision + 1}


@pytest.mark.usefixtures("committed")
def test_a_move_while_it_is_planned_anew_is_planned_in_its_turn():
    meeting = planned()
    for number in range(ROUNDS):
        make_consultation(days=50 + number)

        together(
            lambda number=number: make_consultation(days=20 + number), operations.replan, operations.replan
        )
        operations.replan()

        meeting.refresh_from_db()
        assert set(reminders(meeting).open().values_list("revision", flat=True)) == {meeting.revision}
        assert audit(timezone.now(), repair=False).clean
