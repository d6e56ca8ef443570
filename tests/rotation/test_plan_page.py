"""The plan page: asked for by anyone's keyboard, previewed, stored once."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rotation.models import Rotation, Turn
from tests.factories import make_rotation, make_user

pytestmark = pytest.mark.django_db
PLAN = reverse("rotation:plan")
WISH = {"pool": "basin", "cadence": "quarter", "start": "2090-01-01", "cycles": "1"}


@pytest.fixture(autouse=True)
def _admin(client) -> None:
    client.force_login(make_user(role="member", is_rotation_admin=True))


def _fields(html: str) -> dict[str, str]:
    """What the store button would send."""
    form = html[html.index('<form method="post" action="/rotation/plan/"') :].split("</form>")[0]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))


def test_only_a_rotation_admin_may_plan(client):
    client.force_login(make_user(role="admin"))

    assert client.get(PLAN).status_code == 403


def test_the_preview_shows_nineteen_leads_and_stores_nothing(client):
    response = client.get(PLAN, WISH)

    assert response.content.decode().count('<tr class="change-new">') == 19
    assert not Turn.objects.exists()


def test_what_was_previewed_is_what_is_stored(client):
    html = client.get(PLAN, WISH | {"order_fujian": "1", "order_shanghai": "2"}).content.decode()

    response = client.post(PLAN, _fields(html))

    assert response.status_code == 302
    leads = list(Turn.objects.order_by("starts_on").values_list("committee__slug", flat=True))
    assert leads[:3] == ["fujian", "shanghai", "jiangsu"]
    assert len(leads) == 19


def test_the_back_button_stores_nothing_twice(client):
    fields = _fields(client.get(PLAN, WISH).content.decode())

    statuses = [client.post(PLAN, fields).status_code for _ in range(2)]

    assert statuses == [302, 302]
    assert (Turn.objects.count(), Rotation.objects.get().revision) == (19, 1)


def test_an_untouched_form_changes_nothing(client):
    make_rotation()
    initial = client.get(PLAN).context["form"].initial

    response = client.get(PLAN, {name: f"{value}" for name, value in initial.items()})

    assert response.context["draft"].diff.changed is False
    html = response.content.decode()
    assert ("无需保存" in html, "保存排期</button>" in html) == (True, False)


def test_another_cadence_can_be_stored(client):
    make_rotation()
    initial = client.get(PLAN).context["form"].initial

    html = client.get(
        PLAN, {name: f"{value}" for name, value in initial.items()} | {"cadence": "month"}
    ).content

    assert "保存排期</button>" in html.decode()


def test_the_belt_has_eleven_and_a_pool_of_ones_own_only_those_with_a_number(client):
    belt = client.get(PLAN, WISH | {"pool": "belt"})
    own = client.get(
        PLAN, WISH | {"pool": "custom", "order_tibet": "9", "order_xizang": "2", "order_anhui": "1"}
    )

    assert len(belt.context["draft"].diff.changes) == 11
    assert [change.slot.member for change in own.context["draft"].diff.changes] == ["anhui", "xizang"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"start": "2001-01-01"}, "start"),
        ({"start": "yesterday"}, "start"),
        ({"start": ""}, "start"),
        ({"cadence": "week"}, "cadence"),
        ({"cycles": "0"}, "cycles"),
        ({"cycles": "99999999999"}, "cycles"),
        ({"cycles": "3"}, "cycles"),  # beyond 2100
        ({"pool": "custom"}, "pool"),
        ({"pool": "nobody"}, "pool"),
        ({"order_shanghai": "3", "order_anhui": "3"}, "order_anhui"),
        ({"order_shanghai": "-1"}, "order_shanghai"),
        ({"order_shanghai": "\x00x"}, "order_shanghai"),
    ],
)
def test_mistakes_stand_beside_their_field(client, change, field):
    for response in (client.get(PLAN, WISH | change), client.post(PLAN, WISH | change)):
        assert response.status_code == 200
        assert list(response.context["form"].errors) == [field]
    assert not Rotation.objects.exists()


def test_a_start_inside_the_running_turn_says_which_day_is_possible(client):
    make_rotation()
    running = Turn.objects.order_by("starts_on")[0]

    response = client.get(PLAN, WISH | {"start": f"{running.ends_on}"})

    [error] = response.context["form"].errors["start"]
    assert error.startswith("与已有任期重叠，请改为")


def test_an_outdated_preview_is_shown_anew_instead_of_stored(client):
    fields = _fields(client.get(PLAN, WISH).content.decode())
    client.post(PLAN, fields)

    response = client.post(PLAN, fields | {"pool": "belt"})

    assert "其他管理员刚刚保存了新的排期" in response.content.decode()
    assert Turn.objects.count() == 19


def test_the_page_costs_the_same_for_one_member_and_for_all(client, django_assert_num_queries):
    for wish in (WISH | {"pool": "custom", "order_anhui": "1"}, WISH):
        with django_assert_num_queries(6):  # session, user, rotation and members, committees, …
            client.get(PLAN, {name: value for name, value in wish.items() if name != "start"})


def test_a_preview_costs_what_it_would_store_and_no_more(client):
    """It is done and taken back: five queries for each committee that becomes a member."""
    costs = []
    for wish in (WISH | {"pool": "custom", "order_anhui": "1"}, WISH):
        with CaptureQueriesContext(connection) as queries:
            client.get(PLAN, wish)
        costs.append(len(queries))

    assert costs[0] <= 85  # the index rows of turns and consultations among them
    assert costs[1] - costs[0] == 18 * 5
