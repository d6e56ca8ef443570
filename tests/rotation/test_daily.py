"""What happens by itself: the daily step, the board, what awaits people, sample data, the year table."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from notifications.models import Delivery
from rotation import operations, sample, tasks
from rotation.board import board
from rotation.models import Consultation, ConsultationReply, Rotation, Turn, WorkdayOverride
from tests.factories import make_consultation, make_rotation, make_user
from tests.my_work import awaiting
from todos.pages import lines_of

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


def test_the_daily_step_makes_the_consultation_and_greets_the_lead_once():
    make_rotation(now=datetime(2026, 11, 2, 2, tzinfo=UTC))
    lead = make_user("hubei")
    make_user("hubei", role="member")

    for day in (2, 3, 4):
        operations.advance(now=datetime(2026, 11, day, 2, tzinfo=UTC))

    assert [notice.title for notice in lead.notifications.all()] == ["您所在的工委已成为本期牵头"]
    assert Consultation.objects.count() == 1


def test_the_daily_step_does_not_greet_late_and_never_touches_the_past():
    make_rotation(now=NOW, start=date(2026, 1, 1))
    lead = make_user("hunan")
    before = list(Turn.objects.past(date(2026, 11, 23)).order_by("pk").values())

    operations.advance(now=NOW)

    assert lead.notifications.count() == 0
    assert list(Turn.objects.past(date(2026, 11, 23)).order_by("pk").values()) == before
    assert not Consultation.objects.filter(turn__ends_on__lt=date(2026, 11, 23)).exists()


def test_a_term_whose_consultation_was_held_gets_no_second_one():
    make_rotation()
    operations.hold(make_consultation(days=1), now=timezone.now() + timedelta(days=2))

    tasks.advance()

    assert Consultation.objects.count() == 1


def test_without_a_plan_the_daily_step_does_nothing():
    tasks.advance()

    assert not Rotation.objects.exists()


def test_the_board_takes_two_queries(django_assert_num_queries):
    make_rotation(now=NOW)
    consultation = make_consultation(now=NOW, days=3)

    with django_assert_num_queries(2):
        shown = board(NOW)
        names = (shown.current.committee.slug, shown.next.committee.slug)

    assert names == ("hubei", "hunan")
    assert shown.consultation == consultation


def test_a_meeting_with_a_date_stands_before_one_without():
    make_rotation(now=NOW)
    undated = make_consultation(now=NOW)
    assert board(NOW).consultation == undated

    dated = make_consultation(now=NOW, days=3)

    assert board(NOW).consultation == dated
    assert board(NOW + timedelta(days=4)).consultation is None


def test_before_the_first_turn_there_is_a_next_one_only():
    make_rotation(now=NOW, start=date(2027, 1, 1))

    shown = board(NOW)

    assert (shown.current, shown.next.committee.slug) == (None, "hubei")


def test_an_empty_portal_has_an_empty_board():
    shown = board(NOW)

    assert (shown.current, shown.next, shown.consultation) == (None, None, None)


@pytest.mark.parametrize("consultations", [1, 5])
def test_what_awaits_costs_the_same_however_much(django_assert_num_queries, consultations):
    make_rotation(now=NOW)
    staff = make_user("jiangsu")
    for turn in Turn.objects.order_by("starts_on")[:consultations]:
        operations.convene(turn, now=NOW)

    with django_assert_num_queries(1):
        lines_of(staff, NOW)


def test_each_sees_what_awaits_his_committee():
    make_rotation(now=NOW)
    lead, partner, member = make_user("hubei"), make_user("jiangsu"), make_user("jiangsu", role="member")
    consultation = make_consultation(now=NOW)
    assert [item.kind for item in awaiting(lead, NOW)] == ["定时"]
    assert awaiting(partner, NOW) == []

    consultation = make_consultation(now=NOW, days=3)
    assert awaiting(lead, NOW) == []
    [item] = awaiting(partner, NOW)
    assert (item.kind, item.url, item.due) == (
        "回执",
        f"/rotation/consultations/{consultation.pk}/#reply",
        date(2026, 11, 25),
    )
    assert awaiting(member, NOW) == []

    operations.reply(consultation, actor=partner, answer="attend", delegates="", revision=1, now=NOW)
    assert awaiting(partner, NOW) == []
    assert [item.kind for item in awaiting(lead, NOW + timedelta(days=4))] == ["召开"]


def test_sample_data_is_marked_and_stays_the_same_when_seeded_again():
    for slug in ("hubei", "jiangxi", "jiangsu", "anhui"):
        make_user(slug)

    sample.seed(NOW)
    counts = [model.objects.count() for model in (Turn, Consultation, ConsultationReply, Delivery)]
    sample.seed(NOW)

    assert [model.objects.count() for model in (Turn, Consultation, ConsultationReply, Delivery)] == counts
    assert Turn.objects.basin().current(date(2026, 11, 23)).get().committee.slug == "hubei"
    assert sorted(Consultation.objects.values_list("status", flat=True)) == [
        *["collecting"] * 5,  # of three rotations now, and of their terms that begin within sixty days
        *("held", "scheduled"),
    ]
    assert all("示例" in title for title in Consultation.objects.values_list("title", flat=True))
    assert all("示例" in rotation.name for rotation in Rotation.objects.all())


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 12, 20, tzinfo=UTC),
        datetime(2027, 1, 31, 20, tzinfo=UTC),
        datetime(2028, 2, 29, tzinfo=UTC),
    ],
)
def test_sample_data_fits_any_day(now):
    sample.seed(now)

    ahead = Consultation.objects.get(status="scheduled")
    assert ahead.starts_at - now > timedelta(days=20)
    assert board(now).current is not None


def test_the_year_table_moves_reminders(client):
    make_rotation(now=NOW)
    make_user("jiangsu")
    consultation = make_consultation(now=NOW, days=37)  # 30 December 2026
    eve = Delivery.objects.filter(topic=consultation.topic, step="eve-1", channel="email")
    assert f"{eve.get().not_before:%Y-%m-%d}" == "2026-12-29"
    client.force_login(make_user(role="member", is_rotation_admin=True))

    client.post(reverse("rotation:workdays"), {"day": "2026-12-29", "name": "示例假日", "source": "示例通知"})
    assert f"{eve.get().not_before:%Y-%m-%d}" == "2026-12-28"
    client.post(reverse("rotation:workday-delete", args=[WorkdayOverride.objects.get().pk]))
    assert f"{eve.get().not_before:%Y-%m-%d}" == "2026-12-29"


def test_a_day_is_in_the_year_table_once(client):
    client.force_login(make_user(role="member", is_rotation_admin=True))
    data = {"day": "2027-02-12", "name": "春节", "source": "示例通知"}

    first, second = (client.post(reverse("rotation:workdays"), data) for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 200)
    assert "该日期已在表中。" in second.content.decode()


@pytest.mark.parametrize("days", [1, 5])
def test_the_year_table_costs_the_same_however_long(client, django_assert_num_queries, days):
    for number in range(1, days + 1):
        WorkdayOverride.objects.create(day=date(2027, 3, number), source="示例")
    client.force_login(make_user(role="member", is_rotation_admin=True))

    with django_assert_num_queries(7):  # session, user, rows, count, notices, holidays, top
        client.get(reverse("rotation:workdays"))
