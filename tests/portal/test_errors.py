"""Every refusal is a page of ours that says what to do next."""

import pytest
from django.db import OperationalError, connection
from django.test import Client

from tests.factories import make_user

pytestmark = pytest.mark.django_db


def refused(*args, **kwargs):
    raise OperationalError("the database is away")


def test_a_server_error_is_told_without_the_database(client):
    client.force_login(make_user())
    client.raise_request_exception = False

    with connection.execute_wrapper(refused):
        response = client.get("/activities/")

    assert response.status_code == 500
    assert "系统出错了，不是您的问题" in response.content.decode()


def test_not_ready_while_the_database_is_away(client):
    with connection.execute_wrapper(refused):
        response = client.get("/readyz")

    assert (response.status_code, response.json()) == (503, {"database": "down"})


@pytest.mark.parametrize("path", ["/nothing/", "/activities/2147483647/", "/organizations/nowhere/"])
def test_what_is_not_there_is_a_page_that_leads_on(client, path):
    client.force_login(make_user())

    response = client.get(path)

    assert response.status_code == 404
    assert 'href="/"' in response.content.decode()


def test_a_stale_form_secret_says_to_open_the_form_again():
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user())

    response = client.post("/activities/log/", {"title": "x"})

    assert response.status_code == 403
    assert "刷新" in response.content.decode() or "重新打开" in response.content.decode()


def test_a_wrong_method_is_a_page_that_names_the_right_one(client):
    client.force_login(make_user())

    response = client.post("/my/")

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert "<main" in response.content.decode()
