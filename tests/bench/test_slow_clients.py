"""Slow clients without a proxy in front: how long nobody else is served. Real server, real time-outs.

gunicorn's own worker for comparison: ``GUNICORN_CMD_ARGS="--worker-class gthread"``.
"""

import os
import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from tests.bounds.clients import PORTAL, Server, posting, serving

pytestmark = [pytest.mark.bench, pytest.mark.process, pytest.mark.timeout(1800)]
PATIENCE = int(os.environ.get("PATIENCE", "75"))
COOKIE = f"csrftoken={'k' * 32}"  # with a secret of its own the form is read before it is refused
FORM = "application/x-www-form-urlencoded"
HEADERS = {"Cookie": COOKIE, "Content-Type": FORM}
HEAD = f"POST /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {COOKIE}\r\nContent-Type: {FORM}\r\n"
CROWDS: dict[str, tuple[int, str]] = {
    "half-sent bodies": (40, posting(1000, "/accounts/login/", **HEADERS) + "login=a"),
    "half-sent bodies of 1 MB": (40, posting(2**20, "/accounts/login/", **HEADERS) + "login=a"),
    "half-sent heads": (40, HEAD),
    "connections that say nothing": (200, ""),
    "idle kept-alive connections": (200, "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"),
    "chunked bodies without an end": (40, f"{HEAD}Transfer-Encoding: chunked\r\n\r\n5\r\nlogin\r\n"),
}


def seconds_until(condition: Callable[[], bool]) -> float:
    begun = time.monotonic()
    while not condition() and time.monotonic() - begun < PATIENCE:
        time.sleep(0.1)
    return time.monotonic() - begun


@pytest.fixture
def portal(tmp_path):
    names = ("DATABASE_URL", "REDIS_URL")
    given = {name: os.environ[name] for name in names} | {
        "SECRET_KEY": "a key of fifty characters, of more than twelve kinds",
        "DEMO_MODE": "on",
    }
    with serving(PORTAL, tmp_path, **given) as server:
        yield server


@pytest.mark.parametrize("crowd", CROWDS)
def test_everybody_else_is_served_while_a_crowd_is_slow(portal: Server, crowd, capsys):
    number, text = CROWDS[crowd]
    links = [portal.connect(text) for _ in range(number)]
    time.sleep(0.5)

    seconds = seconds_until(portal.healthy)

    for link in links:
        with suppress(OSError):
            link.close()
    recovered = seconds_until(portal.healthy)
    with capsys.disabled():
        print(
            f"\n{number:>4} {crowd:32} /healthz after {seconds:6.1f} s, {recovered:4.1f} s once they are gone"
        )
    assert seconds <= 30
