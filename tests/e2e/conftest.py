"""A real browser before a real server, on a copy of the sample data that is thrown away afterwards.

The browser is the machine's Chromium (``CHROMIUM`` names another); without one these tests are
skipped with the reason, except under ``CI=true``, where they fail. Pictures go to ``test-artifacts/``.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import BrowserContext
from pytest_django.live_server_helper import LiveServer

from accounts.models import User

# Playwright's loop runs in the main thread, where Django would refuse synchronous queries.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

ARTIFACTS = Path(settings.BASE_DIR) / "test-artifacts"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


def find_chromium() -> str | None:
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    return shutil.which("/usr/bin/chromium") or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    executable = find_chromium()
    if executable is None:
        reason = "No Chromium: install Debian's `chromium` or set CHROMIUM=/path/to/it."
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return {"executable_path": executable, "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, object]:
    return {
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "viewport": {"width": 1440, "height": 900},
        "reduced_motion": "reduce",
    }


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every browser test uses the database: pytest-django then makes the test database, also when alone."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.django_db)


@pytest.fixture
def _django_db_helper() -> None:
    """No transaction around a browser test: the server in its threads sees only what is committed."""


@pytest.fixture(scope="module")
def portal(sample_data: None) -> Iterator[str]:
    """Address of a server on the module's own copy of the sample data."""
    cache.clear()
    server = LiveServer("127.0.0.1")
    try:
        yield server.url
    finally:
        server.stop()


@pytest.fixture
def sign_in(portal: str, context: BrowserContext) -> Callable[[str], None]:
    """``sign_in("jiangsu-staff")``: the browser is that person from here on."""

    def as_person(username: str) -> None:
        client = Client()
        client.force_login(User.objects.get(username=username))
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": portal}])

    return as_person
