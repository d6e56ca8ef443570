"""Whoever was told of something hears of its change, and what a change sets off is said before it is made."""

from datetime import time, timedelta

import pytest
from django.urls import reverse

from collab_portal.lib import dates
from collab_portal.lib.history import changes_of
from notifications.models import Delivery
from rotation import operations
from rotation.models import Consultation, Rotation, Turn
from tests.factories import committee, make_user
from tests.rotation.work import NOW, TODAY, calling, propose, screen

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


@pytest.fixture
def admin(lead):
    return make_user("gansu", role="member", is_rotation_admin=True)


@pytest.fixture
def turns(lead):
    return Turn.objects.future(TODAY).for_list()[:2]


@pytest.fixture
def dated(turns, admin, staff):
    """A meeting of a coming turn: dated, its topics fixed, the notice sent, answered by 江苏."""
    meeting = operations.convene(turns[0], now=NOW)
    day = turns[0].starts_on + timedelta(days=10)
    arrangement = operations.Arrangement(dates.at(day, time(9)), dates.at(day, time(11)), "onsite", "长沙")
    title = f"示例：{turns[0].committee.short_name}牵头的会商"
    operations.schedule(meeting, title=title, agenda="", arrangement=arrangement, now=NOW)
    calling(meeting, admin)
    screen(propose(meeting, staff), admin)
    operations.fix_topics(meeting, actor=admin, now=NOW)
    operations.send_notice(meeting, actor=admin, now=NOW)
    facts = {"answer": "attend", "delegates": "", "revision": 1, "now": NOW}
    operations.reply(meeting, actor=staff, **facts)
    meeting.refresh_from_db()
    return meeting


def _state():
    rows = Consultation.objects.order_by("pk").values_list("pk", "revision", "title", "status")
    return list(rows), Delivery.objects.count(), Turn.objects.count()


def test_another_lead_of_an_announced_meeting_is_told_to_everybody_who_was_told(dated, turns, admin, staff):
    others = [make_user(slug) for slug in ("anhui", turns[0].committee.slug, turns[1].committee.slug)]

    operations.order_swap(*turns, actor=admin, reason="统筹", now=NOW)

    dated.refresh_from_db()
    assert (dated.revision, dated.notified_at) == (2, None)
    told = {
        person.committee.slug: person.notifications.get(step="lead-changed") for person in [staff, *others]
    }
    lead = turns[1].committee.short_name
    assert {note.title for note in told.values()} == {f"会商牵头有变动，现由{lead}牵头：{dated.title}"}
    asked = {slug for slug, note in told.items() if note.kind == "action"}
    assert asked == {"anhui", turns[0].committee.slug}
    assert [reply.committee.slug for reply in dated.replies.valid()] == ["jiangsu"]
    operations.send_notice(dated, actor=admin, now=NOW + timedelta(minutes=1))
    assert staff.notifications.filter(step__startswith="notice@").count() == 2


def test_a_co_lead_of_an_announced_meeting_is_told_to_all(dated, turns, admin, staff):
    operations.set_co_lead(turns[0], committee("yunnan"), today=TODAY, actor=admin, now=NOW)

    told = staff.notifications.get(step="lead-changed")
    assert f"{turns[0].committee.short_name}、云南牵头" in told.title
    dated.refresh_from_db()
    assert dated.notified_at is None


def test_nobody_hears_of_another_lead_where_nothing_was_announced(turns, admin, staff):
    operations.convene(turns[0], now=NOW)

    operations.order_swap(*turns, actor=admin, reason="统筹", now=NOW)

    assert not staff.notifications.filter(step="lead-changed").exists()


def test_a_name_of_the_former_lead_is_offered_for_renaming(client, dated, turns, admin):
    operations.order_swap(*turns, actor=admin, reason="统筹", now=NOW)
    client.force_login(admin)
    wanted = f"示例：{turns[1].committee.short_name}牵头的会商"

    page = client.get(dated.get_absolute_url()).content.decode()
    answer = client.post(reverse("rotation:consultation-rename", args=[dated.pk]), {"title": wanted})

    assert f"改名为“{wanted}”" in page
    assert answer.status_code == 302
    assert Consultation.objects.get(pk=dated.pk).title == wanted
    assert "改名为" not in client.get(dated.get_absolute_url()).content.decode()


def test_an_agenda_changed_after_the_notice_is_told_and_the_notice_may_go_again(client, dated, admin, staff):
    client.force_login(admin)
    page = reverse("rotation:consultation-schedule", args=[dated.pk])
    kept = client.get(page).context["form"].initial

    saved = client.post(page, kept | {"agenda": "一、新的议程"}, follow=True).content.decode()

    assert "会商通知可重新发出" in saved
    assert "一、新的议程" in staff.notifications.get(step__startswith="agenda-changed").body
    assert "须重发" in saved
    operations.send_notice(dated, actor=admin, now=NOW + timedelta(minutes=1))
    assert staff.notifications.filter(step__startswith="notice@").count() == 2


def test_the_same_agenda_with_other_line_ends_is_no_change(client, dated, admin, staff):
    client.force_login(admin)
    page = reverse("rotation:consultation-schedule", args=[dated.pk])
    kept = client.get(page).context["form"].initial
    Consultation.objects.filter(pk=dated.pk).update(agenda="一\n二")
    before = len(changes_of(dated))

    client.post(page, kept | {"agenda": "一\r\n二"})

    assert len(changes_of(dated)) == before
    assert not staff.notifications.filter(step__startswith="agenda-changed").exists()


def test_moving_a_meeting_names_the_replies_that_fall_and_counts_the_letters_before_it_is_done(
    client, dated, admin
):
    client.force_login(admin)
    page = reverse("rotation:consultation-schedule", args=[dated.pk])
    moved = client.get(page).context["form"].initial | {"begins": "14:00", "ends": "16:00"}
    before = _state()

    preview = client.post(page, moved | {"preview": "1"})

    told = preview.context["consequences"]
    assert [(fate.replies, fate.notice) for fate in told.fates] == [(["江苏"], True)]
    assert _state() == before
    last = Delivery.objects.order_by("pk").last().pk
    client.post(page, moved)
    sent = Delivery.objects.filter(pk__gt=last, planned=False, channel="email")
    assert (told.people, told.letters) == (sent.values("recipient").distinct().count(), sent.count())
    assert f"保存后 {told.people} 人将收到" in preview.content.decode()


@pytest.mark.parametrize("act", ["swap", "skip", "plan", "departure"])
def test_every_change_of_who_leads_is_shown_before_and_stores_nothing(client, dated, turns, admin, act):
    client.force_login(admin)
    before = _state()
    first, second = turns
    if act == "swap":
        page = reverse("rotation:swap-propose", args=[first.pk])
        answer = client.post(page, {"other": second.pk, "reason": "统筹", "preview": "order"})
    elif act == "skip":
        answer = client.post(reverse("rotation:skip", args=[first.pk]), {"reason": "换届", "preview": "1"})
    elif act == "plan":
        page = reverse("rotation:plan")
        answer = client.get(page, client.get(page).context["form"].initial | {"cycles": 3})
    else:
        page = reverse("rotation:members", args=["basin"])
        gone = {"kind": "leave", "committee": "jiangsu", "day": TODAY + timedelta(days=30), "reason": "调整"}
        answer = client.get(page, gone)

    assert answer.status_code == 200
    told = answer.context["consequences"]
    assert told.people > 0
    assert _state() == before
    if act in {"swap", "skip"}:
        assert [(fate.notice, bool(fate.rename)) for fate in told.fates] == [(True, True)]
        assert not told.fates[0].replies
    if act == "departure":
        assert Rotation.objects.get().members.get(committee__slug="jiangsu").left_on is None


def test_a_change_of_the_day_of_who_joins_invites_at_once(dated, admin):
    rotation = Rotation.objects.get()
    row = rotation.members.get(committee__slug="anhui")
    row.left_on = TODAY + timedelta(days=1)
    row.save()
    anhui = make_user("anhui")
    facts = {"actor": admin, "reason": "恢复", "seen": rotation.revision, "now": NOW}

    operations.change_member(
        Rotation.objects.get(), committee("anhui"), "join", TODAY + timedelta(days=2), **facts
    )

    asked = anhui.notifications.get(step="scheduled")
    assert (asked.kind, asked.settled_at) == ("action", None)
