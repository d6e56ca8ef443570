"""A consultation from topics to held: who is told, and which reminders follow."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from notifications.models import Delivery
from rotation import operations
from rotation.models import Consultation, Turn
from rotation.operations import Arrangement
from tests.factories import make_consultation, make_rotation, make_user

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # 湖北 leads until 31 January 2027
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW), pytest.mark.usefixtures("followed")]


@pytest.fixture(autouse=True)
def _rotation() -> None:
    make_rotation(now=NOW)


def _schedule(consultation, start=datetime(2026, 12, 28, 6, 30, tzinfo=UTC), now=NOW, **change):
    facts = {"mode": "onsite", "place": "一会议室", **change}
    return operations.schedule(
        consultation,
        title=facts.pop("title", "会商"),
        agenda=facts.pop("agenda", ""),
        arrangement=Arrangement(start, start + timedelta(hours=2), **facts),
        now=now,
    )


def _pending(consultation) -> dict[str, set[str]]:
    """Unsent reminders by step: to whom."""
    found: dict[str, set[str]] = {}
    rows = Delivery.objects.filter(topic=consultation.topic, planned=True, status="pending", channel="email")
    for step, name in rows.values_list("step", "recipient__committee__slug"):
        found.setdefault(step, set()).add(name)
    return found


def _titles(person) -> list[str]:
    return [notice.title for notice in person.notifications.order_by("pk")]


def test_the_running_turn_has_one_consultation_however_often_it_is_convened():
    turn = Turn.objects.current(date(2026, 11, 23)).get()

    first, second = (operations.convene(turn, now=NOW) for _ in range(2))

    assert first == second
    assert (first.number, first.status, first.title) == (1, "collecting", "机关党建协作会商：湖北牵头")


def test_after_one_is_held_another_may_be_convened():
    consultation = make_consultation(now=NOW, days=1)
    operations.hold(consultation, now=NOW + timedelta(days=2))

    again = operations.convene(consultation.turn, now=NOW + timedelta(days=2))

    assert (again.number, again.title) == (2, "机关党建协作会商：湖北牵头（第2次）")


def test_without_a_date_the_lead_is_reminded_and_all_are_asked_for_topics():
    make_user("hubei")
    make_user("jiangsu")

    consultation = make_consultation(now=NOW)

    assert _pending(consultation) == {
        "fix-60": {"hubei"},
        "agenda-45": {"hubei", "jiangsu"},
        "fix-30": {"hubei"},
    }


def test_scheduling_tells_everybody_and_plans_the_reminders():
    hubei, jiangsu, member = make_user("hubei"), make_user("jiangsu"), make_user("jiangsu", role="member")

    consultation = _schedule(make_consultation(now=NOW))

    assert (consultation.status, consultation.revision, consultation.reply_by) == (
        "scheduled",
        1,
        date(2026, 12, 21),
    )
    assert _titles(jiangsu) == _titles(hubei) == ["会商已定于2026年12月28日（周一）14:30，一会议室（线下）"]
    assert _titles(member) == []
    assert [jiangsu.notifications.get().kind, hubei.notifications.get().kind] == ["action", "information"]
    assert _pending(consultation) == {
        "notice-14": {"hubei", "jiangsu"},
        "reply-7": {"jiangsu"},
        "reply-office": {"jiangsu"},
        "eve-1": {"hubei", "jiangsu"},
    }


def test_scheduling_the_same_again_tells_nobody():
    jiangsu = make_user("jiangsu")
    consultation = _schedule(make_consultation(now=NOW))

    again = _schedule(consultation, title="会商（新名称）")

    assert (again.revision, again.title) == (1, "会商（新名称）")
    assert len(_titles(jiangsu)) == 1


def test_a_move_tells_everybody_and_replaces_the_reminders():
    jiangsu = make_user("jiangsu")
    consultation = _schedule(make_consultation(now=NOW))

    moved = _schedule(
        consultation, start=datetime(2027, 1, 12, 1, 30, tzinfo=UTC), now=NOW + timedelta(days=3)
    )

    assert (moved.revision, moved.reply_by) == (2, date(2027, 1, 5))
    assert _titles(jiangsu)[-1] == "会商已改期：2027年1月12日（周二）09:30，一会议室（线下）"
    rows = Delivery.objects.filter(topic=consultation.topic, planned=True, channel="email")
    assert set(rows.filter(revision=1).values_list("status", flat=True)) == {"superseded"}
    assert {
        step: f"{due:%Y-%m-%d}" for step, due in rows.filter(revision=2).values_list("step", "not_before")
    } == {
        "agenda-45": "2026-11-27",
        "notice-14": "2026-12-29",
        "reply-7": "2027-01-05",
        "reply-office": "2027-01-08",
        "eve-1": "2027-01-11",
    }


@pytest.mark.parametrize("change", [{"place": "二会议室"}, {"mode": "online"}])
def test_another_place_or_form_is_a_new_revision(change):
    consultation = _schedule(make_consultation(now=NOW))

    assert _schedule(consultation, **change).revision == 2


def test_what_is_due_already_when_scheduled_is_not_sent_late():
    make_user("jiangsu")

    consultation = _schedule(make_consultation(now=NOW), start=NOW + timedelta(days=4))

    assert set(_pending(consultation)) == {"eve-1"}


def test_postponing_asks_the_lead_for_a_new_date_and_cancels_the_reminders():
    hubei, jiangsu = make_user("hubei"), make_user("jiangsu")
    consultation = _schedule(make_consultation(now=NOW))

    postponed = operations.postpone(consultation, reason="场地调整", now=NOW)

    assert (postponed.status, postponed.revision) == ("postponed", 2)
    assert _titles(jiangsu)[-1] == "会商已延期：会商"
    assert "原因：场地调整" in jiangsu.notifications.last().body
    assert _pending(consultation) == {
        "fix-60": {"hubei"},
        "agenda-45": {"hubei", "jiangsu"},
        "fix-30": {"hubei"},
    }
    assert hubei.notifications.count() == 2


def test_cancelling_tells_everybody_and_leaves_no_reminder():
    jiangsu = make_user("jiangsu")
    consultation = _schedule(make_consultation(now=NOW))

    operations.cancel(consultation, reason="合并召开", now=NOW)
    operations.cancel(consultation, reason="合并召开", now=NOW)

    assert _titles(jiangsu)[-1] == "会商已取消：会商"
    assert len(_titles(jiangsu)) == 2
    assert not Delivery.objects.filter(topic=consultation.topic, planned=True, status="pending").exists()


def test_cancelling_what_was_never_announced_tells_nobody():
    jiangsu = make_user("jiangsu")

    operations.cancel(make_consultation(now=NOW), reason="不再召开", now=NOW)

    assert _titles(jiangsu) == []


def test_it_is_held_only_once_it_has_begun():
    consultation = _schedule(make_consultation(now=NOW))

    with pytest.raises(ValidationError, match="尚未开始"):
        operations.hold(consultation, now=NOW)
    held = operations.hold(consultation, now=consultation.starts_at)

    assert (held.status, held.held_on) == ("held", date(2026, 12, 28))


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_reason_is_needed(reason):
    consultation = _schedule(make_consultation(now=NOW))

    for operation in (operations.postpone, operations.cancel):
        with pytest.raises(ValidationError, match="请说明原因"):
            operation(consultation, reason=reason, now=NOW)


@pytest.mark.parametrize(
    ("start", "words"),
    [
        (NOW - timedelta(hours=1), "须在此刻之后"),
        (datetime(2027, 2, 1, 1, tzinfo=UTC), "须在任期内召开：2026年11月1日（周日）至2027年1月31日（周日）"),
        (datetime(2027, 1, 31, 16, 30, tzinfo=UTC), "须在任期内召开"),  # 1 February in Beijing
    ],
)
def test_a_time_outside_the_term_or_in_the_past_is_refused(start, words):
    consultation = make_consultation(now=NOW)

    with pytest.raises(ValidationError, match=words) as refusal:
        _schedule(consultation, start=start)

    assert list(refusal.value.message_dict) == ["day"]
    consultation.refresh_from_db()
    assert consultation.status == "collecting"


def _held():
    return operations.hold(make_consultation(now=NOW, days=1), now=NOW + timedelta(days=3))


def _cancelled():
    return operations.cancel(make_consultation(now=NOW, days=1), reason="不再召开", now=NOW)


@pytest.mark.parametrize("make", [_held, _cancelled])
def test_what_is_over_stays_over(make):
    consultation = make()

    with pytest.raises(ValidationError, match=r"不能改为“已定时”|时间不能再改"):
        _schedule(consultation, start=datetime(2027, 1, 5, 6, 30, tzinfo=UTC))
    with pytest.raises(ValidationError, match="不能改为“已延期”"):
        operations.postpone(consultation, reason="场地", now=NOW)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"status": "scheduled"}, "consultation_scheduled_has_time"),
        ({"status": "cancelled"}, "consultation_reason_given"),
        ({"status": "postponed"}, "consultation_reason_given"),
        ({"held_on": date(2026, 12, 1)}, "consultation_held_has_date"),
        ({"starts_at": NOW, "ends_at": NOW}, "consultation_ends_after_start"),
    ],
)
def test_the_database_keeps_state_and_dates_together(change, constraint):
    consultation = make_consultation(now=NOW)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Consultation.objects.filter(pk=consultation.pk).update(**change)
