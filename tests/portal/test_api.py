"""The read API shows what the pages show, and never answers with a 5xx."""

import pytest
from django.urls import reverse

from tests.factories import make_user

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
    "query",
    ["year=abc", "year=99999999999", "after=x%00", "q=%00", "committee=nowhere", "after=" + "z" * 4000],
)
def test_odd_filters_never_break_it(signed_in, query):
    assert signed_in.get(f"/api/v1/activities?{query}").status_code == 200


@pytest.mark.parametrize(
    "path", ["activities/999999999999999999999", "articles/0", "committees/x%00", "activities/1"]
)
def test_what_is_not_there_is_a_404(signed_in, path):
    assert signed_in.get(f"/api/v1/{path}").status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_nothing_can_be_written(signed_in, method):
    assert getattr(signed_in, method)("/api/v1/activities").status_code == 405
