"""The read API shows what the pages show, and never answers with a 5xx."""

import pytest
from django.urls import reverse

from activities.filters import ActivityFilter
from experience.forms import Filters
from rotation.filters import TurnFilter
from tests.factories import make_activity, make_user

pytestmark = pytest.mark.django_db
LISTS = ["api:index", "api:committees", "api:activities", "api:turns", "api:consultations", "api:articles"]


@pytest.fixture
def signed_in(client):
    client.force_login(make_user())
    return client


@pytest.mark.parametrize("name", LISTS)
def test_a_stranger_is_told_to_sign_in(client, name):
    assert client.get(reverse(name)).status_code == 401


@pytest.mark.parametrize("name", LISTS)
def test_a_signed_in_person_reads_every_list(signed_in, name):
    assert signed_in.get(reverse(name)).status_code == 200


def test_committees_come_in_the_fixed_order(signed_in):
    slugs = [row["slug"] for row in signed_in.get(reverse("api:committees")).json()]

    assert (len(slugs), slugs[0], slugs[18]) == (19, "shanghai", "fujian")


def test_the_api_describes_itself_to_those_signed_in(client, signed_in):
    schema = signed_in.get("/api/v1/openapi.json").json()

    assert "/api/v1/activities" in schema["paths"]
    assert signed_in.get("/api/docs").status_code == 200


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("year=abc", "year"),
        ("year=99999999999", "year"),
        ("committee=nowhere", "committee"),
        ("since=2026-02-30", "since"),
        ("after=x%00", "after"),
        ("after=" + "z" * 4000, "after"),
        ("nosuch=1", "nosuch"),
        ("kind=visit&kind=meeting", "kind"),
    ],
)
def test_what_cannot_be_answered_as_asked_is_refused_by_name(signed_in, query, field):
    response = signed_in.get(f"/api/v1/activities?{query}")

    assert response.status_code == 422
    assert field in [error["field"] for error in response.json()["errors"]]


@pytest.mark.parametrize("name", LISTS)
def test_no_list_passes_over_a_parameter_it_does_not_know(signed_in, name):
    response = signed_in.get(reverse(name), {"nosuch": "1"})

    assert (response.status_code, response.json()["errors"][0]["field"]) == (422, "nosuch")


@pytest.mark.parametrize(
    "path", ["", "committees", "committees/jiangsu", "activities/1", "articles/1", "resources/1"]
)
def test_what_is_no_page_of_several_has_no_pages_to_ask_for(signed_in, path):
    response = signed_in.get(f"/api/v1/{path}", {"after": "x"})

    assert (response.status_code, response.json()["errors"][0]["field"]) == (422, "after")


@pytest.mark.parametrize(
    ("path", "form"),
    [("activities", ActivityFilter), ("articles", Filters), ("turns", TurnFilter)],
)
def test_a_list_takes_the_filters_of_its_page_under_the_same_names(signed_in, path, form):
    operation = signed_in.get("/api/v1/openapi.json").json()["paths"][f"/api/v1/{path}"]["get"]

    names = [parameter["name"] for parameter in operation["parameters"]]
    assert sorted(names) == sorted([*form.base_fields, "after", "before"])


def test_a_filter_narrows_the_api_as_it_narrows_the_page(signed_in):
    kept = make_activity("jiangsu", ("zhejiang",), confirmed=True, mode="online")
    make_activity("jiangsu", ("anhui",), confirmed=True, mode="onsite")

    rows = signed_in.get("/api/v1/activities", {"partner": "zhejiang", "mode": "online"}).json()["items"]

    assert [row["id"] for row in rows] == [kept.pk]


@pytest.mark.parametrize(
    "path", ["activities/999999999999999999999", "articles/0", "committees/x%00", "activities/1"]
)
def test_what_is_not_there_is_a_404(signed_in, path):
    assert signed_in.get(f"/api/v1/{path}").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_can_be_written(signed_in, method):
    assert getattr(signed_in, method)("/api/v1/activities").status_code == 405
