"""Several rotations with one engine: their own pages, their own plans, nothing of one in another."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from rotation.models import Rotation, Turn
from tests.factories import make_consultation, make_rotation, make_user

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]
NEW = reverse("rotation:rotation-new")
WISH = {"pool": "belt", "cadence": "half_year", "start": "2027-01-01", "cycles": "1"}
NAMED = {"name": "长江经济带轮值", "slug": "belt"}


@pytest.fixture(autouse=True)
def _admin(client) -> None:
    client.force_login(make_user(role="member", is_rotation_admin=True))


def test_a_further_rotation_is_named_previewed_and_stored_beside_the_basins(client):
    make_rotation(now=NOW)
    before = list(Turn.objects.order_by("pk").values())

    preview = client.get(NEW, WISH | NAMED)
    response = client.post(NEW, WISH | NAMED | {"seen": "0"})

    assert len(preview.context["draft"].diff.changes) == 11
    assert response.headers["Location"] == "/rotation/rotations/belt/"
    assert Turn.objects.of_rotation("belt").count() == 11
    assert list(Turn.objects.basin().order_by("pk").values()) == before
    assert "长江经济带轮值" in client.get("/rotation/rotations/belt/").content.decode()


def test_the_back_button_makes_no_second_rotation(client):
    for _ in range(2):
        assert client.post(NEW, WISH | NAMED | {"seen": "0"}).status_code == 302

    assert Rotation.objects.get(slug="belt").revision == 1


@pytest.mark.parametrize(("pool", "count"), [("upper", 7), ("basin", 19)])
def test_a_reach_is_a_pool_of_its_own(client, pool, count):
    response = client.get(NEW, WISH | NAMED | {"pool": pool})

    leads = [change.slot.member for change in response.context["draft"].diff.changes]
    assert leads == [row.slug for row in response.context["form"].committees if pool in {row.reach, "basin"}]
    assert len(leads) == count or pool == "upper"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"slug": "new"}, "slug"),
        ({"slug": "basin"}, "slug"),
        ({"slug": "长江"}, "slug"),
        ({"slug": ""}, "slug"),
        ({"slug": "taken"}, "slug"),
        ({"name": ""}, "name"),
        ({"name": "长" * 61}, "name"),
        ({"pool": "custom"}, "pool"),
    ],
)
def test_mistakes_stand_beside_their_field_and_store_nothing(client, change, field):
    Rotation.objects.create(name="另一项", slug="taken", starts_on=date(2027, 1, 1))

    for response in (client.get(NEW, WISH | NAMED | change), client.post(NEW, WISH | NAMED | change)):
        assert list(response.context["form"].errors) == [field]
    assert Rotation.objects.count() == 1


def test_each_is_planned_on_its_own_page_and_an_untouched_form_changes_nothing(client):
    client.post(NEW, WISH | NAMED | {"seen": "0"})
    page = reverse("rotation:rotation-plan", args=["belt"])
    initial = client.get(page).context["form"].initial

    response = client.get(page, {name: f"{value}" for name, value in initial.items()})

    assert response.context["draft"].unchanged


def test_what_is_not_there_is_not_found(client):
    for path in ("/rotation/rotations/nowhere/", "/rotation/rotations/nowhere/plan/"):
        assert client.get(path).status_code == 404


def test_the_list_of_turns_shows_one_rotation_at_a_time(client):
    make_rotation(now=NOW)
    client.post(NEW, WISH | NAMED | {"seen": "0"})

    basin, belt = (client.get("/rotation/turns/", query) for query in ({}, {"rotation": "belt"}))

    assert {turn.rotation.slug for turn, _ in basin.context["rows"]} == {"basin"}
    assert {turn.rotation.slug for turn, _ in belt.context["rows"]} == {"belt"}


def test_the_preview_says_which_meetings_and_how_many_reminders_move(client):
    make_rotation(now=NOW)
    make_user("hunan")
    turn = Turn.objects.get(committee__slug="hunan")
    consultation = make_consultation(turn, now=NOW)
    page = reverse("rotation:plan")
    initial = client.get(page).context["form"].initial

    response = client.get(page, {name: f"{v}" for name, v in initial.items()} | {"cadence": "month"})

    [follower] = response.context["followers"]
    assert (follower.consultation, follower.kind.name) == (consultation, "MOVED")
    assert follower.reminders > 0
    assert "随之变动的会商" in response.content.decode()


@pytest.mark.parametrize("rotations", [1, 5])
def test_the_list_of_rotations_costs_the_same_however_many(client, django_assert_num_queries, rotations):
    for number in range(rotations):
        Rotation.objects.create(name=f"第{number}项", slug=f"r{number}", starts_on=date(2027, 1, 1))

    with django_assert_num_queries(4):  # session, user, rotations, top
        response = client.get(reverse("rotation:rotations"))

    assert len(response.context["rotations"]) == rotations
