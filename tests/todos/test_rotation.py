"""轮值会商: each kind asks all who may do it, and nobody else, until it is done."""

from datetime import timedelta
from uuid import uuid4

import pytest

from rotation import operations
from rotation.models import Consultation
from tests.factories import committee, make_consultation, make_rotation, make_user
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
from tests.todos.rotation import everybody, kinds, nothing_is_forgotten, requests

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


@pytest.fixture
def lead():
    make_rotation(now=NOW)
    return make_user("hubei")


@pytest.fixture
def staff(lead):
    return make_user("jiangsu")


@pytest.fixture
def undated(lead):
    return make_consultation(now=NOW)


def _topic(lead, staff):
    meeting = calling(make_consultation(now=NOW), lead)
    return lambda: propose(meeting, staff)


def _vote(lead, staff):
    poll = ask_dates(make_consultation(now=NOW), lead)
    facts = {"actor": staff, "committee": staff.committee, "votes": votes(poll), "now": NOW}
    return lambda: operations.answer_poll(poll, **facts)


def _reply(lead, staff):
    meeting = make_consultation(now=NOW, days=30)
    facts = {"answer": "decline", "delegates": "", "revision": meeting.revision, "now": NOW}
    return lambda: operations.reply(meeting, actor=staff, **facts)


def _countersign(lead, staff):
    meeting = as_held(make_consultation(now=NOW, days=30), "jiangsu")
    minutes = send_round(meeting, lead)
    return lambda: operations.sign_minutes(minutes, actor=staff, now=meeting.starts_at)


def _progress(lead, staff):
    meeting = as_held(make_consultation(now=NOW, days=30), "jiangsu")
    decided = decide(meeting, lead)
    return lambda: operations.report_progress(
        decided, submission=uuid4(), actor=staff, text="办结", percent=100, now=NOW
    )


MEMBERS = {
    "议题": (_topic, 0, []),
    "投票": (_vote, 0, ["vote"]),
    "回执": (_reply, 0, ["reply"]),
    "会签": (_countersign, 30, ["countersign"]),
    "进展": (_progress, 45, []),
}


@pytest.mark.parametrize("kind", MEMBERS)
def test_a_member_is_asked_with_all_its_colleagues_until_one_of_them_has_done_it(client, lead, staff, kind):
    prepare, days, asked = MEMBERS[kind]
    colleagues, reader = [staff, *everybody("jiangsu")], make_user("jiangsu", role="member")
    now = NOW + timedelta(days=days)
    act = prepare(lead, staff)
    before = [(kinds(person, now).count(kind), requests(person)) for person in colleagues]
    (line,) = [line for line in awaiting(staff, now, "轮值会商") if line.kind == kind]
    client.force_login(staff)

    assert before == [(1, asked)] * 3
    assert kinds(reader, now) == kinds(make_user("gansu", role="member"), now) == []
    assert client.get(line.url.partition("#")[0]).status_code == 200
    act()
    assert [kind in kinds(person, now) for person in colleagues] == [False] * 3
    assert [requests(person) for person in colleagues] == [[]] * 3
    assert nothing_is_forgotten()


def _screen(meeting, lead, staff):
    item = propose(calling(meeting, lead), staff)
    return 0, lambda: screen(item, lead)


def _topics_fix(meeting, lead, staff):
    screen(propose(calling(meeting, lead), staff), lead)
    after = NOW + timedelta(days=11)
    return 11, lambda: operations.fix_topics(meeting, actor=lead, now=after)


def _date(meeting, lead, staff):
    return 0, lambda: make_consultation(now=NOW, days=30)


def _hold(meeting, lead, staff):
    meeting = make_consultation(now=NOW, days=30)
    return 31, lambda: operations.hold(meeting, now=meeting.ends_at)


def _announce(meeting, lead, staff):
    meeting = make_consultation(now=NOW, days=30)
    screen(propose(calling(meeting, lead), staff), lead)
    operations.fix_topics(meeting, actor=lead, now=NOW)
    return 0, lambda: operations.send_notice(meeting, actor=lead, now=NOW)


def _minutes(meeting, lead, staff):
    meeting = as_held(make_consultation(now=NOW, days=30), "jiangsu")
    return 30, lambda: send_round(meeting, lead)


def _objection(meeting, lead, staff):
    _, send = _minutes(meeting, lead, staff)
    minutes, now = send(), NOW + timedelta(days=30)
    said = operations.object_to_minutes(minutes, actor=staff, objection="数字有误", now=now)
    return 30, lambda: operations.answer_objection(said, actor=lead, answer="以附表为准", now=now)


def _close(meeting, lead, staff):
    _, send = _minutes(meeting, lead, staff)
    send()
    day = NOW + timedelta(days=32)
    return 32, lambda: operations.close_consultation(Consultation.objects.get(), actor=lead, now=day)


LEADS = {
    "筛选": _screen,
    "定题": _topics_fix,
    "定时": _date,
    "召开": _hold,
    "通知": _announce,
    "纪要": _minutes,
    "异议": _objection,
    "办结": _close,
}


@pytest.mark.parametrize("kind", LEADS)
def test_a_lead_is_asked_with_its_co_lead_and_nobody_else_until_it_is_done(
    client, undated, lead, staff, kind
):
    operations.set_co_lead(undated.turn, committee("anhui"), today=TODAY)
    days, act = LEADS[kind](undated, lead, staff)
    now, leads = NOW + timedelta(days=days), [lead, make_user("hubei"), make_user("anhui")]
    (line,) = [line for line in awaiting(lead, now, "轮值会商") if line.kind == kind]
    client.force_login(lead)

    assert [kinds(person, now).count(kind) for person in leads] == [1] * 3
    assert kind not in kinds(staff, now)
    assert kind not in kinds(make_user("gansu", role="member", is_rotation_admin=True), now)
    assert client.get(line.url.partition("#")[0]).status_code == 200
    act()
    assert [kind in kinds(person, now) for person in leads] == [False] * 3
    assert nothing_is_forgotten()
