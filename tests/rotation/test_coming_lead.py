"""The coming lead prepares its own meeting from sixty days before its term, and nothing else."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from rules import test_rule as may

from collab_portal.lib import dates
from collab_portal.lib.verbs import follow
from rotation import operations
from rotation.models import Consultation, Turn
from tests.factories import make_resolution, make_rotation, make_user
from tests.my_work import awaiting

EARLY = datetime(2026, 12, 2, 2, tzinfo=UTC)  # 湖南's term begins on 1 February: 61 days
READY = EARLY + timedelta(days=1)
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(EARLY, tick=False),
    pytest.mark.usefixtures("followed"),
]


@pytest.fixture
def coming():
    make_rotation(now=EARLY, start=date(2026, 11, 1))
    operations.advance(now=EARLY)
    return make_user("hunan")


@pytest.fixture
def meeting(coming, time_machine):
    time_machine.move_to(READY, tick=False)
    operations.advance(now=READY)
    return Consultation.objects.for_page().get(turn__committee__slug="hunan")


def work(person, now=READY) -> list[str]:
    return [line.kind for line in awaiting(person, now, "轮值会商")]


def test_on_the_sixty_first_day_before_nothing_is_asked_and_nothing_may_be_done(client, coming):
    turn = Turn.objects.get(committee__slug="hunan")
    client.force_login(coming)

    assert not turn.consultations.exists()
    assert work(coming, EARLY) == []
    assert coming.notifications.count() == 0
    assert client.post(reverse("rotation:convene", args=[turn.pk])).status_code == 403
    page = client.get(turn.get_absolute_url()).content.decode()
    assert "任期开始前 60 天自动生成会商，牵头工委即可征集议题、确定时间。" in page


def test_from_the_sixtieth_on_it_is_told_once_and_asked_for_the_date(client, coming, meeting):
    operations.advance(now=READY + timedelta(hours=1))

    (told,) = coming.notifications.all()
    assert (told.step, told.title) == ("prepare", "您可以开始准备本期会商")
    assert "任期：2027年2月1日（周一）至" in told.body
    assert work(coming) == ["定时"]
    client.force_login(coming)
    page = client.get(meeting.get_absolute_url())
    assert reverse("rotation:consultation-schedule", args=[meeting.pk]) in page.content.decode()


def test_it_calls_for_topics_asks_for_times_and_fixes_a_day_of_its_term(client, coming, meeting):
    client.force_login(coming)
    call = reverse("rotation:items-call", args=[meeting.pk])
    assert client.post(call, {"topics_by": "2027-01-10"}).status_code == 302
    meeting.refresh_from_db()
    fix = reverse("rotation:consultation-schedule", args=[meeting.pk])
    form = {
        "title": "会商",
        "begins": "09:00",
        "ends": "11:00",
        "mode": "onsite",
        "place": "一会议室",
        "day": "2027-01-20",
        "version": meeting.version,
    }

    early = client.post(fix, form)
    fixed = client.post(fix, {**form, "day": "2027-02-02"})

    assert "会商须在任期内召开" in early.content.decode()
    assert fixed.status_code == 302
    meeting.refresh_from_db()
    assert (meeting.status, str(meeting.topics_by)) == ("scheduled", "2027-01-10")


def test_nothing_of_the_running_term_is_its_own_yet(coming, meeting):
    decided = make_resolution()
    running = Consultation.objects.for_page().get(pk=decided.consultation_id)

    assert not may("rotation.convene", coming, running)
    assert not may("rotation.convene", coming, running.turn)
    assert not may("rotation.follow_up", coming, decided)
    assert not may("rotation.convene", make_user("hunan", role="member"), meeting)
    with pytest.raises(PermissionDenied):
        operations.send_notice(running, actor=coming, now=READY)


def test_the_right_goes_with_the_turn(coming, meeting):
    """Whoever the turn is given to is told and prepares; who gave it away does not any more."""
    other = Turn.objects.filter(committee__slug="chongqing").order_by("starts_on")[0]
    admin, taking = make_user("gansu", is_rotation_admin=True), make_user("chongqing")
    operations.order_swap(meeting.turn, other, actor=admin, reason="换届", now=READY)
    operations.advance(now=READY)
    meeting = Consultation.objects.for_page().get(pk=meeting.pk)

    assert [may("rotation.convene", person, meeting) for person in (coming, taking)] == [False, True]
    assert [work(person) for person in (coming, taking)] == [[], ["定时"]]
    assert taking.notifications.filter(step="prepare").count() == 1
    assert not coming.notifications.to_do().exists()


def test_a_chair_that_convenes_nothing_is_not_told_to_prepare(coming):
    rotation = Turn.objects.get(committee__slug="hunan").rotation
    rotation.convenes = False
    rotation.save()
    follow(rotation.turns.all())

    operations.advance(now=READY)

    assert coming.notifications.count() == 0
    assert not Consultation.objects.filter(turn__committee__slug="hunan").exists()


def test_a_meeting_that_has_its_date_is_named_when_the_term_begins_and_nobody_is_told_to_prepare_it(
    coming, time_machine
):
    turn = Turn.objects.get(committee__slug="hunan")
    meeting = operations.convene(turn, now=EARLY)
    day = turn.starts_on + timedelta(days=3)
    arrangement = operations.Arrangement(dates.at(day, time(9)), dates.at(day, time(11)), "onsite", "长沙")
    operations.schedule(meeting, title="会商", agenda="", arrangement=arrangement, now=EARLY)

    for now in (READY, dates.start_of(turn.starts_on)):
        time_machine.move_to(now, tick=False)
        operations.advance(now=now)

    assert not coming.notifications.filter(step="prepare").exists()
    body = coming.notifications.get(step="lead").body
    assert body.endswith("本期会商：2027年2月4日（周四）09:00，长沙（线下）。")
