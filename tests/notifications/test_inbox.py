"""消息: one's own items, split into 待办 and 知晓, opened, read, never anybody else's."""

import pytest
from django.urls import reverse

from notifications.models import Notification
from tests.factories import make_user
from tests.notifications.helpers import notice

pytestmark = pytest.mark.django_db
INBOX = "/notifications/"


@pytest.fixture
def person():
    return make_user()


@pytest.fixture
def inbox(client, person):
    client.force_login(person)

    def get(**query: str) -> str:
        return client.get(INBOX, query).content.decode()

    return get


def item(person) -> Notification:
    return Notification.objects.filter(recipient=person).latest("pk")


def test_what_is_to_be_done_stands_on_my_work_alone(client, inbox, person) -> None:
    notice(person, step="confirm", title="请确认活动", kind=Notification.Kind.ACTION)
    notice(person, step="news", title="会商纪要已签发")

    assert ("请确认活动" in inbox(), "会商纪要已签发" in inbox()) == (False, True)
    assert client.get(INBOX, {"box": "action"})["Location"] == reverse("my-work")
    assert "会商纪要已签发" in inbox(box="information")


def test_an_empty_inbox_says_what_would_stand_here(inbox) -> None:
    assert "没有消息" in inbox()


def test_opening_reads_it_and_leads_to_the_thing(client, person) -> None:
    notice(person)
    client.force_login(person)

    response = client.get(reverse("notifications:open", args=[item(person).pk]))

    assert (response.status_code, response["Location"]) == (302, "/activities/1/")
    assert item(person).read_at is not None


def test_reading_one_and_reading_all(client, person) -> None:
    for number in range(3):
        notice(person, step=f"news{number}")
    client.force_login(person)

    client.post(reverse("notifications:read", args=[item(person).pk]))
    assert Notification.objects.unread().count() == 2

    said = client.post(reverse("notifications:read-all"), follow=True).content.decode()
    assert Notification.objects.unread().count() == 0
    assert "已将 2 条标为已读。" in said


@pytest.mark.parametrize("slug", ["jiangsu", "zhejiang"], ids=["colleague", "stranger"])
def test_nobody_sees_opens_or_reads_another_persons_items(client, person, slug: str) -> None:
    notice(person, title="别人的消息")
    client.force_login(make_user(slug))
    pk = item(person).pk

    assert "别人的消息" not in client.get(INBOX).content.decode()
    assert client.get(reverse("notifications:open", args=[pk])).status_code == 404
    assert client.post(reverse("notifications:read", args=[pk])).status_code == 404
    client.post(reverse("notifications:read-all"))
    assert item(person).read_at is None


def test_the_filter_shows_what_is_unread_or_all(inbox, person) -> None:
    notice(person, step="a", title="已读之事")
    notice(person, step="b", title="未读之事")
    Notification.objects.filter(step="a").update(read_at="2026-11-20T00:00Z")

    assert ("已读之事" in inbox(), "未读之事" in inbox()) == (True, True)
    assert ("已读之事" in inbox(state="unread"), "未读之事" in inbox(state="unread")) == (False, True)


@pytest.mark.parametrize(
    "query", [{"box": "x", "state": "\x00"}, {"after": "x"}, {"box": "action" * 999}, {"before": "é"}]
)
def test_odd_addresses_show_the_page(inbox, person, query) -> None:
    notice(person, title="会商纪要已签发")

    assert "会商纪要已签发" in inbox(**query)


def test_a_long_inbox_has_pages(client, person) -> None:
    for number in range(25):
        notice(person, step=f"n{number}", title=f"消息{number}号")
    client.force_login(person)

    first = client.get(INBOX)
    second = client.get(f"{INBOX}?{first.context['page'].next_query}")

    assert [len(first.context["page"].rows), len(second.context["page"].rows)] == [20, 5]
    assert "消息4号" in second.content.decode()


@pytest.mark.parametrize("items", [1, 5])
def test_the_inbox_costs_the_same_however_long(client, person, django_assert_num_queries, items: int) -> None:
    for number in range(items):
        notice(person, step=f"n{number}")
    client.force_login(person)

    with django_assert_num_queries(5):  # session, user, rows, count, bell
        response = client.get(INBOX)

    assert response.content.decode().count("<li>\n") >= items
    assert len(response.context["page"].rows) == items
