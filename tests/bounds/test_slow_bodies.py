"""Slow, silent and endless clients on a real server: they cost nobody else a thread, and come to an end."""

import re
import time

import pytest

from collab_portal.lib import bounds
from collab_portal.serving import NoBodyError
from tests.bounds.clients import LISTENER, Server, answer, drip, posting, serving

LARGE = 4 * bounds.STRANGER_BODY
IGNORE = "/ignore"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Its time-outs are one second."""
    with serving(LISTENER, tmp_path_factory.mktemp("var"), BODY_TIMEOUT=1, HEADER_TIMEOUT=1) as server:
        yield server
    assert "Traceback" not in server.said


@pytest.mark.process
@pytest.mark.parametrize(
    ("number", "text"),
    [
        (40, posting(1000) + "half"),
        (40, "POST /read HTTP/1.1\r\nHost: 127.0.0.1\r\n"),
        (40, "\r\n\r\n"),
        (200, ""),
        (200, "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"),
    ],
    ids=["half a body", "half a head", "empty lines", "nothing", "kept alive"],
)
def test_a_crowd_of_slow_clients_keeps_nobody_waiting(server: Server, number, text):
    links = [server.connect(text) for _ in range(number)]

    assert all(server.healthy(1) for _ in range(5))

    for link in links:
        link.close()


@pytest.mark.process
@pytest.mark.parametrize(
    "text",
    [
        posting(LARGE) + "half",
        "POST /read HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
    ],
    ids=["large", "chunked"],
)
def test_bodies_that_an_application_reads_hold_no_thread_of_others(server: Server, text):
    links = [server.connect(text) for _ in range(40)]

    assert all(server.healthy(1) for _ in range(5))

    for link in links:
        link.close()


@pytest.mark.process
@pytest.mark.parametrize("length", [1000, LARGE], ids=["small", "large"])
def test_a_body_that_stops_is_told_so(server: Server, length):
    said = answer(server.connect(posting(length) + "half"))

    assert said.startswith("HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n")
    assert "提交超时" in said


@pytest.mark.process
@pytest.mark.parametrize(
    "head",
    [posting(1000), posting(LARGE), "POST /read HTTP/1.1\r\nX-Drip: "],
    ids=["body", "large body", "head"],
)
def test_what_only_drips_comes_to_an_end(server: Server, head):
    assert drip(server.connect(head), "x" * 200, 0.1, 8) < 4


@pytest.mark.process
@pytest.mark.parametrize("length", [10_000, LARGE], ids=["small", "large"])
def test_a_slow_body_that_keeps_coming_passes(server: Server, length):
    """Twelve pieces in 1.8 seconds for a small one would be late; a large one earns time with each piece."""
    pieces, pause = (12, 0.15) if length == LARGE else (4, 0.15)
    link = server.connect(posting(length, Connection="close"))

    for number in range(pieces):
        time.sleep(pause)
        link.sendall(b"x" * (length * (number + 1) // pieces - length * number // pieces))

    assert answer(link).endswith(f"\r\n\r\n{length} bytes\n")


@pytest.mark.process
def test_a_large_body_that_nobody_read_ends_its_connection(server: Server):
    said = answer(server.connect(posting(LARGE, IGNORE) + "x" * 1000))

    assert said.startswith("HTTP/1.1 200 OK")
    assert "\r\nConnection: close\r\n" in said
    assert said.endswith("unread\n")


@pytest.mark.process
def test_a_small_body_that_nobody_read_does_not(server: Server):
    text = posting(bounds.STRANGER_BODY, IGNORE) + "x" * bounds.STRANGER_BODY
    last = "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"

    said = answer(server.connect(text + text + last))

    assert said.count("HTTP/1.1 200 OK") == 3
    assert said.count("Connection: keep-alive") == 2


@pytest.mark.process
def test_a_client_that_waits_to_be_asked_is_asked(server: Server):
    link = server.connect(posting(4, Expect="100-continue", Connection="close"))
    assert link.recv(65536) == b"HTTP/1.1 100 Continue\r\n\r\n"

    link.sendall(b"body")

    assert answer(link).endswith("4 bytes\n")


@pytest.mark.process
def test_requests_in_a_row_on_one_connection_are_all_answered(server: Server):
    texts = [posting(length) + "x" * length for length in (3, 5_000, 0, 7)]
    link = server.connect("".join(texts) + posting(LARGE, Connection="close"))
    link.sendall(b"x" * LARGE)

    assert re.findall(r"(\d+) bytes", answer(link)) == ["3", "5000", "0", "7", str(LARGE)]


@pytest.mark.process
@pytest.mark.parametrize("length", [100, LARGE], ids=["small", "large"])
def test_a_body_that_was_cut_off_is_never_taken_for_a_whole_one(server: Server, length):
    link = server.connect(posting(length) + "half")
    link.shutdown(1)

    assert answer(link) == ""


@pytest.mark.process
@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("GET /" + "x" * 5_000 + " HTTP/1.1\r\nHost: x\r\n\r\n", 414),
        ("GET / HTTP/1.1\r\nX-Long: " + "x" * 100_000 + "\r\n\r\n", 431),
        ("POST /read HTTP/1.1\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nbody", 400),
        ("POST /read HTTP/1.1\r\nContent-Length: four\r\n\r\nbody", 400),
        (f"POST /ignore HTTP/1.1\r\nContent-Length: {'9' * 30}\r\n\r\nbody", 200),
    ],
    ids=["line", "field", "two lengths", "no number", "beyond any number"],
)
def test_heads_that_are_wrong_are_answered_at_once(server: Server, text, status):
    assert answer(server.connect(text)).startswith(f"HTTP/1.1 {status} ")


class Late:
    """A body that is late."""

    def read(self, *args):
        raise NoBodyError(0, late=True)

    readline = read


@pytest.mark.django_db
def test_a_late_body_passes_every_handler_of_the_portal(client, caplog):
    form = {"CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": "1000"}

    with pytest.raises(NoBodyError):
        client.generic("POST", "/accounts/login/", **form, **{"wsgi.input": Late()})

    assert caplog.records == []


@pytest.mark.process
def test_a_head_beyond_all_measure_is_turned_away_unread(server):
    line = f"Cookie: a={'x' * 8_000}\r\n"

    with server.connect("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n" + line * 10) as link:
        assert answer(link).startswith("HTTP/1.1 431 ")
    assert server.healthy()


@pytest.mark.process
def test_the_log_says_in_a_line_what_was_late(tmp_path):
    with serving(LISTENER, tmp_path, BODY_TIMEOUT=1, HEADER_TIMEOUT=1) as server:
        for text in (posting(1000) + "half", "POST /read HTTP/1.1\r\n"):
            with server.connect(text) as link:
                answer(link)

    assert "body_timeout" in server.said
    assert "head_timeout" in server.said
