"""A storm of wrong passwords over every path that checks one. ``GUESSES=10000`` for the whole figure."""

import os
import time
from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client

from accounts.models import SecurityEvent, User
from tests.factories import make_user

GUESSES = int(os.environ.get("GUESSES", "1000"))
NETWORKS = 50
PASSWORD = "Changjiang-2026!"
pytestmark = [pytest.mark.bench, pytest.mark.django_db, pytest.mark.timeout(120 + GUESSES)]


def test_outsiders_have_ten_guesses_an_hour_and_the_owner_enters(capsys: pytest.CaptureFixture[str]) -> None:
    owner = make_user(username="lijiang", email="lijiang@example.cn", password=make_password(PASSWORD))
    known = Client()
    known.post("/accounts/login/", {"login": "lijiang", "password": PASSWORD})
    known.post("/accounts/logout/")
    stolen = Client()
    stolen.force_login(owner)
    compared, check = 0, User.check_password

    def counted(self: User, raw: str) -> bool:
        nonlocal compared
        compared += raw != PASSWORD
        return bool(check(self, raw))

    def sign_in(login: str) -> Any:
        return lambda address: Client(REMOTE_ADDR=address).post(
            "/accounts/login/", {"login": login, "password": "wrong"}
        )

    paths = [
        sign_in("lijiang"),
        sign_in("LIJIANG"),
        sign_in("\uff4cijiang"),
        sign_in("lijiang@example.cn"),
        lambda address: stolen.post("/accounts/reauthenticate/", {"password": "wrong"}, REMOTE_ADDR=address),
        lambda address: stolen.post(
            "/accounts/password/change/",
            {"oldpassword": "wrong", "password1": "x" * 20, "password2": "x" * 20},
            REMOTE_ADDR=address,
        ),
    ]
    begun = time.perf_counter()
    with patch.object(User, "check_password", counted):
        for number in range(GUESSES):
            paths[number % len(paths)](f"10.{number % NETWORKS}.0.1")
    took = time.perf_counter() - begun

    entered = known.post("/accounts/login/", {"login": "lijiang", "password": PASSWORD})
    rows = SecurityEvent.objects.exclude(kind__in=["signed_in", "signed_out"]).count()
    with capsys.disabled():
        print(f"\n{GUESSES} guesses, {compared} compared, {rows} rows of the trail, {took:.0f} s")
    assert compared <= 10
    assert entered.status_code == 302
