"""A 待办 goes when its act is done, for all of the committee; and when nobody need do it any more."""

from datetime import timedelta

import pytest

from notifications.models import Delivery, Notification
from rotation import operations
from rotation.models import Turn
from rotation.operations.advance import welcome
from tests.factories import committee, make_consultation, make_user
from tests.rotation.work import NOW, as_held, ask_dates, send_round, votes

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW), pytest.mark.usefixtures("followed")]


def to_do(person) -> list[str]:
    """What still waits for this person, by the step's first word."""
    rows = Notification.objects.visible_to(person).to_do().order_by("pk")
    return [row.step.partition("@")[0].partition("-")[0] for row in rows]


def mails(person, step: str) -> set[str]:
    rows = Delivery.objects.filter(recipient=person, channel="email", step__startswith=step)
    return set(rows.values_list("status", flat=True))


@pytest.fixture
def held(consultation, lead, staff, time_machine):
    """Held with 江苏 and 浙江, its minutes on their way round."""
    make_user("zhejiang")
    time_machine.move_to(consultation.starts_at)
    as_held(consultation, "jiangsu", "zhejiang")
    send_round(consultation, lead)
    return consultation


@pytest.fixture
def minutes(held):
    return held.minutes.get()


def test_who_countersigns_has_nothing_left_to_sign_and_neither_has_a_colleague(held, minutes, staff):
    colleague = make_user("jiangsu", role="admin")
    Notification.objects.create(
        recipient=colleague,
        committee=colleague.committee,
        topic=held.minutes_topic,
        step="sign-2",
        kind="action",
        asks="countersign",
        revision=minutes.revision,
        title="请会签",
        url="/",
    )
    before = to_do(staff), to_do(colleague)

    operations.sign_minutes(minutes, actor=staff, now=held.starts_at)

    assert before == (["minutes"], ["sign"])
    assert to_do(staff) == to_do(colleague) == []
    assert mails(staff, "minutes-") == {"superseded"}


def test_another_committee_is_still_asked(held, minutes, staff):
    other = make_user("zhejiang", email="")
    Notification.objects.filter(recipient__committee=committee("zhejiang")).update(recipient=other)

    operations.sign_minutes(minutes, actor=staff, now=held.starts_at)

    assert to_do(other) == ["minutes"]


def test_an_objection_settles_it_too_and_gives_the_lead_something_to_do(held, minutes, lead, staff):
    operations.object_to_minutes(minutes, actor=staff, objection="数字有误", now=held.starts_at)

    assert to_do(staff) == []
    assert to_do(lead)[-1] == "objection"


def test_an_answer_asks_the_objector_again_until_it_signs(held, minutes, lead, staff):
    signature = operations.object_to_minutes(minutes, actor=staff, objection="数字有误", now=held.starts_at)
    asked_of_lead = len(to_do(lead))

    operations.answer_objection(signature, actor=lead, answer="以统计为准", now=held.starts_at)
    between = to_do(staff), len(to_do(lead))
    operations.sign_minutes(minutes, actor=staff, now=held.starts_at)

    assert between == (["answer"], asked_of_lead - 1)
    assert to_do(staff) == []


def test_a_new_version_asks_once_more_and_the_old_question_is_gone(held, minutes, lead, staff):
    operations.object_to_minutes(minutes, actor=staff, objection="数字有误", now=held.starts_at)

    send_round(held, lead, body="<p>改过的纪要</p>")

    open_items = Notification.objects.filter(topic=held.topic).to_do().values_list("step", flat=True)
    assert {step.partition("@")[0] for step in open_items} == {"minutes-2"}
    assert to_do(staff) == ["minutes"]


def test_a_consultation_that_is_closed_asks_nobody_for_a_signature(held, lead, staff, time_machine):
    time_machine.shift(timedelta(days=1))

    operations.close_consultation(held, actor=lead, now=held.starts_at + timedelta(days=1))

    assert (to_do(staff), to_do(lead)) == ([], [])


def test_the_lead_that_sends_the_minutes_round_is_not_asked_for_them_any_more(
    consultation, lead, staff, time_machine
):
    time_machine.move_to(consultation.starts_at)
    as_held(consultation, "jiangsu")
    Notification.objects.create(
        recipient=lead,
        committee=lead.committee,
        topic=consultation.minutes_topic,
        step="minutes-draft.2",
        kind="action",
        asks="minutes",
        revision=consultation.revision,
        title="请起草",
        url="/",
    )

    send_round(consultation, lead)

    assert not Notification.objects.filter(topic=consultation.minutes_topic).to_do().exists()


def test_an_answer_to_the_poll_settles_its_question_for_the_committee_alone(lead, staff):
    other = make_user("zhejiang")
    poll = ask_dates(make_consultation(now=NOW), lead)
    before = to_do(staff)

    facts = {"actor": staff, "committee": staff.committee, "votes": votes(poll), "now": NOW}
    operations.answer_poll(poll, **facts)

    assert (before, to_do(staff), to_do(other)) == (["poll"], [], ["poll"])


def test_an_answer_by_link_settles_it_too(lead, staff):
    poll = ask_dates(make_consultation(now=NOW), lead)

    operations.answer_poll(poll, actor=None, committee=committee("jiangsu"), votes=votes(poll), now=NOW)

    assert to_do(staff) == []


@pytest.mark.parametrize("how", ["close", "choose"])
def test_a_poll_that_ends_asks_nobody_any_more(lead, staff, how):
    poll = ask_dates(make_consultation(now=NOW), lead)

    if how == "close":
        operations.close_poll(poll, actor=lead, now=NOW)
    else:
        operations.choose_option(poll.options.first(), actor=lead, now=NOW, place="一会议室")

    assert "poll" not in to_do(staff)


def test_a_reply_settles_the_question_whether_to_come(staff, consultation):
    before = to_do(staff)

    operations.reply(
        consultation, actor=staff, answer="attend", delegates="", revision=consultation.revision, now=NOW
    )

    assert (before, to_do(staff)) == (["scheduled"], [])


@pytest.mark.parametrize("end", [operations.postpone, operations.cancel])
def test_a_meeting_that_does_not_take_place_asks_for_no_reply(staff, consultation, end):
    end(consultation, reason="防汛", now=NOW)

    assert to_do(staff) == []


def test_a_moved_meeting_asks_once_for_the_new_time(staff, consultation):
    make_consultation(now=NOW, days=31)

    assert to_do(staff) == ["moved"]


def test_a_date_settles_what_asked_the_lead_to_fix_one(lead):
    welcome(Turn.objects.current(NOW.date()).get())
    before = to_do(lead)

    make_consultation(now=NOW, days=30)

    assert before == ["lead"]
    assert to_do(lead) == []


def test_the_lead_is_told_once_whatever_becomes_of_its_meeting(lead):
    turn = Turn.objects.current(NOW.date()).get()
    told = Delivery.objects.filter(step="lead", recipient=lead, channel="email")
    welcome(turn)
    meeting = make_consultation(now=NOW, days=30)
    welcome(turn)
    operations.postpone(meeting, reason="汛情", now=NOW)
    welcome(turn)

    assert told.count() == 1
    successor = make_user(turn.committee.slug)
    welcome(turn)
    assert (
        told.count(),
        Delivery.objects.filter(step="lead", recipient=successor, channel="email").count(),
    ) == (1, 1)


def test_a_swap_that_lapses_with_the_plan_asks_nobody(lead):
    turns = list(Turn.objects.future(NOW.date()).for_list()[:2])
    mine, theirs = (make_user(turn.committee.slug) for turn in turns)
    operations.propose_swap(*turns, actor=mine, reason="年度安排", now=NOW)
    before = to_do(theirs)
    slugs = [turn.committee.slug for turn in Turn.objects.for_list()]
    order = tuple(slug for slug in slugs if slug != turns[0].committee.slug)
    wish = operations.Wish(order, operations.plans.Cadence.QUARTER, turns[0].starts_on)

    operations.store(wish, actor=None, seen=1, now=NOW)

    assert before == ["asked"]
    assert "asked" not in to_do(theirs)
