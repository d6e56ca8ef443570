"""Plan ahead: invited, answered with one click, reminded, nudged once, reported."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from activities import operations
from activities.models import Activity
from activities.operations import Party
from activities.reminders import ActivitySource
from collab_portal.lib import dates
from collab_portal.lib.dates import today
from notifications.models import Delivery, Notification
from notifications.operations import audit
from tests.activities.test_edit import edited
from tests.factories import committee, make_activity, make_user
from tests.my_work import awaiting, nudge, nudge_url


def announced(days: int = 20, partners: tuple[str, ...] = ("zhejiang", "anhui"), **facts) -> Activity:
    return make_activity("jiangsu", partners, held_on=today() + timedelta(days=days), **facts)


def reply(activity: Activity, who, answer: str = "attend", **wish) -> Activity:
    return operations.reply(activity, actor=who, reply=answer, now=timezone.now(), **wish)


def logged(activity: Activity, who, day) -> Activity:
    """The result of what was announced, with the parties it had."""
    activity = Activity.objects.get(pk=activity.pk)
    return operations.edit(
        activity,
        actor=who,
        version=activity.version,
        facts={"held_on": day, "ended_on": None},
        parties=[Party(party.committee_id, party.role) for party in activity.participations.all()],
        publish=True,
        now=timezone.now(),
    )


def open_items(user) -> list[str]:
    return list(
        Notification.objects.filter(recipient=user, kind="action", settled_at=None).values_list(
            "title", flat=True
        )
    )


def test_an_old_button_answers_nothing_and_shows_what_is_new(client, db):
    partner, host = make_user("zhejiang"), make_user()
    activity = announced()
    old = awaiting(partner, timezone.now())[0].answer
    edited(activity, host, place="新会场")
    client.force_login(partner)

    page = client.post(old.url, {**dict(old.fields), "next": "/my/"})

    assert page.status_code == 200
    assert "牵头方刚修改了内容，请核对后再回执。" in page.content.decode()
    assert "新会场" in page.content.decode()
    assert activity.participations.get(committee=partner.committee).reply == ""
    [line] = awaiting(partner, timezone.now())
    client.post(line.answer.url, dict(line.answer.fields))
    assert activity.participations.get(committee=partner.committee).reply == "attend"


def test_one_click_from_my_work_answers_for_the_committee(client, db):
    partner, colleague = make_user("zhejiang"), make_user("zhejiang")
    activity = announced()
    line = awaiting(partner, timezone.now())[0]
    client.force_login(partner)

    client.post(line.answer.url, {**dict(line.answer.fields), "next": "/my/"})

    row = activity.participations.get(committee=committee("zhejiang"))
    assert (line.kind, line.answer.label) == ("回执", "参加")
    assert (row.reply, row.replied_by, row.expected) == ("attend", partner, None)
    assert awaiting(colleague, timezone.now()) == []
    assert open_items(colleague) == []


def test_a_reply_has_headcount_and_note_and_the_host_learns_of_it(client, db):
    host, partner = make_user("jiangsu"), make_user("zhejiang")
    activity = announced()
    client.force_login(partner)

    page = client.post(
        reverse("activities:reply", args=[activity.pk]),
        {"reply": "attend", "expected": "12", "reply_note": "乘高铁"},
        follow=True,
    ).content.decode()

    assert "预计 12 人" in page
    note = Notification.objects.get(recipient=host, step__startswith="reply-")
    assert note.body == "浙江参加，预计 12 人。乘高铁"


def test_who_does_not_come_brings_nobody(db):
    activity = announced()

    reply(activity, make_user("zhejiang"), "decline", expected=9, note="防汛")

    row = activity.participations.get(committee=committee("zhejiang"))
    assert (row.reply, row.expected, row.reply_note) == ("decline", None, "防汛")


@pytest.mark.parametrize("wish", [{"expected": 1_000_001}, {"note": "机密★"}, {"answer": "perhaps"}])
def test_impossible_replies_are_refused(db, wish):
    with pytest.raises(ValidationError):
        reply(announced(), make_user("zhejiang"), **wish)


@pytest.mark.parametrize(
    ("field", "value"), [("reply", ""), ("reply", "x"), ("expected", "-1"), ("expected", "9" * 30)]
)
def test_bad_input_comes_back_beside_its_field(client, db, field, value):
    activity = announced()
    client.force_login(make_user("zhejiang"))
    typed = {"reply": "attend", "expected": "5", "reply_note": "我的说明", field: value}

    response = client.post(reverse("activities:reply", args=[activity.pk]), typed)

    assert response.status_code == 200
    assert "我的说明" in response.content.decode()
    assert activity.participations.get(committee=committee("zhejiang")).reply == ""


@pytest.mark.parametrize("slug", ["jiangsu", "hubei"])
def test_only_partners_reply(db, slug):
    with pytest.raises(PermissionDenied):
        reply(announced(), make_user(slug))


def test_a_held_activity_takes_no_replies(db):
    with pytest.raises(ValidationError, match="不收回执"):
        reply(make_activity("jiangsu", ("zhejiang",)), make_user("zhejiang"))


def test_a_change_is_told_to_who_replied_and_asked_of_who_did_not(db):
    answered, silent = make_user("zhejiang"), make_user("anhui")
    activity = announced()
    reply(activity, answered)

    edited(activity, make_user("jiangsu"), partners=("zhejiang", "anhui"), place="新地点")

    told = Notification.objects.filter(recipient=answered, revision=2).get()
    assert (told.title, "新地点" in told.body) == (f"联合活动有变动：{activity}", True)
    assert open_items(silent) == [f"请回执：{activity}"]
    row = activity.participations.get(committee=committee("zhejiang"))
    assert (row.reply, row.replied_version) == ("attend", 1)


def test_a_reply_counts_only_for_the_day_it_was_given_for(db, time_machine):
    host, coming, away = make_user("jiangsu"), make_user("zhejiang"), make_user("anhui")
    activity = announced()
    reply(activity, coming, expected=9, note="三人乘车")
    reply(activity, away, "decline", note="另有会议")
    later = activity.held_on + timedelta(days=7)

    moved = edited(activity, host, partners=("zhejiang", "anhui"), held_on=later, ended_on=None)

    assert {party.reply for party in moved.participations.all()} == {""}
    assert open_items(away) == open_items(coming) == [f"请回执：{moved}"]
    assert [item.url for item in awaiting(away, timezone.now())] == [f"{moved.get_absolute_url()}#reply"]
    reply(moved, away, "attend")
    assert open_items(away) == []
    reply(moved, away, "decline", note="另有会议")
    assert Notification.objects.filter(recipient=host, revision=2, title__contains="不参加").count() == 1

    time_machine.move_to(dates.start_of(later) + timedelta(hours=10))
    held = logged(moved, host, later)
    assert {p.committee.slug for p in held.participations.all()} == {"jiangsu", "zhejiang"}


def test_who_declined_another_day_and_came_stays_a_party_of_the_result(db, time_machine):
    host, away = make_user("jiangsu"), make_user("anhui")
    activity = announced()
    reply(activity, away, "decline", note="当天另有会议")
    later = activity.held_on + timedelta(days=2)
    time_machine.move_to(dates.start_of(later) + timedelta(hours=10))

    held = logged(activity, host, later)

    assert {p.committee.slug for p in held.participations.all()} == {"jiangsu", "zhejiang", "anhui"}
    assert open_items(away) == [f"请确认联合活动：{held}"]


def test_reminders_are_planned_moved_and_withdrawn_with_the_activity(db):
    host, partner = make_user("jiangsu"), make_user("zhejiang")
    activity = announced(20)

    planned = Delivery.objects.filter(planned=True, topic=activity.topic, channel="email")

    def pending() -> set[tuple[int, str, object]]:
        rows = planned.filter(status="pending").values_list("recipient", "step", "not_before")
        return {
            (who, step, dates.today(moment)) for who, step, moment in rows if who in (host.pk, partner.pk)
        }

    day = activity.held_on
    assert pending() == {
        (partner.pk, "reply-3", day - timedelta(days=3)),
        (host.pk, "report-1", day + timedelta(days=1)),
    }
    assert audit(timezone.now(), repair=False).clean

    moved = edited(
        activity,
        host,
        partners=("zhejiang", "anhui"),
        held_on=day + timedelta(days=5),
        ended_on=day + timedelta(days=5),
    )
    assert (partner.pk, "reply-3", day + timedelta(days=2)) in pending()
    assert audit(timezone.now(), repair=False).clean

    operations.cancel(moved, actor=host, reason="汛情", now=timezone.now())
    assert pending() == set()
    assert audit(timezone.now(), repair=False).clean


def test_a_reminder_is_not_sent_once_it_is_pointless(db):
    host, partner, stranger = make_user("jiangsu"), make_user("zhejiang"), make_user("hubei")
    activity, source = announced(), ActivitySource()

    assert source.message(activity.topic, "reply-3", partner).title == f"请回执：{activity}"
    assert source.message(activity.topic, "report-1", host).title == f"请登记结果：{activity}"
    assert source.message(activity.topic, "reply-3", stranger) is None
    assert source.message(activity.topic, "report-1", partner) is None
    assert source.message_to_group(activity.topic, "reply-3", partner.committee_id) is not None
    assert source.message_to_group(activity.topic, "reply-3", stranger.committee_id) is None
    assert source.message_to_group(activity.topic, "reply-3", None) is None
    reply(activity, partner)
    assert source.message(activity.topic, "reply-3", partner) is None
    operations.cancel(activity, actor=host, reason="汛情", now=timezone.now())
    assert source.message(activity.topic, "report-1", host) is None


@pytest.mark.parametrize("ahead", [True, False])
def test_who_owes_an_answer_is_nudged_once_a_version(client, db, ahead):
    host, silent, answered = make_user("jiangsu"), make_user("anhui"), make_user("zhejiang")
    activity = announced() if ahead else make_activity("jiangsu", ("zhejiang", "anhui"))
    if ahead:
        reply(activity, answered)
    else:
        operations.confirm(activity, actor=answered, now=timezone.now())
    client.force_login(host)
    url = nudge_url(activity)

    first = client.post(url, follow=True).content.decode()
    second = client.post(url, follow=True).content.decode()

    assert ("已催办 1 家工委" in first, "没有重复" in second) == (True, True)
    assert "催办一次" not in second
    assert (
        Notification.objects.filter(step__startswith="nudge").values_list("recipient", flat=True).get()
        == silent.pk
    )
    changed = edited(activity, host, partners=("zhejiang", "anhui"), place="别处", held_on=activity.held_on)
    assert nudge(changed, host, timezone.now()) == (1 if ahead else 2)


def test_the_host_reports_and_the_expected_number_is_offered(client, db):
    activity = announced(1)
    partner = make_user("zhejiang")
    reply(activity, partner, expected=7)
    Activity.objects.filter(pk=activity.pk).update(held_on=today(), ended_on=today())

    host = make_user("jiangsu")
    parties = [Party(host.committee_id, "host", headcount=3), Party(partner.committee_id)]
    facts = {"title": activity.title, "kind": activity.kind, "held_on": today(), "ended_on": today()}
    held = operations.edit(
        activity, actor=host, version=1, facts=facts, parties=parties, publish=True, now=timezone.now()
    )

    assert held.status == "held"
    client.force_login(partner)
    assert 'value="7"' in client.get(held.get_absolute_url()).content.decode()


@pytest.mark.parametrize("partners", [("zhejiang",), ("zhejiang", "anhui", "hubei", "hunan", "sichuan")])
def test_the_page_costs_the_same_however_many_replied(client, db, django_assert_num_queries, partners):
    activity = announced(partners=partners)
    for slug in partners:
        reply(activity, make_user(slug))
    client.force_login(make_user("zhejiang", role="member"))
    client.get(activity.get_absolute_url())

    with django_assert_num_queries(8):
        client.get(activity.get_absolute_url())


def test_who_declined_is_no_party_when_the_result_is_logged_and_is_not_asked(db, time_machine):
    host, coming, away = make_user("jiangsu"), make_user("zhejiang"), make_user("anhui")
    activity = announced()
    reply(activity, coming)
    reply(activity, away, "decline", note="另有会议")
    time_machine.move_to(dates.start_of(activity.held_on) + timedelta(hours=10))
    activity.refresh_from_db()
    parties = [Party(p.committee_id, p.role) for p in activity.participations.all()]
    facts = {name: getattr(activity, name) for name in ("title", "kind", "held_on", "place")}

    logged = operations.edit(
        activity,
        actor=host,
        version=activity.version,
        facts=facts,
        parties=parties,
        publish=True,
        now=timezone.now(),
    )

    assert logged.status == "held"
    assert {p.committee.slug for p in logged.participations.all()} == {"jiangsu", "zhejiang"}
    assert awaiting(away, timezone.now()) == []
    assert open_items(away) == []
    confirmed = operations.confirm(logged, actor=coming, version=logged.version, now=timezone.now())
    assert confirmed.status == "confirmed"
    assert committee("anhui").pk not in confirmed.committee_ids


def test_where_everybody_declined_the_result_needs_a_partner(db, time_machine):
    host, away = make_user("jiangsu"), make_user("anhui")
    activity = announced(partners=("anhui",))
    reply(activity, away, "decline", note="另有会议")
    time_machine.move_to(dates.start_of(activity.held_on) + timedelta(hours=10))
    activity.refresh_from_db()
    parties = [Party(p.committee_id, p.role) for p in activity.participations.all()]
    facts = {"version": activity.version, "facts": {"held_on": activity.held_on}, "parties": parties}

    with pytest.raises(ValidationError, match="各合作方均回执不参加") as refused:
        operations.edit(activity, actor=host, publish=True, now=timezone.now(), **facts)

    assert list(refused.value.message_dict) == ["partners"]
