"""Forty turns on show: every page of turns stays within twelve queries."""

from datetime import UTC, date, datetime

import pytest

from rotation import operations
from rotation.models import Turn
from rotation.views import members
from tests.factories import committee, make_rotation, make_user

NOW = datetime(2027, 2, 3, 2, 0, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]
PAGES = (
    "/rotation/",
    "/rotation/rotations/",
    "/rotation/turns/",
    "/rotation/turns/{turn}/",
    "/rotation/turns/{turn}/handover/",
    "/rotation/calendar/?year=2027",
    "/rotation/rotations/basin/fairness/",
    "/rotation/rotations/basin/members/",
    "/rotation/plan/",
)


@pytest.fixture
def admin(client):
    make_rotation(now=NOW, start=date(2026, 11, 1), cycles=3)
    assert Turn.objects.count() == 57
    operations.advance(now=NOW)
    person = make_user("hubei", is_rotation_admin=True)
    client.force_login(person)
    return person


@pytest.mark.parametrize("page", PAGES)
def test_no_page_of_turns_asks_more_than_twelve_times(client, admin, django_assert_max_num_queries, page):
    turn = Turn.objects.get(committee=committee("hubei"), cycle=1)

    with django_assert_max_num_queries(12):
        response = client.get(page.format(turn=turn.pk))

    assert response.status_code == 200


@pytest.mark.parametrize("cycles", [1, 3])
def test_a_preview_costs_the_same_however_many_turns(client, monkeypatch, django_assert_num_queries, cycles):
    """But for trying it: what that would set off is what storing it does, and costs as much."""
    monkeypatch.setattr(members, "rehearse", lambda _: None)
    make_rotation(now=NOW, start=date(2026, 11, 1), cycles=cycles)
    client.force_login(make_user("hubei", is_rotation_admin=True))
    leaving = {"kind": "leave", "committee": "anhui", "day": "2029-01-01", "reason": "机构调整"}

    with django_assert_num_queries(11):
        response = client.get("/rotation/rotations/basin/members/", leaving)

    assert response.context["draft"].diff.changed
