"""The two numbers of every page: what waits, and what is unread."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from django.utils import timezone

from notifications.operations import notify
from organizations.operations import agreements
from tests.factories import make_agreement, make_user
from todos.context import counts

pytestmark = pytest.mark.django_db


def test_every_page_says_how_much_waits_and_how_much_is_unread(client: Client) -> None:
    person = make_user("zhejiang")
    agreement = make_agreement("zhejiang", answer="proposed")
    make_agreement("zhejiang", answer="proposed")
    notify(topic="rotation:1", step="plan", recipients=[person], title="排期有变动", url="/rotation/")
    client.force_login(person)

    before = client.get("/my/").context["waiting"]
    agreements.answer(agreement, actor=person, now=timezone.now(), agree=True)
    page = client.get("/my/")

    assert (before["to_do"], before["unread"]) == (2, 1)
    assert page.context["waiting"]["to_do"] == 1
    text = " ".join(page.content.decode().split("\n"))
    assert '1<span class="visually-hidden"> 项</span>' in text
    assert '菜单       <span class="bell-count">1<span class="visually-hidden"> 项待办</span>' in text


def test_numbers_stop_at_a_hundred(client: Client) -> None:
    person = make_user("zhejiang")
    for number in range(120):
        notify(topic="rotation:1", step=f"n{number}", recipients=[person], title="消息", url="/rotation/")
    client.force_login(person)

    page = client.get("/my/")

    assert page.context["waiting"]["unread"] == 100
    assert "99+" in page.content.decode()


def test_both_numbers_are_one_query_and_a_page_that_shows_none_asks_nothing(
    rf: RequestFactory, django_assert_num_queries: object
) -> None:
    request = rf.get("/")
    request.user = make_user("zhejiang")
    with django_assert_num_queries(0):  # type: ignore[operator]
        found = counts(request)["waiting"]
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert (found["to_do"], found["unread"]) == (0, 0)

    request.user = AnonymousUser()
    assert counts(request)["waiting"]["unread"] == 0
