"""The calendar's corners, by the clock of the machine."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from collab_portal.lib import dates
from notifications.models import Delivery
from rotation import operations
from rotation.board import board
from rotation.models import Turn, WorkdayNotice, WorkdayOverride
from tests.factories import make_consultation, make_rotation, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("moment", "lead"),
    [
        (datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC), "hubei"),
        (datetime(2026, 12, 31, 16, 0, 0, tzinfo=UTC), "hunan"),
        (datetime(2026, 12, 31, 16, 30, 0, tzinfo=UTC), "hunan"),  # 00:30 of New Year's Day in Beijing
    ],
)
def test_the_lead_changes_at_midnight_in_beijing(client, time_machine, moment, lead):
    make_rotation(now=datetime(2026, 12, 5, tzinfo=UTC), cadence="month")
    time_machine.move_to(moment, tick=False)
    client.force_login(make_user())

    response = client.get(reverse("rotation:home"))

    assert response.context["board"].current.committee.slug == lead


def test_a_turn_that_ends_on_a_leap_day(time_machine):
    make_rotation(now=datetime(2028, 2, 1, 2, tzinfo=UTC), cadence="month")
    time_machine.move_to(datetime(2028, 2, 29, 15, 59, tzinfo=UTC), tick=False)

    turn = Turn.objects.current(dates.today()).get()

    assert (turn.committee.slug, turn.ends_on) == ("hubei", date(2028, 2, 29))


@pytest.mark.parametrize(("month", "day", "steps"), [(2, 14, {"eve-1"}), (10, 10, {"eve-1"})])
def test_people_are_reminded_on_a_working_saturday(time_machine, month, day, steps):
    """A meeting on the Monday after 14 February (a holiday) or 10 October, scheduled the Thursday before."""
    scheduled_at = datetime(2026, month, day - 2, 2, tzinfo=UTC)
    time_machine.move_to(scheduled_at, tick=False)
    make_rotation(now=scheduled_at)
    make_user("jiangsu")

    consultation = make_consultation(now=scheduled_at, days=4)

    rows = Delivery.objects.filter(topic=consultation.topic, planned=True, channel="email", status="pending")
    assert {row.step for row in rows} >= steps
    assert {dates.today(row.not_before) for row in rows.filter(step="eve-1")} == {date(2026, month, day)}


def test_a_year_without_official_days_is_flagged_to_the_lead(client, time_machine):
    now = datetime(2027, 3, 1, 2, tzinfo=UTC)
    time_machine.move_to(now, tick=False)
    make_rotation(now=now)
    consultation = make_consultation(now=now, days=20)
    client.force_login(make_user("hubei"))
    assert "放假调休安排尚未公布" in client.get(consultation.get_absolute_url()).content.decode()

    WorkdayOverride.objects.create(day=date(2027, 9, 1), name="本单位活动日", source="本单位")
    assert "放假调休安排尚未公布" in client.get(consultation.get_absolute_url()).content.decode()
    notice = WorkdayNotice.objects.create(year=2027, source="示例通知", recorded_at=now)
    for day in (date(2027, 1, 1), date(2027, 10, 1)):
        WorkdayOverride.objects.create(day=day, name="示例", source="示例通知", notice=notice)

    assert "放假调休安排尚未公布" not in client.get(consultation.get_absolute_url()).content.decode()


def test_the_daily_step_runs_right_after_midnight(time_machine):
    make_rotation(now=datetime(2026, 12, 5, tzinfo=UTC), cadence="month")
    lead = make_user("hunan")
    time_machine.move_to(datetime(2026, 12, 31, 16, 10, tzinfo=UTC), tick=False)

    operations.advance(now=datetime(2026, 12, 31, 16, 10, tzinfo=UTC))

    told = set(lead.notifications.values_list("title", flat=True))
    assert "您所在的工委已成为本期牵头" in told
    assert board(datetime(2026, 12, 31, 16, 10, tzinfo=UTC)).consultation.turn.committee.slug == "hunan"
