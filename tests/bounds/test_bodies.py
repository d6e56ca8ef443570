"""How much a request may hold: judged by what it declares, before a byte is read."""

import pytest
from django.test import Client

from collab_portal.lib import bounds
from tests.factories import make_user

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
LOG, PLAN, SIGN_IN = "/activities/log/", "/notifications/read-all/", "/accounts/login/"


def send(client: Client, path: str, length: int, **headers: str):
    """A form that declares ``length`` bytes and holds them; files travel as parts."""
    body, form = b"a=" + b"x" * (length - 2), FORM
    if path.endswith("/attachments/"):
        head = b'--X\r\nContent-Disposition: form-data; name="files"; filename="a.pdf"\r\n\r\n'
        body, form = head + b"x" * (length - len(head) - 7) + b"\r\n--X--", "multipart/form-data; boundary=X"
    return client.generic("POST", path, body, content_type=form, **headers)


@pytest.mark.parametrize(
    ("path", "length", "refused"),
    [
        (SIGN_IN, bounds.STRANGER_BODY, False),
        (SIGN_IN, bounds.STRANGER_BODY + 1, True),
        (LOG, bounds.STRANGER_BODY + 1, True),
        ("/api/v1/openapi.json", bounds.STRANGER_BODY + 1, True),
    ],
)
def test_a_stranger_sends_little(client, path, length, refused):
    assert (send(client, path, length).status_code == 413) is refused


@pytest.mark.parametrize(
    ("path", "length", "refused"),
    [
        ("/activities/1/confirm/", bounds.SMALL_BODY, False),
        ("/activities/1/confirm/", bounds.SMALL_BODY + 1, True),
        (LOG, bounds.SMALL_BODY + 1, False),
        (LOG, bounds.BODY, False),
        (LOG, bounds.BODY + 1, True),
        ("/experience/write/", bounds.BODY, False),
        ("/activities/1/attachments/", bounds.BODY + 1, False),
    ],
)
def test_a_person_sends_more_where_texts_and_files_are_taken(client, settings, path, length, refused):
    client.force_login(make_user())

    assert (send(client, path, length).status_code == 413) is refused


def test_files_together_are_at_most_the_largest_one(client, settings):
    settings.UPLOAD_LIMIT = 5 * bounds.MB
    client.force_login(make_user())

    assert send(client, "/activities/1/attachments/", 6 * bounds.MB).status_code != 413
    assert send(client, "/activities/1/attachments/", 6 * bounds.MB + 1).status_code == 413


def test_a_length_beyond_all_measure_is_too_large(client):
    response = client.generic("POST", SIGN_IN, b"", content_type=FORM, CONTENT_LENGTH="9" * 25)

    assert response.status_code == 413


def test_the_page_says_how_much_is_taken_and_ends_the_connection(client):
    client.force_login(make_user())

    response = send(client, LOG, bounds.BODY + 1)

    assert "一次最多接收 4.0" in response.content.decode()
    assert response["Connection"] == "close"


def test_a_body_of_unknown_length_is_refused(client):
    response = client.generic("POST", SIGN_IN, b"", HTTP_TRANSFER_ENCODING="chunked", CONTENT_LENGTH="")

    assert response.status_code == 411
    assert "没有说明内容的长度" in response.content.decode()
    assert response["Connection"] == "close"
