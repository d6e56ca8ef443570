"""What is asked of a committee can be done by it: judged by the meeting's day, ended when it can't."""

from datetime import time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from collab_portal.lib import dates
from collab_portal.lib.verbs import follow
from notifications.models import Notification
from rotation import operations
from rotation.ballot import ballot
from rotation.handover import protocol
from rotation.models import Consultation, DatePoll, Rotation, Swap, Turn
from tests.factories import committee, make_consultation, make_user
from tests.my_work import awaiting
from tests.rotation import errands
from tests.rotation.work import NOW, TODAY, ask_dates, calling, propose, screen, votes

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW), pytest.mark.usefixtures("followed")]


@pytest.fixture
def admin(lead):
    return make_user("gansu", role="member", is_rotation_admin=True)


def _leave(slug, day, admin):
    rotation = Rotation.objects.get()
    facts = {"actor": admin, "reason": "机构调整", "seen": rotation.revision, "now": NOW}
    operations.change_member(rotation, committee(slug), "leave", day, **facts)


def _kinds(person, now=NOW):
    return [line.kind for line in awaiting(person, now)]


def _open(person):
    return list(person.notifications.to_do().values_list("step", flat=True))


def _at(day, hour=9):
    return operations.Arrangement(
        dates.at(day, time(hour)), dates.at(day, time(hour + 2)), "onsite", "会议室"
    )


def _fix(meeting, day, now=NOW, **facts):
    asked = {"title": meeting.title, "agenda": meeting.agenda, **facts}
    return operations.schedule(meeting, arrangement=_at(day), now=now, **asked)


def test_who_leaves_before_the_meeting_is_asked_for_nothing_and_told_so(client, staff, consultation, admin):
    assert (_kinds(staff), _open(staff)) == (["回执"], ["scheduled"])

    _leave("jiangsu", dates.today(consultation.starts_at), admin)

    assert (_kinds(staff), _open(staff)) == ([], [])
    told = staff.notifications.get(step__startswith="no-longer")
    assert told.title == "会商不再邀请贵单位：协作会商"
    client.force_login(staff)
    page = reverse("rotation:consultation-reply", args=[consultation.pk])
    assert client.post(page, {"answer": "attend", "revision": consultation.revision}).status_code == 403


def test_who_leaves_after_the_meeting_is_still_asked(staff, consultation, admin):
    _leave("jiangsu", dates.today(consultation.starts_at) + timedelta(days=1), admin)

    assert (_kinds(staff), _open(staff)) == (["回执"], ["scheduled"])
    assert errands.run(staff, NOW) == 2


def test_a_lead_is_never_asked_to_reply_to_its_own_meeting_though_its_turn_is_to_come(lead, admin):
    turn = Turn.objects.future(TODAY).for_list()[0]
    leading = make_user(turn.committee.slug)
    meeting = operations.convene(turn, now=NOW)

    _fix(meeting, turn.starts_on + timedelta(days=3))

    assert "回执" not in _kinds(leading)
    assert "回执" in _kinds(make_user("jiangsu"))


def test_a_meeting_that_slipped_past_its_term_is_made_up_for_by_its_lead_and_then_by_the_secretariat(
    consultation, lead, admin
):
    operations.postpone(consultation, reason="汛情", now=NOW)
    ends = consultation.turn.ends_on
    slipped, later = dates.start_of(ends + timedelta(days=5)), dates.start_of(ends + timedelta(days=20))

    (line,) = [line for line in awaiting(lead, slipped) if line.kind == "定时"]
    assert line.title == "补开会商：协作会商"
    assert line.due == ends + timedelta(days=14)
    assert _kinds(admin, slipped) == []
    assert (_kinds(lead, later), _kinds(admin, later)) == ([], ["定时"])
    with pytest.raises(ValidationError, match="任期已到期，补开日期须在"):
        _fix(consultation, ends + timedelta(days=15), now=slipped)
    assert _fix(consultation, ends + timedelta(days=14), now=slipped).status == "scheduled"
    operations.postpone(consultation, reason="汛情", now=slipped)
    assert _fix(consultation, ends + timedelta(days=40), now=later).status == "scheduled"


def test_a_cancelled_meeting_of_a_past_term_may_be_convened_again(consultation, lead):
    operations.cancel(consultation, reason="汛情", now=NOW)
    after = dates.start_of(consultation.turn.ends_on + timedelta(days=3))

    again = operations.convene(consultation.turn, now=after)

    assert (again.number, again.status) == (2, "collecting")


def test_the_call_for_topics_ends_with_the_day_of_a_meeting_that_moves_forward(
    client, consultation, lead, staff
):
    operations.call_topics(consultation, actor=lead, topics_by=TODAY + timedelta(days=28), now=NOW)
    day = TODAY + timedelta(days=14)
    client.force_login(lead)
    consultation.refresh_from_db()
    page = reverse("rotation:consultation-schedule", args=[consultation.pk])
    facts = {
        "title": "协作会商",
        "day": day,
        "begins": "09:30",
        "ends": "11:30",
        "mode": "onsite",
        "place": "一会议室",
        "version": consultation.version,
    }

    preview = client.post(page, facts | {"preview": "1"}).content.decode()
    saved = client.post(page, facts, follow=True).content.decode()

    consultation.refresh_from_db()
    assert consultation.topics_by == day
    said = f"议题征集提前至{dates.chinese_date(day)}截止"
    assert said in preview
    assert f"议题征集随之提前至{dates.chinese_date(day)}截止" in saved
    assert staff.notifications.get(step="moved").body.endswith(f"随之提前至{dates.chinese_date(day)}截止。")


def test_topics_are_not_taken_once_the_meeting_has_begun(consultation, lead, staff):
    day = dates.today(consultation.starts_at)
    operations.call_topics(consultation, actor=lead, topics_by=day, now=NOW)
    assert "议题" in _kinds(staff)

    assert "议题" not in _kinds(staff, consultation.starts_at)
    with pytest.raises(ValidationError, match="会商已开始，不再收议题"):
        propose(consultation, staff, now=consultation.starts_at)


def test_what_asked_for_a_reply_ends_when_the_meeting_begins(consultation, staff, time_machine):
    time_machine.move_to(consultation.starts_at)

    operations.advance(now=consultation.starts_at)

    assert _open(staff) == []


def test_a_poll_whose_times_have_all_come_ends_and_its_lead_is_told(lead, staff, time_machine):
    meeting = make_consultation(now=NOW)
    poll = ask_dates(meeting, lead)
    past = NOW + timedelta(days=14)
    time_machine.move_to(past)
    assert [line.url for line in awaiting(lead, past) if line.kind == "定时"] == [meeting.get_absolute_url()]

    operations.advance(now=past)

    assert DatePoll.objects.get(pk=poll.pk).closed_at is not None
    told = lead.notifications.get(step__startswith="poll-void-lead")
    assert (told.title, told.kind) == ("备选时间已过，定时投票已结束：请另定时间", "action")
    assert not [step for step in _open(staff) if step.startswith("poll-")]


def test_the_totals_of_a_poll_count_members_alone(lead, staff, admin):
    meeting = make_consultation(now=NOW)
    poll = ask_dates(meeting, lead)
    for person in (staff, make_user("anhui")):
        operations.answer_poll(poll, actor=person, committee=person.committee, votes=votes(poll), now=NOW)
    row = Rotation.objects.get().members.get(committee__slug="anhui")
    row.joined_on = TODAY + timedelta(days=300)
    row.save()

    assert [column.yes for column in ballot(poll).columns] == [1, 1]


def test_a_proposed_swap_ends_when_one_of_the_two_will_be_no_member_then(lead, admin):
    first, second = Turn.objects.future(TODAY).for_list()[:2]
    asking, asked = make_user(first.committee.slug), make_user(second.committee.slug)
    swap = operations.propose_swap(first, second, actor=asking, reason="换届", now=NOW)
    assert _kinds(asked) == ["调换"]

    _leave(asking.committee.slug, second.starts_on, admin)

    swap.refresh_from_db()
    assert swap.status == Swap.Status.LAPSED
    assert (_kinds(asked), _open(asked)) == ([], [])
    assert asking.notifications.get(step="answered").title.endswith("调换任期的提议已失效")


def test_who_proposed_a_swap_hears_when_an_administrator_decides_otherwise(lead, admin):
    first, second, third = Turn.objects.future(TODAY).for_list()[:3]
    asking = make_user(first.committee.slug)
    operations.propose_swap(first, second, actor=asking, reason="换届", now=NOW)

    operations.order_swap(second, third, actor=admin, reason="统筹", now=NOW)

    assert asking.notifications.get(step="answered").body == "管理员另行决定。"


def test_the_successor_is_asked_to_sign_the_handover_from_its_first_day_on(lead, admin, time_machine):
    turn = Turn.objects.current(TODAY).get()
    coming = make_user(turn.successor.committee.slug)
    near = dates.start_of(turn.ends_on - timedelta(days=5))
    time_machine.move_to(near)
    operations.advance(now=near)
    seen = protocol(turn, lead, dates.today(near)).seen
    operations.sign_handover(turn, actor=lead, seen=seen, now=near)
    assert _open(coming) == ["prepare"]

    begun = dates.start_of(turn.ends_on + timedelta(days=1))
    time_machine.move_to(begun)
    operations.advance(now=begun)

    assert "handover-open" in _open(coming)
    assert errands.run(coming, begun) > 0


def test_the_lead_of_a_turn_that_is_over_is_asked_for_minutes_until_its_rights_end_then_the_secretariat(
    consultation, lead, admin
):
    operations.hold(consultation, now=consultation.starts_at)
    last = dates.start_of(consultation.turn.rights_end_on)

    assert (_kinds(lead, last), _kinds(admin, last)) == (["纪要"], [])
    after = last + timedelta(days=1)
    assert (_kinds(lead, after), _kinds(admin, after)) == ([], ["纪要"])


def test_nobody_is_reminded_to_propose_once_the_topics_are_fixed(consultation, lead, staff):
    calling(consultation, lead)
    screen(propose(consultation, staff), lead)
    rules = {rule.step for rule in _reminded(consultation)}
    assert "agenda-45" not in rules  # fifteen days are left
    far = Turn.objects.future(TODAY).for_list()[1]
    coming = operations.convene(far, now=NOW)
    assert "agenda-45" in {row.step for row in _reminded(coming)}
    Consultation.objects.filter(pk=coming.pk).update(topics_fixed_at=NOW)
    coming.refresh_from_db()

    follow([coming])

    assert "agenda-45" not in {row.step for row in _reminded(coming)}


def _reminded(meeting):
    from rotation.audience import reminders
    from rotation.models import ReminderRule, WorkdayOverride

    return reminders(meeting, ReminderRule.objects.book(), WorkdayOverride.objects.calendar())


def test_open_notices_of_one_committee_are_those_it_can_do(lead, staff, consultation, admin):
    """Everybody's errands are run: nothing refused."""
    calling(consultation, lead)
    ask_dates(consultation, lead)
    people = [lead, staff, *(make_user(slug) for slug in ("anhui", "sichuan"))]

    assert [errands.run(person, NOW) > 0 for person in people] == [True] * 4
    assert Notification.objects.to_do().filter(recipient=staff).count() == 2
