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
        response = client.post("/activities/log/", {"title": "江豚保护联学 <b>"})

    assert response.status_code == 500
    assert "江豚保护联学 &lt;b&gt;" in response.content.decode()
    assert "系统出错了，不是您的问题" in response.content.decode()


def test_not_ready_while_the_database_is_away(client):
    with connection.execute_wrapper(refused):
        response = client.get("/readyz")

    assert (response.status_code, response.json()["faults"]) == (503, ["数据库无法使用"])


@pytest.mark.parametrize("path", ["/nothing/", "/activities/2147483647/", "/organizations/nowhere/"])
def test_what_is_not_there_is_a_page_that_leads_on(client, path):
    client.force_login(make_user())

    response = client.get(path)

    assert response.status_code == 404
    assert 'href="/"' in response.content.decode()


def test_a_stale_form_secret_says_to_open_the_form_again():
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user())

    typed = {"title": "江豚保护联学", "report": "<h2>经过</h2><p>两地同学。</p>", "password": "不可外泄"}
    response = client.post("/activities/log/", typed)

    text = response.content.decode()
    assert response.status_code == 403
    assert "重新打开" in text
    assert "江豚保护联学" in text
    assert "经过\n两地同学。" in text
    assert "不可外泄" not in text


@pytest.mark.parametrize(("path", "status"), [("/nothing/", 404), ("/rotation/plan/", 403)])
def test_what_was_typed_comes_back_with_a_refusal(client, path, status):
    client.force_login(make_user(role="member"))

    response = client.post(path, {"reason": "统筹安排", "turn": "17", "csrfmiddlewaretoken": "秘密"})

    text = response.content.decode()
    assert response.status_code == status
    assert "统筹安排" in text
    assert ">17<" not in text
    assert "秘密" not in text


@pytest.mark.parametrize("path", ["/nothing/", "/activities/log/", "/rotation/plan/", "/accounts/login/"])
@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/x-www-form-urlencoded; charset=gbk", "title=新".encode("gbk")),
        ("multipart/form-data; boundary=", b"x"),
        ("multipart/form-data; boundary=a", b"--a\r\nbroken"),
        ("application/x-www-form-urlencoded", b"&".join(b"f%d=1" % number for number in range(5000))),
    ],
    ids=["not UTF-8", "no boundary", "cut off", "too many fields"],
)
def test_a_form_that_cannot_be_read_is_an_error_page_not_an_error(path, content_type, body):
    client = Client(raise_request_exception=False)

    response = client.generic("POST", path, body, content_type=content_type)

    assert response.status_code < 500


def test_a_wrong_method_is_a_page_that_names_the_right_one(client):
    client.force_login(make_user())

    response = client.post("/my/")

    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert "<main" in response.content.decode()
