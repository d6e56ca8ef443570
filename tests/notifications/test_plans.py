"""The table is made equal to the plan; a moved or cancelled meeting leaves nothing behind."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from collab_portal.lib.reminders import TopicPlan
from notifications import operations, timing
from notifications.channels import email
from notifications.models import Delivery, Notification
from tests.factories import make_user
from tests.notifications.helpers import HOUR, census, later, notice, plan, reminder, row, send_due

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_planned_reminder_waits_for_its_time_on_every_channel(meetings) -> None:
    person = make_user()
    plan("meeting:1", reminder("notice", person, after=2 * HOUR))

    assert send_due() == 0
    assert Notification.objects.count() == 0

    later(2 * HOUR)

    assert send_due() == 2
    item = Notification.objects.get()
    assert (item.title, item.url, item.late) == ("meeting:1 notice", "/rotation/", False)
    assert [letter.subject for letter in mail.outbox] == ["meeting:1 notice"]
    assert {delivery.title for delivery in Delivery.objects.all()} == {"meeting:1 notice"}


def test_the_same_plan_again_changes_nothing(meetings) -> None:
    reminders = [reminder("notice", make_user(), after=HOUR)]
    plan("meeting:1", *reminders)
    before = list(Delivery.objects.order_by("pk").values())

    plan("meeting:1", *reminders)

    assert list(Delivery.objects.order_by("pk").values()) == before


def test_a_moved_meeting_supersedes_what_is_unsent_and_plans_anew(meetings) -> None:
    person = make_user()
    plan("meeting:1", reminder("call", person), reminder("notice", person, after=HOUR))
    send_due()

    plan("meeting:1", reminder("call", person), reminder("notice", person, after=DAY), revision=2)

    states = Delivery.objects.order_by("revision", "step", "channel").values_list(
        "revision", "step", "status"
    )
    assert list(states) == [
        (1, "call", "sent"),
        (1, "call", "sent"),
        (1, "notice", "superseded"),
        (1, "notice", "superseded"),
        (2, "call", "pending"),
        (2, "call", "pending"),
        (2, "notice", "pending"),
        (2, "notice", "pending"),
    ]


def test_an_older_plan_that_comes_late_is_ignored(meetings) -> None:
    person = make_user()
    plan("meeting:1", reminder("notice", person, after=DAY), revision=2)

    plan("meeting:1", reminder("notice", person, after=HOUR), revision=1)

    assert set(Delivery.objects.values_list("revision", "status")) == {(2, "pending")}


def test_within_a_revision_times_move_and_people_come_and_go(meetings) -> None:
    stays, goes, comes = make_user(), make_user(), make_user()
    plan("meeting:1", reminder("notice", stays, after=HOUR), reminder("notice", goes, after=HOUR))

    moved = reminder("notice", stays, after=DAY)
    plan("meeting:1", moved, reminder("notice", comes, after=DAY))

    assert row(recipient=stays).not_before == row(recipient=stays).next_attempt_at == moved.not_before
    assert row(recipient=goes).status == "superseded"
    assert row(recipient=comes).status == "pending"


def test_who_comes_back_into_the_plan_is_told_after_all(meetings) -> None:
    person = make_user()
    reminders = [reminder("notice", person, after=HOUR)]
    plan("meeting:1", *reminders)
    operations.withdraw(topic="meeting:1", reason="会商取消。")
    assert set(census()) == {"superseded"}

    plan("meeting:1", *reminders)

    assert set(census()) == {"pending"}


def test_withdrawing_stops_notices_and_reminders_but_not_what_has_gone(meetings) -> None:
    person = make_user()
    notice(person, topic="meeting:1", step="invite")
    plan("meeting:1", reminder("notice", person, after=HOUR))

    operations.withdraw(topic="meeting:1", reason="会商取消。")
    later(2 * HOUR)
    send_due()

    assert mail.outbox == []
    assert Notification.objects.get().step == "invite"
    assert set(Delivery.objects.filter(status="superseded").values_list("reason", flat=True)) == {
        "会商取消。"
    }


def test_replanning_leaves_notices_of_the_same_topic_alone(meetings) -> None:
    notice(make_user(), topic="meeting:1", step="invite")

    plan("meeting:1", reminder("notice", make_user(), after=HOUR), revision=3)
    send_due()

    assert len(mail.outbox) == 1


def test_what_has_expired_already_is_never_planned(meetings) -> None:
    plan("meeting:1", reminder("call", make_user(), after=-2 * HOUR, life=HOUR))

    assert Delivery.objects.count() == 0


def test_facts_are_asked_again_just_before_sending(meetings) -> None:
    plan("meeting:1", reminder("notice", make_user()), reminder("call", make_user()))
    meetings.silent.add("notice")

    send_due()

    assert {letter.subject for letter in mail.outbox} == {"meeting:1 call"}
    assert set(Delivery.objects.filter(step="notice").values_list("status", flat=True)) == {"suppressed"}


def test_one_poison_row_blocks_nobody_and_is_tried_again(meetings) -> None:
    meetings.broken.add("poison")
    plan(
        "meeting:1",
        reminder("poison", make_user(), after=-HOUR),
        *(reminder("fine", make_user()) for _ in range(5)),
    )

    send_due()

    assert len(mail.outbox) == Notification.objects.count() == 5
    for poisoned in Delivery.objects.filter(step="poison"):
        assert (poisoned.status, poisoned.attempts) == ("pending", 1)
        assert "模板出错" in poisoned.reason

    meetings.broken.clear()
    later(HOUR / 60)
    send_due()

    assert Notification.objects.count() == 6


def test_after_many_failures_a_row_is_dead_and_listed(meetings) -> None:
    meetings.broken.add("poison")
    plan("meeting:1", reminder("poison", make_user(), life=100 * HOUR))

    for _ in range(12):
        send_due()
        later(HOUR)

    assert census() == {"dead": 2}
    assert Delivery.objects.for_a_person().count() == 2


def test_an_unknown_source_is_a_failure_not_a_silence() -> None:
    plan("nobody:1", reminder("notice", make_user()))

    send_due()

    assert set(census()) == {"pending"}
    assert "没有登记" in row("inbox").reason


def test_the_auditor_restores_a_missing_row_and_says_so(meetings) -> None:
    person = make_user()
    meetings.live = [
        plan("meeting:1", reminder("notice", person, after=-HOUR), reminder("call", person, after=DAY))
    ]
    Delivery.objects.filter(channel="email").delete()

    findings = operations.audit(timezone.now())

    assert (findings.topics, findings.rows, len(findings.missing), findings.differing) == (1, 4, 2, [])
    assert row(step="notice").catch_up
    assert not row(step="call").catch_up
    assert operations.audit(timezone.now()).clean


def test_the_auditor_reports_what_differs(meetings) -> None:
    person = make_user()
    agreed = plan("meeting:1", reminder("notice", person, after=DAY))
    meetings.live = [agreed]
    assert operations.audit(timezone.now()).clean

    Delivery.objects.filter(channel="email").update(expires_at=timezone.now() + 9 * DAY)
    assert "时间与计划不符" in "".join(operations.audit(timezone.now()).differing)

    operations.withdraw(topic="meeting:1", reason="误操作。")
    assert len(operations.audit(timezone.now()).differing) == 2

    meetings.live = []
    plan("meeting:2", reminder("notice", person, after=DAY))
    assert operations.audit(timezone.now()).differing == ["meeting:2：已不在计划中，却仍有待发的通知"]


def test_the_auditor_finds_rows_of_another_revision(meetings) -> None:
    person = make_user()
    plan("meeting:1", reminder("notice", person, after=DAY))
    meetings.live = [TopicPlan("meeting:1", 2, (reminder("notice", person, after=DAY),))]

    findings = operations.audit(timezone.now(), repair=False)

    assert len(findings.missing) == 2
    assert findings.differing == ["meeting:1 有 2 条不属于第2版的通知仍待发"]
    assert Delivery.objects.count() == 2


def test_the_audit_command_fails_on_a_difference_and_repairs_on_request(meetings, capsys) -> None:
    meetings.live = [plan("meeting:1", reminder("notice", make_user(), after=DAY))]
    Delivery.objects.all().delete()

    with pytest.raises(SystemExit, match="1"):
        call_command("reminders_audit")
    with pytest.raises(SystemExit, match="1"):
        call_command("reminders_audit", "--repair")
    call_command("reminders_audit")

    said = capsys.readouterr().out
    assert "缺少：notice／邮件" in said
    assert said.endswith("缺少 0，不符 0，一致。\n")


@pytest.mark.parametrize("people", [1, 5])
def test_planning_costs_the_same_for_one_and_for_many(
    meetings, django_assert_num_queries, people: int
) -> None:
    reminders = [reminder("notice", make_user(), after=HOUR) for _ in range(people)]

    with django_assert_num_queries(7):  # savepoint, lock, newer?, this revision, older ones, insert, release
        plan("meeting:1", *reminders)


@pytest.fixture
def called_off(meetings, monkeypatch):
    """A meeting that is called off while the first mail of its batch is under way; who gets the second."""
    first, second = make_user(), make_user()
    plan("meeting:1", reminder("notice", first, after=-HOUR), reminder("notice", second))
    Delivery.objects.filter(channel="inbox").delete()
    send = email.Letter.render

    def render(letter):
        meetings.silent.add("notice")
        return send(letter)

    monkeypatch.setattr(email.Letter, "render", render)
    return second


def test_facts_are_asked_again_where_a_batch_takes_its_time(called_off, monkeypatch) -> None:
    monkeypatch.setattr(timing, "FRESH", timedelta())

    send_due()

    assert len(mail.outbox) == 1
    assert row(recipient=called_off).status == "suppressed"


def test_a_batch_asks_its_facts_once_and_sends_nothing_that_was_taken_back(
    meetings, called_off, monkeypatch
) -> None:
    render = email.Letter.render

    def withdrawn(letter):
        operations.withdraw(topic="meeting:1", reason="会商取消。")
        return render(letter)

    monkeypatch.setattr(email.Letter, "render", withdrawn)

    send_due()

    assert (len(mail.outbox), meetings.asked) == (1, 1)
    assert row(recipient=called_off).status == "superseded"
