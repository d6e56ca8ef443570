"""A meeting that is cancelled, or whose turn goes, takes nobody's topics, votes or reasons along."""

from datetime import date, time, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from collab_portal.lib import dates
from notifications.models import Notification
from rotation import operations
from rotation.models import AgendaItem, Consultation, DatePoll, Rotation, Turn
from tests.factories import committee, make_user
from tests.rotation.work import FACTS, NOW, TODAY, calling, screen, votes

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW), pytest.mark.usefixtures("followed")]


@pytest.fixture
def admin(lead):
    return make_user("gansu", role="member", is_rotation_admin=True)


@pytest.fixture
def turn(lead):
    """The one after next."""
    return Turn.objects.future(TODAY).for_list()[1]


@pytest.fixture
def meeting(turn, admin):
    """Of the turn after next: it calls for topics."""
    return _calling(operations.convene(turn, now=NOW), admin)


def _calling(consultation, admin, days: int = 30):
    until = TODAY + timedelta(days=days)
    return operations.call_topics(consultation, actor=admin, topics_by=until, now=NOW)


def _topic(consultation, slug: str, title: str):
    facts = {**FACTS, "title": title}
    person = make_user(slug)
    return operations.propose_item(consultation, actor=person, submission=uuid4(), now=NOW, **facts)


def _poll(consultation, admin, *slugs: str):
    first = consultation.turn.starts_on
    moments = [(first + timedelta(days=day), time(9), time(11)) for day in (3, 4)]
    closes_on = TODAY + timedelta(days=10)
    poll = operations.open_poll(consultation, actor=admin, moments=moments, closes_on=closes_on, now=NOW)
    for slug in slugs:
        person = make_user(slug)
        operations.answer_poll(poll, actor=person, committee=person.committee, votes=votes(poll), now=NOW)
    return poll


def _leave(turn, admin):
    rotation = Rotation.objects.get()
    return operations.change_member(
        rotation,
        turn.committee,
        "leave",
        turn.starts_on,
        actor=admin,
        reason="机构调整",
        seen=rotation.revision,
        now=NOW,
    )


def _titles(consultation) -> list[str]:
    return list(consultation.items.standing().order_by("pk").values_list("title", flat=True))


def _told(slug: str, step: str) -> list[str]:
    rows = Notification.objects.filter(committee__slug=slug, step__startswith=step)
    return [f"{row.title}\n{row.body}" for row in rows]


def test_a_turn_whose_topics_were_merged_and_carried_goes_without_an_error(turn, meeting, admin, lead):
    first = operations.convene(Turn.objects.current(TODAY).get(), now=NOW)
    _calling(first, admin)
    put_off = _topic(first, "jiangsu", "转来的议题")
    coming = operations.convene(Turn.objects.future(TODAY).for_list()[0], now=NOW)
    operations.cancel(coming, reason="汛情", now=NOW)
    screen(put_off, lead, "deferred", reason="准备不足")
    target, merged = _topic(meeting, "sichuan", "主议题"), _topic(meeting, "anhui", "并入的议题")
    screen(merged, admin, "merged", merged_into=target)
    assert _titles(meeting) == ["转来的议题", "主议题", "并入的议题"]

    _leave(turn, admin)

    connection.check_constraints()
    assert not Turn.objects.filter(pk=turn.pk).exists()
    meeting.refresh_from_db()
    assert (meeting.status, meeting.reason) == ("cancelled", "排期调整，任期已撤销。")


def test_what_hangs_on_a_vanishing_turn_is_told_before_and_to_its_owners_after(client, turn, meeting, admin):
    _topic(meeting, "jiangsu", "江苏的议题")
    screen(_topic(meeting, "sichuan", "四川的议题"), admin)
    _topic(meeting, "anhui", "安徽的议题")
    _poll(meeting, admin, "zhejiang", "yunnan")
    client.force_login(admin)
    rotation = Rotation.objects.get()
    page = reverse("rotation:members", args=[rotation.slug])
    asked = {
        "committee": turn.committee.slug,
        "kind": "leave",
        "day": turn.starts_on.isoformat(),
        "reason": "机构调整",
    }

    preview = client.get(page, asked).content.decode()

    assert "任期撤销，会商随之取消（仍可查阅）" in preview
    assert "3 项议题转下次会商；定时投票结束（已有 2 家投票）。涉及" in preview
    assert all(name in preview for name in ("江苏", "四川", "安徽", "浙江", "云南"))
    _leave(turn, admin)
    assert _told("jiangsu", "concerned") == [
        f"会商取消，贵单位议题转下次：{meeting.title}\n原因：排期调整，任期已撤销。\n"
        "贵单位的议题“江苏的议题”在下次会商征集议题时自动列入。"
    ]
    assert _told("yunnan", "concerned") == [
        f"会商已取消：{meeting.title}\n原因：排期调整，任期已撤销。\n定时投票随之结束。"
    ]
    following = operations.convene(Turn.objects.get(starts_on=turn.starts_on), now=NOW)
    _calling(following, admin)
    assert _titles(following) == ["江苏的议题", "四川的议题", "安徽的议题"]
    assert set(following.items.values_list("status", flat=True)) == {"proposed"}


def test_a_cancelled_meeting_its_reason_topics_votes_and_turn_can_be_read_on(client, turn, meeting, admin):
    _topic(meeting, "jiangsu", "江苏的议题")
    _poll(meeting, admin, "zhejiang")
    operations.cancel(meeting, reason="汛情紧急", now=NOW)
    _leave(turn, admin)
    client.force_login(make_user("hunan", role="member"))

    pages = {
        name: client.get(reverse(f"rotation:{name}", args=[pk]))
        for name, pk in (
            ("consultation", meeting.pk),
            ("items", meeting.pk),
            ("poll", meeting.pk),
            ("turn", turn.pk),
        )
    }

    assert {name: page.status_code for name, page in pages.items()} == dict.fromkeys(pages, 200)
    assert "汛情紧急" in pages["consultation"].content.decode()
    assert "江苏的议题" in pages["items"].content.decode()
    assert "定时投票（已结束）" in pages["poll"].content.decode()
    assert "已撤销" in pages["turn"].content.decode()


def test_topics_of_a_cancelled_meeting_stand_in_its_replacement(client, turn, meeting, admin):
    screen(_topic(meeting, "jiangsu", "已列入的"), admin)
    _topic(meeting, "sichuan", "待筛选的")
    screen(_topic(meeting, "anhui", "不列入的"), admin, "declined", reason="重复")
    client.force_login(admin)
    address = reverse("rotation:consultation-cancel", args=[meeting.pk])
    assert "2 项议题转下次会商" in client.get(address).content.decode()

    operations.cancel(meeting, reason="汛情", now=NOW)
    replacement = operations.convene(turn, now=NOW)
    _calling(replacement, admin)

    assert _titles(replacement) == ["已列入的", "待筛选的"]
    assert _told("jiangsu", "carried") == [
        f"贵单位的议题已转入：{replacement.title}\n“已列入的”原列入的会商已取消，现在这次会商中重新筛选。"
    ]
    page = client.get(reverse("rotation:items", args=[meeting.pk])).content.decode()
    assert f'已转入<a href="{reverse("rotation:items", args=[replacement.pk])}">' in page


def test_a_topic_carried_into_a_meeting_that_is_cancelled_is_carried_on(consultation, lead, staff, admin):
    calling(consultation, lead)
    item = _topic(consultation, "jiangsu", "长江巡护")
    turns = list(Turn.objects.future(TODAY).for_list()[:2])
    carrier, later = (operations.convene(turn, now=NOW) for turn in turns)
    _calling(carrier, admin)
    screen(item, lead, "deferred", reason="准备不足")
    assert _titles(carrier) == ["长江巡护"]

    operations.cancel(carrier, reason="汛情", now=NOW)
    _calling(later, admin)

    assert _titles(later) == ["长江巡护"]
    assert later.items.get().carried_from.carried_from == item


def test_a_meeting_that_calls_already_takes_the_topics_of_one_cancelled_before_it(admin, turn, meeting):
    coming = operations.convene(Turn.objects.future(TODAY).for_list()[0], now=NOW)
    _calling(coming, admin)
    _topic(coming, "jiangsu", "江苏的议题")

    operations.cancel(coming, reason="汛情", now=NOW)

    assert _titles(meeting) == ["江苏的议题"]


def test_a_deferred_topic_waits_for_the_next_meeting_though_a_later_one_calls_already(
    consultation, lead, admin, meeting
):
    calling(consultation, lead)
    item = _topic(consultation, "jiangsu", "长江巡护")

    screen(item, lead, "deferred", reason="准备不足")

    assert _titles(meeting) == []
    coming = operations.convene(Turn.objects.future(TODAY).for_list()[0], now=NOW)
    _calling(coming, admin)
    assert _titles(coming) == ["长江巡护"]


def test_a_second_skip_of_a_turn_that_was_swapped_back_is_refused_in_words(client, admin):
    turn = Turn.objects.future(TODAY).for_list()[2]
    first = turn.committee_id
    operations.skip_turn(turn, actor=admin, reason="换届", now=NOW)
    turn.refresh_from_db()
    other = Turn.objects.get(committee=first, cycle=turn.cycle)
    operations.order_swap(turn, other, actor=admin, reason="换回", now=NOW)
    client.force_login(admin)

    answer = client.post(reverse("rotation:skip", args=[turn.pk]), {"reason": "再推后"})

    assert answer.status_code == 200
    assert "已顺延过，其后又经调换换回；要再推后，请改用调换。" in answer.content.decode()


def test_a_poll_whose_times_no_longer_lie_in_the_term_ends_with_a_word_to_lead_and_voters(
    client, turn, meeting, admin
):
    make_user(turn.committee.slug)
    poll = _poll(meeting, admin, "zhejiang")
    client.force_login(admin)
    page = reverse("rotation:plan")
    asked = client.get(page).context["form"].initial | {"cadence": "month"}

    preview = client.get(page, asked)
    client.post(page, asked | {"seen": str(preview.context["draft"].seen)})

    assert "定时投票结束（已有 1 家投票）。涉及浙江，保存后通知" in preview.content.decode()
    assert DatePoll.objects.get(pk=poll.pk).closed_at is not None
    span = "任期改为2027年3月1日（周一）至2027年3月31日（周三），备选时间都不在任期内，投票已结束。"
    assert [span in words for words in _told("zhejiang", "poll-void")] == [True]
    assert [span in words for words in _told(turn.committee.slug, "poll-void-lead")] == [True]


def test_a_call_for_topics_never_reaches_beyond_the_moved_term(client, turn, meeting, admin):
    operations.call_topics(meeting, actor=admin, topics_by=turn.ends_on, now=NOW)
    client.force_login(admin)
    page = reverse("rotation:plan")
    asked = client.get(page).context["form"].initial | {"cadence": "month"}

    client.post(page, asked | {"seen": str(client.get(page, asked).context["draft"].seen)})

    meeting.refresh_from_db()
    assert (meeting.topics_by, meeting.turn.ends_on) == (date(2027, 3, 31), date(2027, 3, 31))


def test_who_would_convene_in_a_turn_that_is_gone_is_told_so(turn, admin, meeting):
    _leave(turn, admin)

    for act in (
        lambda: operations.convene(turn, now=NOW),
        lambda: operations.skip_turn(turn, actor=admin, reason="换届", now=NOW),
        lambda: operations.set_co_lead(turn, committee("hunan"), today=TODAY, actor=admin),
    ):
        with pytest.raises(ValidationError, match="任期不复存在"):
            act()


def test_a_committee_that_comes_back_leads_again_beside_its_withdrawn_turn(turn, meeting, admin):
    _leave(turn, admin)
    rotation = Rotation.objects.get()
    facts = {"actor": admin, "reason": "恢复", "seen": rotation.revision, "now": NOW}

    operations.change_member(rotation, turn.committee, "stay", None, **facts)

    again = Turn.objects.get(committee=turn.committee, cycle=turn.cycle)
    assert again.pk != turn.pk
    assert Consultation.objects.get(pk=meeting.pk).status == "cancelled"
    assert AgendaItem.objects.filter(consultation=meeting).count() == 0
    assert dates.today(Turn.everything.get(pk=turn.pk).withdrawn_at) == TODAY
