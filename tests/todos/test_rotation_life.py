"""轮值会商: what goes when it is moot, is asked anew, falls to others, or is said again."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from collab_portal.lib import dates
from notifications.models import Delivery
from rotation import operations
from rotation.handover import protocol
from rotation.models import Rotation, Turn
from rotation.operations.advance import welcome
from tests.factories import make_consultation, make_resolution, make_rotation, make_user
from tests.my_work import awaiting
from tests.rotation.work import (
    NOW,
    TODAY,
    as_held,
    ask_dates,
    decide,
    send_round,
)
from tests.todos.rotation import kinds, nothing_is_forgotten, requests
from todos.models import Todo
from todos.operations import audit, sync
from todos.subjects import of_topic

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]
WEEKS = timedelta(weeks=1)


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


@pytest.fixture
def dated(lead):
    return make_consultation(now=NOW, days=30, agenda="")


def test_what_a_lead_left_undone_is_the_secretariats_from_the_day_its_rights_end(undated, lead):
    keeper = make_user("gansu", role="member", is_rotation_admin=True)
    last = dates.start_of(undated.turn.rights_end_on)

    assert [(kinds(lead, now), kinds(keeper, now)) for now in (last, last + timedelta(days=1))] == [
        (["定时"], []),
        ([], ["定时"]),
    ]


def test_the_reply_is_given_with_one_click_and_asked_anew_when_the_meeting_moves(client, dated, staff):
    (line,) = awaiting(staff, NOW, "轮值会商")
    client.force_login(staff)
    client.post(line.answer.url, dict(line.answer.fields))
    given = kinds(staff), requests(staff)

    moved = make_consultation(now=NOW, days=31)

    assert given == ([], [])
    assert (kinds(staff), requests(staff)) == (["回执"], ["reply"])
    (line,) = awaiting(staff, NOW, "轮值会商")
    assert dict(line.answer.fields)["revision"] == str(moved.revision)


@pytest.mark.parametrize("end", [operations.postpone, operations.cancel])
def test_a_meeting_that_does_not_take_place_asks_for_no_reply(dated, staff, end):
    end(dated, reason="汛情", now=NOW)

    assert (kinds(staff), requests(staff)) == ([], [])
    assert nothing_is_forgotten()


def test_a_new_version_of_the_minutes_asks_those_that_had_signed_anew(dated, lead, staff):
    meeting = as_held(dated, "jiangsu")
    now = meeting.starts_at
    operations.sign_minutes(send_round(meeting, lead), actor=staff, now=now)
    signed = kinds(staff, now), requests(staff)

    send_round(meeting, lead, body="<p>改过</p>")

    assert signed == ([], [])
    assert (kinds(staff, now), requests(staff)) == (["会签"], ["countersign"])


def test_who_leaves_before_the_meeting_is_asked_for_nothing_and_who_joins_is(dated, staff):
    rotation, day = Rotation.objects.get(), dates.today(dated.starts_at)
    keeper = make_user("gansu", role="member", is_rotation_admin=True)
    facts = {"actor": keeper, "reason": "机构调整", "now": NOW}
    operations.change_member(rotation, staff.committee, "leave", day, seen=rotation.revision, **facts)
    left = kinds(staff), requests(staff)

    rotation = Rotation.objects.get()
    operations.change_member(rotation, staff.committee, "join", day, seen=rotation.revision, **facts)

    assert left == ([], [])
    assert kinds(staff) == ["回执"]
    assert nothing_is_forgotten()


def test_a_request_ends_with_the_days_in_which_it_could_be_done(undated, lead, staff, time_machine):
    poll = ask_dates(undated, lead)
    assert requests(staff) == ["vote"]

    time_machine.move_to(dates.end_of(poll.closes_on))
    audit(timezone.now(), repair=True)

    assert (kinds(staff, timezone.now()), requests(staff)) == ([], [])


def test_a_request_for_a_date_stands_while_a_poll_runs_and_ends_when_one_is_fixed(undated, lead):
    welcome(undated.turn)
    ask_dates(undated, lead)
    before = [asked for asked in requests(lead) if asked != "vote"]

    operations.schedule(
        undated,
        title="会商",
        agenda="",
        arrangement=operations.Arrangement(*_hours(20), "onsite", "会议室"),
        now=NOW,
    )

    assert before == ["fix"]
    assert requests(lead) == []


def _hours(days):
    day = dates.start_of(TODAY + timedelta(days=days))
    return day + timedelta(hours=9), day + timedelta(hours=11)


def test_a_turn_in_which_the_only_meeting_was_called_off_asks_its_lead_for_another(undated, lead, staff):
    operations.cancel(undated, reason="汛情", now=NOW)
    (line,) = awaiting(lead, NOW, "轮值会商")

    operations.convene(undated.turn, now=NOW)

    assert (line.kind, line.title, line.due) == ("定时", "召集会商：湖北任期", undated.turn.ends_on)
    assert kinds(staff) == []
    (line,) = awaiting(lead, NOW, "轮值会商")
    assert line.title.startswith("确定会商时间：")


def test_a_handover_asks_each_side_in_its_days_until_it_has_signed(lead, time_machine):
    turn = Turn.objects.current(TODAY).get()
    arriving = make_user(turn.successor.committee.slug)
    near, begun = dates.start_of(turn.ends_on - timedelta(days=5)), dates.end_of(turn.ends_on)
    time_machine.move_to(near)
    operations.open_handover(turn, now=near)
    assert [kinds(person, near).count("交接") for person in (lead, arriving)] == [1, 0]
    assert requests(lead) == ["handover"]

    seen = protocol(turn, lead, dates.today(near)).seen
    operations.sign_handover(turn, actor=lead, seen=seen, now=near)

    assert ("交接" in kinds(lead, near), requests(lead)) == (False, [])
    assert [line.detail for line in awaiting(arriving, begun, "轮值会商") if line.kind == "交接"] == [
        "对方已签字，核对交接清单后由双方各自签字"
    ]
    operations.reopen_handover(turn, actor=lead, reason="清单有误", now=near)
    assert "交接" in kinds(lead, near)
    assert nothing_is_forgotten()


@pytest.fixture
def swap(lead):
    mine, theirs = Turn.objects.future(TODAY).for_list()[:2]
    proposer, asked = make_user(mine.committee.slug), make_user(theirs.committee.slug)
    return operations.propose_swap(mine, theirs, actor=proposer, reason="年度安排", now=NOW), proposer, asked


def _answered(swap, proposer, asked):
    operations.answer_swap(swap, actor=asked, agree=True, now=NOW)


def _declined(swap, proposer, asked):
    operations.answer_swap(swap, actor=asked, agree=False, reason="另有安排", now=NOW)


def _withdrawn(swap, proposer, asked):
    operations.withdraw_swap(swap, actor=proposer, now=NOW)


def _overtaken(swap, proposer, asked):
    planner = make_user("gansu", role="member", is_rotation_admin=True)
    operations.skip_turn(Turn.objects.future(TODAY).for_list()[0], actor=planner, reason="换届", now=NOW)


@pytest.mark.parametrize("end", [_answered, _declined, _withdrawn])
def test_a_swap_asks_the_other_lead_until_it_is_answered_or_taken_back(swap, end):
    found, proposer, asked = swap
    before = kinds(asked), requests(asked), kinds(proposer), kinds(make_user("gansu"))

    end(found, proposer, asked)

    assert before == (["调换"], ["swap"], [], [])
    assert (kinds(asked), requests(asked)) == ([], [])
    assert not Delivery.objects.filter(topic__startswith="todo-swap").open().exists()
    assert nothing_is_forgotten()


def test_a_swap_is_asked_no_longer_once_the_earlier_turn_has_begun(swap):
    _, _, asked = swap
    begins = Turn.objects.future(TODAY).for_list()[0].starts_on

    assert "调换" in kinds(asked, dates.start_of(begins) - timedelta(hours=1))
    assert "调换" not in kinds(asked, dates.start_of(begins))
    assert nothing_is_forgotten()


def test_a_plan_that_moves_under_a_swap_is_followed(swap):
    _overtaken(*swap)

    assert nothing_is_forgotten()


def test_a_swap_is_said_again_to_its_people_then_its_admins_then_to_who_asked(swap):
    found, proposer, asked = swap
    head = make_user(asked.committee.slug, role="admin")
    audit(NOW, repair=True)  # the admin came after it was proposed
    rows = Delivery.objects.filter(topic=f"todo-swap:{found.pk}", channel="inbox").open()
    said = [
        (dates.today(row.not_before), row.step.partition(":")[0], row.recipient_id)
        for row in rows.order_by("not_before", "pk")
    ]

    assert said == [
        (date(2026, 11, 26), "again", asked.pk),
        (date(2026, 11, 26), "again", head.pk),
        (date(2026, 12, 2), "office", head.pk),
        (date(2026, 12, 7), "silent", proposer.pk),
    ]


def test_a_decision_asks_again_those_whose_report_no_longer_says_it_is_done(dated, lead, staff):
    decided, now = decide(as_held(dated, "jiangsu"), lead), NOW + timedelta(days=45)
    operations.report_progress(decided, submission=uuid4(), actor=staff, text="办结", percent=100, now=NOW)
    done = kinds(staff, now)

    operations.report_progress(
        decided, submission=uuid4(), actor=staff, text="还差一项", percent=90, now=NOW + WEEKS
    )

    assert (done, kinds(staff, now)) == ([], ["进展"])


def test_the_rows_of_a_turn_that_a_plan_takes_away_go_with_it(lead):
    rotation = Rotation.objects.get()
    last = rotation.turns.order_by("starts_on").last()
    keeper = make_user("gansu", role="member", is_rotation_admin=True)
    facts = {"actor": keeper, "reason": "机构调整", "now": NOW, "seen": rotation.revision}
    operations.change_member(rotation, last.committee, "leave", TODAY + WEEKS, **facts)

    assert not Todo.objects.filter(topic=f"turn:{last.pk}").exists()
    assert nothing_is_forgotten()


@pytest.mark.parametrize("many", [1, 5])
def test_following_costs_the_same_however_many_owe(lead, many, django_assert_num_queries):
    owners = ("jiangsu", "anhui", "sichuan", "hunan", "guizhou")[:many]
    decided = [make_resolution(owner) for owner in owners]
    meeting = make_consultation(now=NOW, days=30)

    with django_assert_num_queries(14):
        sync(of_topic("resolution:1"), [row.pk for row in decided])
        sync(of_topic("consultation:1"), [meeting.pk])


def test_the_meetings_page_offers_the_reader_what_awaits_there(client, undated, lead):
    client.force_login(lead)

    page = client.get(reverse("rotation:home")).content.decode()

    assert f'href="{undated.get_absolute_url()}">定时</a>' in page
