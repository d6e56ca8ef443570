"""Links that open something for whoever holds them stay out of logs, and lead nowhere but here."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from collab_portal.logs import without_secrets
from tests.factories import make_user


def test_a_log_line_does_not_repeat_the_secret_of_a_link() -> None:
    lines = [
        "GET /rotation/calendar.ics?token=abc-_9&x=1",
        "Not Found: /accounts/password/reset/key/1-abc-9/",
    ]

    said = [without_secrets(None, "", {"request": line, "event": line}) for line in lines]

    assert [row["request"] for row in said] == [
        "GET /rotation/calendar.ics?token=***&x=1",
        "Not Found: /accounts/password/reset/key/***/",
    ]
    assert all(row["event"] == row["request"] for row in said)


def test_logs_of_a_refused_calendar_link_hold_no_token(
    db: None, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    client.get(reverse("rotation:calendar-ics"), {"token": "SECRETTOKEN"})

    assert caplog.records
    assert "SECRETTOKEN" not in caplog.text


def test_the_link_to_a_new_password_leads_to_this_site_whatever_host_was_named(
    db: None, mailoutbox: list[object]
) -> None:
    person = make_user(password="x")

    Client(HTTP_HOST="localhost:6666").post(reverse("account_reset_password"), {"email": person.email})

    body = str(mailoutbox[0].body)  # type: ignore[attr-defined]
    assert f"{settings.SITE_URL}/accounts/password/reset/key/" in body
    assert "6666" not in body
