"""A second committee shares a turn: same rights, told once, its calendar entry changes."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from notifications.models import Delivery
from rotation import operations
from rotation.models import Turn
from tests.factories import committee, make_consultation, make_rotation, make_user

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW), pytest.mark.usefixtures("followed")]
TODAY = date(2026, 11, 23)


@pytest.fixture
def turn() -> Turn:
    make_rotation(now=NOW)
    return Turn.objects.current(TODAY).get()


def test_naming_a_co_lead_tells_it_once(turn):
    person = make_user("hunan")

    for _ in range(2):
        operations.set_co_lead(turn, committee("hunan"), today=TODAY)

    turn.refresh_from_db()
    assert (turn.co_lead.slug, turn.revision) == ("hunan", 1)
    assert [notice.title for notice in person.notifications.all()] == ["您所在的工委协同湖北牵头"]


def test_a_co_lead_is_reminded_as_lead_and_need_not_reply(turn):
    make_user("hunan")
    consultation = make_consultation(turn, now=NOW, days=35)

    operations.set_co_lead(turn, committee("hunan"), today=TODAY)

    pending = Delivery.objects.filter(
        topic=consultation.topic, planned=True, status="pending", channel="email"
    )
    assert set(pending.values_list("step", flat=True)) == {"notice-14", "eve-1"}


def test_a_co_lead_may_move_the_consultation(client):
    make_rotation()
    turn = Turn.objects.order_by("starts_on")[0]
    consultation = make_consultation(turn, days=3)
    client.force_login(make_user("hunan"))
    page = reverse("rotation:consultation-schedule", args=[consultation.pk])
    assert client.get(page).status_code == 403

    operations.set_co_lead(turn, committee("hunan"), today=turn.starts_on)

    assert client.get(page).status_code == 200


def test_the_lead_cannot_be_its_own_co_lead(turn):
    with pytest.raises(ValidationError, match="不能与牵头工委相同"):
        operations.set_co_lead(turn, turn.committee, today=TODAY)


def test_a_term_that_is_over_keeps_its_leads(turn):
    with pytest.raises(ValidationError, match="任期已结束"):
        operations.set_co_lead(turn, committee("hunan"), today=date(2027, 6, 1))


def test_the_page_names_and_ends_a_co_lead(client):
    make_rotation()
    turn = Turn.objects.order_by("starts_on")[0]
    client.force_login(make_user(role="member", is_rotation_admin=True))
    page = reverse("rotation:co-lead", args=[turn.pk])

    named = client.post(page, {"co_lead": "hunan"}, follow=True).content.decode()
    turn.refresh_from_db()
    ended = client.post(page, {"co_lead": "", "version": turn.revision}, follow=True).content.decode()

    assert "湖南省直机关工委" in named.partition('<aside class="page-aside"')[2]
    assert "湖南省直机关工委" not in ended.partition('<aside class="page-aside"')[2]


@pytest.mark.parametrize("choice", ["hubei", "atlantis"])
def test_a_wrong_co_lead_is_refused_beside_the_field(client, choice):
    make_rotation()
    turn = Turn.objects.order_by("starts_on")[0]
    client.force_login(make_user(role="member", is_rotation_admin=True))

    response = client.post(reverse("rotation:co-lead", args=[turn.pk]), {"co_lead": choice})

    assert list(response.context["form"].errors) == ["co_lead"]
