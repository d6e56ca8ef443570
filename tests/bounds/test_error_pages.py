"""An error page costs an error page, whatever was sent; what signed-in people typed comes back, to copy."""

import io

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.test import Client, RequestFactory

from collab_portal import views
from collab_portal.lib import bounds
from collab_portal.lib.typed import typed
from tests.bounds.shapes import SHAPES
from tests.factories import make_user

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"
GIVEN_BACK = "您刚才填写的内容"


class Untouched(io.RawIOBase):
    """A body that must not be read."""

    def read(self, size=-1):
        raise AssertionError("the body was read")


def post(**sent):
    return RequestFactory().post("/nowhere/", sent)


def unread(length: int, user=None):
    request = RequestFactory().generic("POST", "/nowhere/", b"", content_type=FORM)
    request.META |= {"CONTENT_LENGTH": str(length), "wsgi.input": Untouched()}
    request._stream = Untouched()
    request.user = user or AnonymousUser()
    return request


@pytest.mark.parametrize("length", [10, 20_000, 4_000_000])
@pytest.mark.parametrize("answer", [views.not_found, views.forbidden, views.bad_request])
def test_the_body_of_a_stranger_is_not_read(answer, length):
    response = answer(unread(length), Exception())

    assert GIVEN_BACK not in response.content.decode()


def test_a_server_error_reads_no_body_of_a_stranger():
    assert GIVEN_BACK not in views.server_error(unread(100)).content.decode()


def test_a_stale_form_of_a_stranger_is_not_read():
    client = Client(enforce_csrf_checks=True)

    response = client.post("/accounts/login/", {"login": "某人 有话", "password": "x"})

    assert response.status_code == 403
    assert GIVEN_BACK not in response.content.decode()


def test_before_anybody_asked_who_it_is_nothing_is_read():
    request = unread(100)
    del request.user

    assert typed(request) == []


def test_a_long_body_is_not_read_even_of_a_person():
    assert typed(unread(bounds.TYPED_BODY + 1, make_user())) == []


def test_a_length_that_cannot_be_read_is_none():
    request = post(reason="统筹安排")
    request.user = make_user()
    request.META["CONTENT_LENGTH"] = "9" * 5_000

    assert views.not_found(request, Exception()).status_code == 404


def test_twenty_texts_of_twenty_thousand_characters_come_back_at_most():
    request = post(**{f"f{number}": "a b" for number in range(30)})
    request.user = make_user()
    long = post(reason="a " * (bounds.TYPED_TEXT // 2 + 500))
    long.user = make_user()

    assert len(typed(request)) == bounds.TYPED_FIELDS
    assert [len(text) for text in typed(long)] == [bounds.TYPED_TEXT - 1]


@pytest.mark.parametrize("shape", SHAPES)
def test_no_shape_of_markup_is_parsed_for_an_error_page(client, monkeypatch, shape):
    def parsed(*args):
        raise AssertionError("markup was parsed")

    monkeypatch.setattr("collab_portal.lib.html.tidy", parsed)
    monkeypatch.setattr("collab_portal.lib.html._cleaner", parsed)
    client.force_login(make_user())

    response = client.post("/nowhere/", {"summary": SHAPES[shape](300) + "江豚"})

    assert response.status_code == 404


@pytest.mark.parametrize("error", [RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent])
def test_more_than_a_request_may_hold_is_said_as_that(error):
    response = views.bad_request(unread(10), error())

    assert response.status_code == 413
    assert "提交的内容过大" in response.content.decode()


def test_while_the_database_is_away_a_session_is_believed():
    from django.db import OperationalError

    class Away:
        @property
        def is_authenticated(self):
            raise OperationalError

    request = post(reason="统筹安排")
    request.user = Away()
    assert typed(request) == []

    request.COOKIES[settings.SESSION_COOKIE_NAME] = "x"
    assert typed(request) == ["统筹安排"]
