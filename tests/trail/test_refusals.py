"""What a signed-in person may not do or see leaves one row a session, page and minute; nothing else does."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import tracing
from accounts.models import SecurityEvent
from tests.factories import make_activity, make_user

pytestmark = pytest.mark.django_db


def refusals() -> list[tuple[str, dict[str, Any]]]:
    rows = SecurityEvent.objects.filter(kind="denied").order_by("pk")
    return [(row.target, row.facts) for row in rows]


def denied(page: str, status: int, method: str = "GET") -> dict[str, Any]:
    return {"page": page, "status": status, "method": method}


def test_a_closed_verb_is_a_refusal(client: Client) -> None:
    person = make_user(role="member", display_name="李江")
    client.force_login(person)

    assert client.get(reverse("accounts:people")).status_code == 403

    row = SecurityEvent.objects.get(kind="denied")
    assert (row.person_name, row.outcome, row.facts) == (
        "李江",
        "refused",
        denied("accounts:people", 403),
    )
    assert row.committee_id == person.committee_id
    assert len(row.session) == 8


def test_an_object_one_may_not_see_is_a_refusal(client: Client) -> None:
    theirs = make_activity("zhejiang", ("anhui",))
    client.force_login(make_user())

    assert client.get(theirs.get_absolute_url()).status_code == 404

    assert refusals() == [(f"activities:detail:{theirs.pk}", denied("activities:detail", 404))]


def test_one_row_a_session_page_and_minute(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """A person who goes through ten thousand numbers leaves a row a minute, on each device."""
    person = make_user(role="member")
    client.force_login(person)
    other = Client()
    other.force_login(person)
    page, moment = reverse("accounts:people"), timezone.now()
    monkeypatch.setattr(tracing, "timezone", SimpleNamespace(now=lambda: moment))

    for number in range(1, 6):
        client.get(reverse("activities:detail", args=[number]))
    client.get(page), client.post(page), other.get(page)
    assert len(refusals()) == 3

    moment += timedelta(minutes=2)  # rows bear the database's clock, which may have gone into the next minute
    client.get(page)
    assert len(refusals()) == 4


def test_strangers_and_addresses_that_lead_nowhere_leave_nothing(client: Client) -> None:
    paths = ("/nichts/", "/activities/1/", "/wp-login.php", "/activities/999999999999999999999/")
    for path in paths:
        client.get(path)
    client.force_login(make_user())
    for path in ("/nichts/", "/wp-login.php"):
        assert client.get(path).status_code == 404
    client.post(reverse("activities:list"))  # 405

    assert refusals() == []


def test_a_form_gone_stale_is_no_refusal() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user())

    assert client.post(reverse("activities:log"), {"title": "甲"}).status_code == 403

    assert refusals() == []


def test_an_ordinary_page_costs_nothing_more(client: Client) -> None:
    client.force_login(make_user())

    with CaptureQueriesContext(connection) as queries:
        assert client.get(reverse("activities:list")).status_code == 200

    assert not [query for query in queries if "accounts_securityevent" in query["sql"]]
    assert not SecurityEvent.objects.exists()


def test_a_refusal_stays_one_where_its_row_cannot_be_written(client: Client) -> None:
    client.force_login(make_user())
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_securityevent ADD CONSTRAINT full_ CHECK (false) NOT VALID")

    assert client.get(reverse("accounts:people")).status_code == 403

    assert refusals() == []
