"""The auditor sees every change of every kind, and nobody else does."""

from typing import Any

import pytest
from django.test import Client

from accounts.audit import kinds
from accounts.models import User
from collab_portal.lib.history import acting
from organizations.models import Branch
from tests.factories import make_branch, make_user

pytestmark = pytest.mark.django_db
AUDIT = "/accounts/audit/"


@pytest.fixture
def auditor(client: Client) -> User:
    person = make_user(None, role="member", platform_role="auditor")
    client.force_login(person)
    return person


def lines(client: Client, **query: str) -> list[tuple[Any, ...]]:
    page = client.get(AUDIT, query)
    assert page.status_code == 200
    return [(e.title, e.change.who, e.change.label, e.change.fields) for e in page.context["entries"]]


def test_a_change_shows_object_person_before_and_after(client: Client, auditor: User) -> None:
    person = make_user(display_name="李江")
    branch = make_branch(name="第一支部")
    with acting(person, "改名"):
        Branch.objects.filter(pk=branch.pk).update(name="第二支部")
    with acting(None, "清理"):
        Branch.objects.filter(pk=branch.pk).delete()

    assert lines(client, kind="organizations.branch") == [
        ("第二支部", "系统", "删除", []),
        ("第二支部", "李江", "修改", [("名称", "第一支部", "第二支部")]),
        ("第一支部", "系统", "新建", []),
    ]


def test_every_business_model_is_a_kind() -> None:
    assert {"accounts.user", "organizations.committee", "organizations.branch"} <= set(kinds())
    assert not [label for label in kinds() if label.endswith("event")]


def test_every_kind_opens(client: Client, auditor: User) -> None:
    for kind in kinds():
        assert client.get(AUDIT, {"kind": kind}).status_code == 200


def test_the_filters(client: Client, auditor: User) -> None:
    person = make_user(username="lijiang", display_name="李江")
    branch = make_branch(name="甲")
    with acting(person, "改名"):
        Branch.objects.filter(pk=branch.pk).update(name="乙")

    assert [row[1] for row in lines(client, kind="organizations.branch", person="lijiang")] == ["李江"]
    assert lines(client, kind="organizations.branch", person="nobody") == []
    assert lines(client, kind="organizations.branch", until="2020-01-01") == []
    assert len(lines(client, kind="organizations.branch", since="2020-01-01")) == 2


@pytest.mark.parametrize(
    "query",
    [{"kind": "auth.permission"}, {"kind": "\0"}, {"since": "x"}, {"person": "\0"}, {"after": "x"}],
)
def test_a_value_that_cannot_be_read_is_no_error(
    client: Client, auditor: User, query: dict[str, str]
) -> None:
    assert client.get(AUDIT, query).status_code == 200


def test_pages_turn_by_neighbour(client: Client, auditor: User) -> None:
    branch = make_branch()
    for number in range(25):
        Branch.objects.filter(pk=branch.pk).update(name=f"支部{number}")
    first = client.get(AUDIT, {"kind": "organizations.branch"})

    second = client.get(f"{AUDIT}?{first.context['page'].next_query}")

    assert (len(first.context["entries"]), len(second.context["entries"])) == (20, 6)
    assert second.context["entries"][0].change.fields == [("名称", "支部3", "支部4")]


@pytest.mark.parametrize("number", [1, 5])
def test_the_page_costs_the_same_however_long(
    client: Client, auditor: User, django_assert_max_num_queries: Any, number: int
) -> None:
    for _ in range(number):
        branch = make_branch()
        with acting(make_user(), "改名"):
            Branch.objects.filter(pk=branch.pk).update(name="新名")

    with django_assert_max_num_queries(
        9
    ):  # session, user, events, count, older, people, seals; the frame's own
        client.get(AUDIT, {"kind": "organizations.branch"})
