"""我的工作 has a line for each duty of a consultation, for the committee concerned, until it is done."""

from datetime import timedelta

import pytest
from django.urls import reverse

from rotation import operations
from tests.factories import make_consultation, make_resolution, make_user
from tests.my_work import awaiting
from tests.rotation.work import (
    NOW,
    TODAY,
    as_held,
    ask_dates,
    calling,
    decide,
    propose,
    screen,
    send_round,
    votes,
)
from todos.pages import lines_of

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW), pytest.mark.usefixtures("followed")]


def kinds(user, now=NOW):
    return [line.kind for line in awaiting(user, now)]


def line(user, kind, now=NOW):
    (found,) = [item for item in awaiting(user, now) if item.kind == kind]
    return found


@pytest.fixture
def undated(lead):
    return make_consultation(now=NOW)


def test_topics_are_asked_for_until_one_is_put_forward_or_the_deadline_passes(undated, lead, staff):
    calling(undated, lead)
    asked = line(staff, "议题")
    assert (asked.url, asked.due) == (
        reverse("rotation:item-new", args=[undated.pk]),
        TODAY + timedelta(days=10),
    )
    assert "议题" in kinds(lead)
    assert "议题" not in kinds(make_user("jiangsu", role="member"))

    propose(undated, staff)

    assert "议题" not in kinds(staff)
    assert "议题" in kinds(make_user("anhui"))
    assert "议题" not in kinds(make_user("anhui"), NOW + timedelta(days=11))


def test_topics_wait_for_the_lead_to_screen_and_then_to_fix_them(undated, lead, staff):
    calling(undated, lead)
    item = propose(undated, staff)
    assert line(lead, "筛选").title.startswith("筛选 1 项议题")
    assert "筛选" not in kinds(staff)

    screen(item, lead)

    assert "筛选" not in kinds(lead)
    after = NOW + timedelta(days=11)
    assert line(lead, "定题", after).url == reverse("rotation:items", args=[undated.pk])
    operations.fix_topics(undated, actor=lead, now=after)
    assert "定题" not in kinds(lead, after)


def test_a_poll_waits_for_each_committee_and_in_the_end_for_the_lead(undated, lead, staff):
    poll = ask_dates(undated, lead)
    asked = line(staff, "投票")
    assert (asked.url, asked.due) == (f"/rotation/consultations/{undated.pk}/poll/#vote", poll.closes_on)
    assert "投票" in kinds(lead)

    operations.answer_poll(poll, actor=staff, committee=staff.committee, votes=votes(poll), now=NOW)

    assert "投票" not in kinds(staff)
    late = NOW + timedelta(days=6)
    assert "投票" not in kinds(make_user("anhui"), late)
    decision = line(lead, "定时", late)
    assert decision.detail == "投票已截止，请选定时间"
    assert decision.url == reverse("rotation:poll", args=[undated.pk])


def test_the_notice_waits_for_the_lead_once_time_and_topics_stand(consultation, lead, staff):
    calling(consultation, lead)
    screen(propose(consultation, staff), lead)
    assert "通知" not in kinds(lead)
    operations.fix_topics(consultation, actor=lead, now=NOW)
    assert line(lead, "通知").url == f"{consultation.get_absolute_url()}#agenda-title"
    assert "通知" not in kinds(staff)

    operations.send_notice(consultation, actor=lead, now=NOW)

    assert "通知" not in kinds(lead)
    assert kinds(staff) == ["回执"]


def test_minutes_wait_for_the_lead_to_be_written_and_for_who_attended_to_be_signed(consultation, lead, staff):
    held = as_held(consultation, "jiangsu")
    now = held.starts_at
    assert kinds(lead, now) == ["纪要"]
    assert kinds(staff, now) == []

    minutes = send_round(held, lead)

    assert kinds(lead, now) == kinds(staff, now) == ["会签"]
    assert line(staff, "会签", now).due == minutes.sign_by
    assert kinds(make_user("anhui"), now) == []
    operations.sign_minutes(minutes, actor=staff, now=now)
    assert kinds(staff, now) == []


def test_an_objection_waits_for_its_answer_and_then_for_the_signature(consultation, lead, staff):
    held = as_held(consultation, "jiangsu")
    minutes, now = send_round(held, lead), held.starts_at
    said = operations.object_to_minutes(minutes, actor=staff, objection="数字有误", now=now)
    assert kinds(staff, now) == []
    assert kinds(lead, now) == ["异议", "会签"]

    operations.answer_objection(said, actor=lead, answer="以附表为准", now=now)

    assert kinds(lead, now) == ["会签"]
    assert line(staff, "会签", now).detail == "异议已答复，请阅后会签"


@pytest.mark.parametrize("signed", [True, False])
def test_a_consultation_waits_to_be_concluded_when_signed_or_past_the_deadline(
    consultation, lead, staff, signed
):
    held = as_held(consultation, "jiangsu")
    minutes, now = send_round(held, lead), held.starts_at
    for person in (lead, staff) if signed else ():
        operations.sign_minutes(minutes, actor=person, now=now)
    now += timedelta(days=0 if signed else 1)
    assert line(lead, "办结", now).url == reverse("rotation:decisions", args=[held.pk])

    operations.close_consultation(held, actor=lead, now=now)

    assert kinds(lead, now) == kinds(staff, now) == []


def test_a_decision_waits_for_its_owners_from_two_weeks_before_it_is_due(consultation, lead, staff):
    held = as_held(consultation, "jiangsu")
    decided, due = decide(held, lead), held.starts_at + timedelta(days=20)
    before = due - timedelta(days=15)
    assert kinds(staff, before) == []

    for moment in (due - timedelta(days=14), due + timedelta(days=30)):
        asked = line(staff, "进展", moment)
        assert (asked.url, asked.due) == (f"{decided.get_absolute_url()}#progress", decided.due_on)
        assert "进展" not in kinds(make_user("anhui"), moment)
    operations.settle_resolution(decided, actor=lead, status="done", now=due)
    assert kinds(staff, due) == []


def test_many_due_decisions_end_in_one_line_that_leads_to_all(client, consultation, staff):
    for number in range(52):
        make_resolution("jiangsu", title=f"事项{number}", due_on=TODAY)

    lines = [item for item in awaiting(staff, NOW) if item.kind == "进展"]

    assert (len(lines), lines[-1].title) == (51, "还有 2 项")
    client.force_login(staff)
    assert client.get(lines[-1].url).content.decode().count("事项1") >= 3


@pytest.mark.parametrize("many", [1, 8])
def test_the_lines_cost_the_same_however_much_awaits(
    consultation, lead, staff, many, django_assert_num_queries
):
    calling(consultation, lead)
    ask_dates(consultation, lead)
    for number in range(many):
        make_resolution("jiangsu", title=f"事项{number}", due_on=TODAY)

    with django_assert_num_queries(1):
        ((_, _, found),) = lines_of(staff, NOW)

    assert sum(item.kind == "进展" for item in found) == many
