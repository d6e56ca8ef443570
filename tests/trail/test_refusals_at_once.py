"""Eight refusals of one session at the same moment."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import tracing
from accounts.models import SecurityEvent
from tests.factories import make_user
from tests.races import together


def test_a_storm_of_eight_at_once_leaves_one_row(committed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    person = make_user(role="member")
    client = Client()
    client.force_login(person)
    cookies, page, moment = client.cookies, reverse("accounts:people"), timezone.now()
    monkeypatch.setattr(tracing, "timezone", SimpleNamespace(now=lambda: moment))

    def ask() -> int:
        mine = Client()
        mine.cookies = cookies
        return mine.get(page).status_code

    assert together(*[ask] * 8) == [403] * 8

    assert SecurityEvent.objects.filter(kind="denied").count() == 1
