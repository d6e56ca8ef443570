"""Fixtures of accounts: a person with a password everybody here knows."""

from collections.abc import Callable
from functools import cache

import pytest
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.test import Client

from accounts import letters, posting
from accounts.models import User
from tests.factories import make_user

PASSWORD = "Changjiang-2026!"


@cache
def hashed() -> str:
    return make_password(PASSWORD)


@pytest.fixture(autouse=True)
def worker_nearby(monkeypatch: pytest.MonkeyPatch) -> None:
    """Letters leave as soon as their deed is committed, as where a worker waits for them."""
    monkeypatch.setattr(letters, "wake_on_commit", lambda task: transaction.on_commit(posting.send_due))


@pytest.fixture
def person(db: None) -> User:
    return make_user(username="lijiang", email="lijiang@example.cn", display_name="李江", password=hashed())


@pytest.fixture
def sign_in() -> Callable[..., Client]:
    """Sign in through the real form, in a browser of its own."""

    def go(login: str = "lijiang", password: str = PASSWORD) -> Client:
        browser = Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Chrome/120")
        browser.post("/accounts/login/", {"login": login, "password": password})
        return browser

    return go
