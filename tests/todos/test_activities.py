"""What is owed for joint activities and their corrections: there, done, moot, asked anew, chased."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from activities import operations
from activities.models import Activity
from activities.operations import Party, corrections
from collab_portal.lib import dates
from notifications.models import Delivery, Notification
from tests.activities.test_edit import edited
from tests.activities.voids import make_void
from tests.factories import committee, make_activity, make_correction, make_user
from tests.my_work import awaiting, nudge
from todos.models import Todo
from todos.operations import audit

pytestmark = pytest.mark.django_db
PARTNERS = ("zhejiang", "anhui")


def kinds(slug: str, days: int = 0) -> list[str]:
    """The lines of everybody of the committee, who all see the same."""
    people = [make_user(slug), make_user(slug, role="admin")]
    found = [awaiting(person, timezone.now() + timedelta(days=days), "联合活动") for person in people]
    assert found[0] == found[1]
    return [line.kind for line in found[0]]


def asked(*slugs: str) -> list[tuple[str, str]]:
    """Committee and kind of each request that is open in an inbox."""
    rows = Notification.objects.to_do().exclude(asks="")
    if slugs:
        rows = rows.filter(committee__slug__in=slugs)
    return sorted(set(rows.values_list("committee__slug", "asks")))


def as_owed() -> bool:
    return audit(timezone.now(), repair=False).differing == []


def stored(activity: Any) -> Any:
    return Activity.objects.get(pk=activity.pk)


def announced(days: int = 6) -> Any:
    return make_activity("jiangsu", PARTNERS, held_on=dates.today() + timedelta(days=days))


def reply(activity: Any, slug: str, how: str = "attend", **more: Any) -> Any:
    return operations.reply(activity, actor=make_user(slug), reply=how, now=timezone.now(), **more)


def confirm(activity: Any, slug: str) -> Any:
    return operations.confirm(stored(activity), actor=make_user(slug), now=timezone.now())


def logged(activity: Any, day: Any) -> Any:
    """The result of what was announced, with the parties it had."""
    activity = stored(activity)
    return operations.edit(
        activity,
        actor=make_user("jiangsu"),
        version=activity.version,
        facts={"held_on": day, "ended_on": None},
        parties=[Party(row.committee_id, row.role) for row in activity.participations.all()],
        publish=True,
        now=timezone.now(),
    )


def object_to(activity: Any, slug: str, reason: str = "人数不对") -> Any:
    return operations.dispute(activity, actor=make_user(slug), reason=reason, now=timezone.now())


@pytest.fixture(autouse=True)
def staffed() -> None:
    for slug in ("jiangsu", *PARTNERS, "sichuan"):
        make_user(slug)


def test_partners_reply_until_the_day_is_over_and_from_that_day_on_the_host_logs_the_result() -> None:
    activity = announced()
    assert (kinds("jiangsu"), kinds("zhejiang"), kinds("anhui")) == ([], ["回执"], ["回执"])
    assert kinds("sichuan") == []
    assert awaiting(make_user("zhejiang", role="member"), timezone.now()) == []
    assert asked() == [("anhui", "reply"), ("zhejiang", "reply")]

    reply(activity, "zhejiang")

    assert (kinds("zhejiang"), kinds("anhui")) == ([], ["回执"])
    assert asked() == [("anhui", "reply")]
    assert [kinds("anhui", days) for days in (6, 7)] == [["回执"], []]
    assert [kinds("jiangsu", days) for days in (5, 6, 7)] == [[], ["登记"], ["登记"]]
    assert as_owed()


def test_another_day_asks_who_had_replied_anew_and_a_cancellation_asks_nobody() -> None:
    activity = announced()
    reply(activity, "zhejiang")
    later = dates.today() + timedelta(days=9)

    moved = edited(activity, make_user("jiangsu"), PARTNERS, held_on=later, ended_on=None)

    assert (kinds("zhejiang"), kinds("jiangsu", 6), kinds("jiangsu", 9)) == (["回执"], [], ["登记"])
    assert asked("zhejiang") == [("zhejiang", "reply")]
    rows = Notification.objects.to_do().filter(asks="reply")
    assert set(rows.values_list("revision", flat=True)) == {2}
    operations.cancel(moved, actor=make_user("jiangsu"), reason="防汛", now=timezone.now())
    assert not Todo.objects.exists()
    assert asked() == []
    assert as_owed()


def test_what_was_announced_asks_for_signatures_once_it_is_logged() -> None:
    activity = announced()
    nudge(activity, make_user("jiangsu"), timezone.now())

    logged(activity, dates.today())

    assert (kinds("jiangsu"), kinds("zhejiang")) == ([], ["确认"])
    assert asked() == [("anhui", "confirm"), ("zhejiang", "confirm")]
    assert as_owed()


def test_who_declined_is_neither_asked_to_confirm_nor_counted(time_machine: Any) -> None:
    activity = announced()
    reply(activity, "anhui", "decline", note="另有会议")
    reply(activity, "zhejiang", expected=9)
    time_machine.move_to(dates.start_of(activity.held_on) + timedelta(hours=10))

    held = logged(activity, activity.held_on)

    assert (held.status, kinds("anhui"), kinds("zhejiang")) == ("held", [], ["确认"])
    assert asked("anhui") == []
    assert not Todo.objects.filter(committee=committee("anhui")).exists()
    assert not Delivery.objects.filter(recipient__committee=committee("anhui"), planned=True).open().exists()
    assert confirm(held, "zhejiang").status == "confirmed"
    assert committee("anhui").pk not in stored(held).committee_ids
    assert not Activity.objects.counted().with_committee(committee("anhui").pk).exists()


def test_who_declined_and_came_after_all_is_asked_when_the_host_adds_it_again(time_machine: Any) -> None:
    activity = announced()
    reply(activity, "anhui", "decline")
    time_machine.move_to(dates.start_of(activity.held_on) + timedelta(hours=10))
    held = logged(activity, activity.held_on)

    edited(held, make_user("jiangsu"), PARTNERS)

    assert (kinds("anhui"), asked("anhui")) == (["确认"], [("anhui", "confirm")])


def test_a_signature_ends_it_for_the_whole_committee_and_a_change_asks_everybody_anew() -> None:
    activity = make_activity("jiangsu", PARTNERS)
    assert (kinds("zhejiang"), kinds("jiangsu"), kinds("sichuan")) == (["确认"], [], [])

    confirm(activity, "zhejiang")
    done = (kinds("zhejiang"), asked("zhejiang"))
    edited(stored(activity), make_user("jiangsu"), PARTNERS, place="苏州")

    assert done == ([], [])
    assert (kinds("zhejiang"), kinds("anhui")) == (["确认"], ["确认"])
    assert asked() == [("anhui", "confirm"), ("zhejiang", "confirm")]
    assert set(Todo.objects.values_list("revision", flat=True)) == {2}
    assert as_owed()


def test_an_objection_waits_for_the_host_until_it_is_taken_back_and_again_when_it_is_raised_again() -> None:
    activity = make_activity("jiangsu", PARTNERS)

    object_to(activity, "zhejiang")
    assert (kinds("jiangsu"), kinds("zhejiang"), kinds("anhui")) == (["异议"], [], ["确认"])
    assert asked() == [("anhui", "confirm"), ("jiangsu", "objection")]

    confirm(activity, "zhejiang")
    assert (kinds("jiangsu"), asked("jiangsu")) == ([], [])

    object_to(activity, "zhejiang", "地点也不对")
    assert (kinds("jiangsu"), asked("jiangsu")) == (["异议"], [("jiangsu", "objection")])
    assert as_owed()


def test_an_objection_sent_twice_is_told_once() -> None:
    activity = make_activity("jiangsu", PARTNERS)
    host = make_user("jiangsu")

    object_to(activity, "zhejiang")
    object_to(activity, "zhejiang")

    assert Notification.objects.filter(recipient=host, asks="objection").count() == 1


def test_a_draft_waits_for_its_own_committee_alone_and_is_never_asked_for() -> None:
    activity = make_activity("jiangsu", PARTNERS, publish=False)
    assert (kinds("jiangsu"), kinds("zhejiang"), asked()) == (["草稿"], [], [])

    operations.discard(activity, actor=make_user("jiangsu"))

    assert not Todo.objects.exists()


def test_a_correction_asks_every_other_party_also_who_would_join() -> None:
    activity = make_activity("jiangsu", ("zhejiang",), confirmed=True)
    assert not Todo.objects.exists()
    correction = make_correction(activity, partners=("zhejiang", "anhui"), place="太湖")
    assert [kinds(slug) for slug in ("jiangsu", "zhejiang", "anhui", "sichuan")] == [
        [],
        ["更正"],
        ["更正"],
        [],
    ]

    corrections.agree(correction, actor=make_user("zhejiang"), now=timezone.now())
    assert (kinds("zhejiang"), asked()) == ([], [("anhui", "correct")])
    corrections.agree(correction, actor=make_user("anhui"), now=timezone.now())

    assert not Todo.objects.exists()
    assert asked() == []
    assert as_owed()


def test_what_replaces_a_contested_correction_asks_anew_and_a_withdrawal_ends_it() -> None:
    activity = make_activity("jiangsu", PARTNERS, confirmed=True)
    first, now = make_correction(activity, place="太湖"), timezone.now()
    corrections.object_to(first, actor=make_user("zhejiang"), reason="不在太湖", now=now)
    assert [kinds(slug) for slug in ("jiangsu", "zhejiang", "anhui")] == [["异议"], [], ["更正"]]
    assert asked("jiangsu") == [("jiangsu", "contested")]

    second = make_correction(activity, place="巢湖")
    assert [kinds(slug) for slug in ("jiangsu", "zhejiang", "anhui")] == [[], ["更正"], ["更正"]]
    assert asked() == [("anhui", "correct"), ("zhejiang", "correct")]
    assert as_owed()

    corrections.withdraw(second, actor=make_user("jiangsu"), now=now)
    assert not Todo.objects.exists()
    assert asked() == []
    assert as_owed()


def test_a_record_that_is_to_be_void_is_no_matter_of_one_click() -> None:
    activity = make_activity("jiangsu", PARTNERS, confirmed=True)
    correction = make_void(activity)
    [line] = awaiting(make_user("zhejiang"), timezone.now())

    assert (line.kind, line.answer, line.title) == ("作废", None, str(activity))
    assert line.detail == "江苏提出作废：登记了两次"
    assert asked("zhejiang") == [("zhejiang", "void")]
    for slug in PARTNERS:
        corrections.agree(correction, actor=make_user(slug), now=timezone.now())
    assert not Todo.objects.exists()
    assert asked() == []
