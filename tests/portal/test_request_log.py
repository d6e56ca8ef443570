"""What the log says of requests: one line each, with who and from where; tracebacks are for faults alone."""

import io
import json
import logging
import logging.config
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog
from django.db import OperationalError, connection
from django.test import Client, RequestFactory

from collab_portal.embedded.child import TROUBLE
from collab_portal.lib.addresses import client_address
from collab_portal.logs import logging_config
from tests.factories import make_user

pytestmark = pytest.mark.django_db
Written = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def written() -> Iterator[Written]:
    """What has been written so far, as it stands on standard output in production."""
    stream, config = io.StringIO(), logging_config(json=True)
    config["handlers"]["console"]["stream"] = stream
    before = logging.getLogger().handlers[:]
    logging.config.dictConfig(config)
    for handler in before:
        logging.getLogger().addHandler(handler)

    def lines() -> list[dict[str, Any]]:
        text = stream.getvalue()
        assert len(text.splitlines()) == text.count("\n")
        return [json.loads(line) | {"whole": line} for line in text.splitlines()]

    yield lines
    logging.getLogger().handlers[:] = before


def test_a_logger_of_before_a_new_set_up_is_heard_after_it() -> None:
    log = structlog.get_logger("portal.tests")
    log.debug("used")
    logging_config(json=True)

    with structlog.testing.capture_logs() as lines:
        log.info("heard")

    assert [line["event"] for line in lines] == ["heard"]


def test_a_request_is_one_line_with_who_what_and_how_long(written: Written) -> None:
    person = make_user()
    client = Client(REMOTE_ADDR="198.51.100.7")
    client.force_login(person)

    client.get("/my/", {"token": "SECRET", "page": "2"})

    (line,) = written()
    asked = {name: line[name] for name in ("event", "level", "method", "path", "status", "ip", "person")}
    assert asked == {
        "event": "request",
        "level": "info",
        "method": "GET",
        "path": "/my/?token=***&page=2",
        "status": 200,
        "ip": "198.51.100.7",
        "person": person.pk,
    }
    assert line["milliseconds"] >= 0
    assert len(line["request_id"]) == 36


def test_two_requests_have_two_ids_and_a_stranger_is_nobody(written: Written) -> None:
    for _ in range(2):
        Client().get("/")

    first, second = written()
    assert first["request_id"] != second["request_id"]
    assert (first["person"], second["person"]) == (None, None)


REFUSED = [
    (403, "GET", "/rotation/plan/", {}),
    (404, "GET", "/nothing/", {}),
    (405, "POST", "/my/", {}),
    (413, "POST", "/my/", {"CONTENT_LENGTH": "900000000"}),
    (422, "GET", "/api/v1/activities/nonsense", {}),
]


@pytest.mark.parametrize(("status", "method", "path", "extra"), REFUSED, ids=[str(row[0]) for row in REFUSED])
def test_a_refusal_is_one_line_without_traceback_and_no_alarm(
    written: Written, status: int, method: str, path: str, extra: dict[str, str]
) -> None:
    client = Client()
    client.force_login(make_user(role="member"))

    answer = client.generic(method, path, **extra)

    (line,) = written()
    assert (answer.status_code, line["status"], line["level"]) == (status, status, "info")
    assert not TROUBLE.search(line["whole"].encode())


def test_what_is_suspicious_keeps_its_reason_and_is_no_alarm_either(written: Written) -> None:
    form = "&".join(f"f{number}=1" for number in range(5000))

    answer = Client().generic(
        "POST", "/accounts/login/", form, content_type="application/x-www-form-urlencoded"
    )

    reason, line = written()
    assert (answer.status_code, line["status"]) == (413, 413)
    assert reason["logger"] == "django.security.TooManyFieldsSent"
    assert not any(TROUBLE.search(row["whole"].encode()) for row in (reason, line))


def test_a_fault_is_an_alarm_with_its_traceback(written: Written) -> None:
    def away(*args: Any, **options: Any) -> None:
        raise OperationalError("the database is away: /rotation/poll/?token=SECRET")

    client = Client(raise_request_exception=False)
    client.force_login(make_user())
    with connection.execute_wrapper(away):
        assert client.get("/my/").status_code == 500

    *faults, line = written()  # the page's, and that of a middleware around it
    fault = faults[0]
    assert "Traceback" in fault["exception"]
    assert "SECRET" not in fault["whole"]
    assert TROUBLE.search(fault["whole"].encode())
    assert (line["event"], line["status"]) == ("request", 500)
    assert line["request_id"] == fault["request_id"]


@pytest.mark.parametrize(
    ("proxies", "said", "address"),
    [
        (0, "6.6.6.6", "192.0.2.1"),
        (0, "", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "6.6.6.6, 203.0.113.5", "203.0.113.5"),
        (2, "6.6.6.6, 203.0.113.5, 10.0.0.1", "203.0.113.5"),
        (2, "203.0.113.5", "192.0.2.1"),
        (1, "nonsense", "192.0.2.1"),
        (1, "203.0.113.5:4711", "203.0.113.5"),
        (1, "[2001:db8::5]:4711", "2001:db8::5"),
        (1, "2001:db8::5", "2001:db8::5"),
        (1, "::ffff:203.0.113.5", "203.0.113.5"),
        (1, ",", "192.0.2.1"),
        (3, "6.6.6.6," * 5000 + "203.0.113.5,10.0.0.1,10.0.0.2", "203.0.113.5"),
    ],
)
def test_an_address_is_believed_only_from_the_trusted_proxies(
    settings: Any, proxies: int, said: str, address: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    header = {"HTTP_X_FORWARDED_FOR": said} if said else {}

    assert client_address(RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", **header)) == address


def test_log_and_limits_ask_the_same(settings: Any, written: Written) -> None:
    from allauth.account.adapter import get_adapter

    settings.TRUSTED_PROXIES = 1
    forwarded = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "6.6.6.6, 203.0.113.5"}
    Client(**forwarded).get("/healthz")

    limited = get_adapter().get_client_ip(RequestFactory().get("/", **forwarded))

    assert (written()[0]["ip"], limited) == ("203.0.113.5", "203.0.113.5")
