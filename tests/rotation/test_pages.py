"""Pages: three viewpoints, and a literal cost with one row and five."""

import pytest
from django.urls import reverse

from collab_portal.lib import dates
from rotation.models import Consultation, Turn
from tests.factories import make_rotation, make_user

pytestmark = pytest.mark.django_db
FIVE = ["hubei", "hunan", "jiangsu", "zhejiang", "anhui"]


def _text(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_home_shows_who_leads_now_and_next(client):
    make_rotation()
    client.force_login(make_user(role="member"))

    text = _text(client.get(reverse("rotation:home")))

    assert "湖北省委直属机关工委" in text
    assert "湖南省直机关工委" in text
    assert text.count('class="term term-') == 19
    assert text.count('class="term-state"') == 2


def test_home_without_a_plan_offers_to_make_one(client):
    client.force_login(make_user(role="member"))
    assert "编排轮值" not in _text(client.get(reverse("rotation:home")))

    client.force_login(make_user(role="member", is_rotation_admin=True))
    assert reverse("rotation:plan") in _text(client.get(reverse("rotation:home")))


@pytest.mark.parametrize("turns", [1, 5])
def test_home_costs_the_same_however_many_turns(client, django_assert_num_queries, turns):
    make_rotation(order=FIVE[:turns])
    client.force_login(make_user())

    # session, user, board 2, turns of cycle and year, meetings, rotation, past, running, handovers, bell
    with django_assert_num_queries(11):
        client.get(reverse("rotation:home"))


@pytest.mark.parametrize("turns", [1, 5])
def test_the_list_of_turns_costs_the_same_however_long(client, django_assert_num_queries, turns):
    make_rotation(order=FIVE[:turns])
    client.force_login(make_user())

    with django_assert_num_queries(7):  # session, user, rows, count, filter: committees and rotations, bell
        response = client.get(reverse("rotation:turns"))

    assert _text(response).count("<tr>") == turns + 1


def test_the_list_filters_by_state_and_committee(client):
    make_rotation()
    client.force_login(make_user())

    def shown(**query: str) -> int:
        return client.get(reverse("rotation:turns"), query).context["page"].total

    assert [shown(), shown(state="past"), shown(state="now"), shown(state="future")] == [19, 0, 1, 18]
    assert [shown(committee="anhui"), shown(committee="anhui", state="now")] == [1, 0]
    assert shown(state="nonsense", committee="\x00", after="x") == 19


@pytest.mark.parametrize(
    ("query", "offered"), [({}, 0), ({"state": ""}, 0), ({"state": "now"}, 1), ({"committee": "anhui"}, 1)]
)
def test_only_a_filtered_list_offers_to_clear_the_filter(client, query, offered):
    make_rotation()
    client.force_login(make_user())

    assert _text(client.get(reverse("rotation:turns"), query)).count("清除筛选") == offered


def test_the_list_answers_htmx_with_its_rows_only(client):
    make_rotation()
    client.force_login(make_user())

    text = _text(client.get(reverse("rotation:turns"), headers={"HX-Request": "true"}))

    assert "<html" not in text
    assert text.count("<tr>") == 20


def test_a_turn_page_names_its_neighbours(client):
    make_rotation()
    client.force_login(make_user())
    turn = Turn.objects.get(committee__slug="hunan")

    text = _text(client.get(turn.get_absolute_url()))

    assert "上一任：湖北" in text
    assert "下一任：重庆" in text


@pytest.mark.parametrize("consultations", [1, 5])
def test_a_turn_page_costs_the_same_however_many_consultations(
    client, django_assert_num_queries, consultations
):
    make_rotation()
    turn = Turn.objects.current(dates.today()).get()
    for number in range(2, consultations + 1):  # the first is there with the turn
        Consultation.objects.create(turn=turn, number=number, title=f"第{number}次")
    client.force_login(make_user())

    with django_assert_num_queries(
        9
    ):  # session, user, turn, neighbours, consultations, swaps, handover, history, bell
        client.get(turn.get_absolute_url())


@pytest.mark.parametrize(
    "query", ["", "year=2027", "year=2026&month=10", "year=9999&month=0", "year=x", "month=\x00"]
)
def test_the_calendar_shows_any_month_and_shrugs_at_nonsense(client, query):
    make_rotation()
    client.force_login(make_user())

    assert client.get(f"{reverse('rotation:calendar')}?{query}").status_code == 200


def test_the_calendar_marks_holidays_and_make_up_days(client):
    client.force_login(make_user())

    text = _text(client.get(reverse("rotation:calendar"), {"year": 2026, "month": 10}))

    assert (
        text.count('<span class="cal-tag">休</span>') == 6
    )  # 1-3 and 5-7 October; the 4th is a plain Sunday
    assert text.count('<span class="cal-tag">班</span>') == 1
    assert "尚未公布" not in text
    assert "尚未公布" in _text(client.get(reverse("rotation:calendar"), {"year": 2028}))


@pytest.mark.parametrize("turns", [1, 5])
def test_the_calendar_of_a_year_costs_the_same_however_full(client, django_assert_num_queries, turns):
    make_rotation(order=FIVE[:turns], cadence="month")
    client.force_login(make_user())

    with django_assert_num_queries(6):  # session, user, holidays, turns, consultations, bell
        client.get(reverse("rotation:calendar"), {"year": dates.today().year})


@pytest.mark.parametrize("planned", [True, False])
def test_only_the_rotation_admin_is_led_to_planning_and_days_off(client, planned):
    if planned:
        make_rotation()

    def offered(user) -> list[int]:
        client.force_login(user)
        text = client.get(reverse("rotation:home")).content.decode()
        return [text.count(f'href="{reverse(name)}"') for name in ("rotation:plan", "rotation:workdays")]

    assert offered(make_user("hubei", "admin")) == [0, 0]
    assert offered(make_user("hubei", is_rotation_admin=True)) == [1 if planned else 2, 1]
