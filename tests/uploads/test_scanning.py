"""With a virus scanner a file is given out once it is cleared; without one nothing changes."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from structlog.testing import capture_logs

from collab_portal.environment import Environment
from collab_portal.lib import bounds, scanning, uploads
from notifications.models import Notification
from organizations.models import StoredFile
from organizations.operations import checking, files
from organizations.tasks import check_files
from tests.factories import make_activity, make_attachment, make_user
from tests.uploads.samples import Sent, pdf

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
INFECTED = pdf(b"<</Length 68>>stream\n" + EICAR + b"\nendstream")


def lying(folder) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.is_file()]


def verdict(content: bytes) -> bytes:
    return b"stream: Win.Test.EICAR_HDB-1 FOUND\0" if EICAR in content else b"stream: OK\0"


@contextmanager
def daemon(where: str, answer=verdict) -> Iterator[list[bytes]]:
    """Speaks INSTREAM like clamd, one file after another; what it was sent stands in the list."""
    server, sent = socket.socket(socket.AF_UNIX), []
    server.bind(where)
    server.listen()

    def serve() -> None:
        while True:
            try:
                line, _ = server.accept()
            except OSError:
                return
            with line, line.makefile("rb") as asked:
                assert asked.read(10) == b"zINSTREAM\0"
                content = b""
                while length := int.from_bytes(asked.read(4)):
                    content += asked.read(length)
                sent.append(content)
                with suppress(BrokenPipeError):  # whoever asked has hung up
                    line.sendall(answer(content))

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield sent
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join(5)


@pytest.fixture
def where(settings, tmp_path) -> str:
    """Where the daemon is expected; nobody listens there yet."""
    address = str(tmp_path / "clamd.ctl")
    settings.CLAMAV = ("unix", address)
    return address


@pytest.fixture
def activity(db):
    return make_activity("jiangsu", ("zhejiang",))


def state(attachment) -> str:
    return StoredFile.objects.get(pk=attachment.file_id).state


def test_without_a_scanner_every_file_is_given_out_at_once(activity, settings):
    assert settings.CLAMAV is None
    assert state(make_attachment(activity)) == "kept"


def test_a_clean_file_is_sent_whole_and_given_out(activity, where, client):
    with daemon(where) as sent:
        attachment = make_attachment(activity)
    client.force_login(make_user("zhejiang"))

    assert (sent, state(attachment)) == ([pdf()], "kept")
    assert client.get(attachment.get_absolute_url()).status_code == 200


def test_a_virus_is_refused_by_name_and_leaves_nothing(activity, where, folder):
    with daemon(where), pytest.raises(ValidationError, match=r"查出病毒（Win\.Test\.EICAR_HDB-1），没有接收"):
        files.store(Sent("材料.pdf", INFECTED), actor=make_user("jiangsu"))

    assert (StoredFile.objects.count(), lying(folder)) == (0, [])


def test_a_file_that_nobody_cleared_waits_and_is_given_to_nobody(activity, where, client):
    attachment = make_attachment(activity)
    client.force_login(make_user("jiangsu"))

    page = client.get(activity.get_absolute_url()).content.decode()
    response = client.get(attachment.get_absolute_url())

    assert state(attachment) == "waiting"
    assert (response.status_code, "等待查毒" in response.content.decode()) == (409, True)
    assert "待检，查毒通过后可以下载" in page
    assert attachment.get_absolute_url() + '"' not in page


def test_it_is_given_out_once_the_scanner_is_back(activity, where, client):
    attachment = make_attachment(activity)
    check_files()
    still = state(attachment)

    with daemon(where):
        check_files()

    client.force_login(make_user("jiangsu"))
    assert (still, state(attachment)) == ("waiting", "kept")
    assert client.get(attachment.get_absolute_url()).status_code == 200


def test_a_virus_found_later_is_removed_and_whoever_sent_it_is_told(
    activity, where, folder, client, django_capture_on_commit_callbacks
):
    sender = make_user("jiangsu")
    attachment = make_attachment(activity)
    with (
        daemon(where, lambda content: b"stream: Eicar FOUND\0"),
        django_capture_on_commit_callbacks(execute=True),
    ):
        check_files()
        check_files()
    client.force_login(sender)

    page = client.get(activity.get_absolute_url()).content.decode()
    notice = Notification.objects.get(recipient=attachment.file.uploaded_by)

    assert (state(attachment), lying(folder)) == ("infected", [])
    assert (notice.title, "Eicar" in notice.body) == ("文件“材料.pdf”查出病毒，已删除", True)
    assert "查出病毒，已删除" in page
    assert client.get(attachment.get_absolute_url()).status_code == 409
    assert client.post(reverse("activities:detach", args=[activity.pk, attachment.pk])).status_code == 302


def test_how_many_wait_and_how_long_is_logged(activity, where):
    make_attachment(activity)
    make_attachment(activity)

    with capture_logs() as logs:
        left = checking.check_waiting(now=timezone.now() + timedelta(minutes=7))

    (line,) = [line for line in logs if line["event"] == "files_wait_for_scanner"]
    assert (left, line["waiting"], line["oldest_minutes"], line["log_level"]) == (2, 2, 7, "warning")


def test_a_file_without_verdict_holds_up_no_other(activity, where):
    first, second = make_attachment(activity), make_attachment(activity)
    answers = iter([b"INSTREAM size limit exceeded. ERROR\0", b"stream: OK\0"])

    with daemon(where, lambda content: next(answers)):
        checking.check_waiting(now=timezone.now())

    assert (state(first), state(second)) == ("waiting", "kept")


STRANGE = {
    "nothing": (b"", scanning.ScannerAwayError),
    "an error": (b"stream: Can't allocate memory ERROR\0", scanning.NoVerdictError),
    "chatter": (b"x" * 100_000, scanning.NoVerdictError),
    "an unknown word": (b"UNKNOWN COMMAND\0", scanning.NoVerdictError),
    "a virus without name": (b"stream:  FOUND\0", scanning.NoVerdictError),
}


@pytest.mark.parametrize("case", STRANGE)
def test_a_strange_answer_is_no_verdict(case, where, tmp_path):
    answer, error = STRANGE[case]
    (tmp_path / "a").write_bytes(b"x")

    with (
        daemon(where, lambda content: answer),
        (tmp_path / "a").open("rb") as file,
        pytest.raises(scanning.ScannerAwayError) as raised,
    ):
        scanning.scan(file)

    assert raised.type is error


def test_a_scanner_that_says_nothing_is_waited_for_so_long(where, tmp_path, monkeypatch):
    monkeypatch.setattr(bounds, "SCAN_SECONDS", 0.3)
    (tmp_path / "a").write_bytes(b"x")
    over = threading.Event()

    def silent(content: bytes) -> bytes:
        over.wait(5)
        return b""

    with daemon(where, silent), (tmp_path / "a").open("rb") as file:
        with pytest.raises(scanning.ScannerAwayError, match=r"timed out|too slow"):
            scanning.scan(file)
        over.set()


def test_a_scanner_on_another_machine_is_asked_over_tcp(settings, tmp_path):
    (tmp_path / "a").write_bytes(EICAR)
    with socket.create_server(("127.0.0.1", 0)) as server, (tmp_path / "a").open("rb") as file:
        settings.CLAMAV = ("tcp", ("127.0.0.1", server.getsockname()[1]))

        def serve() -> None:
            with server.accept()[0] as line:
                while not line.recv(4_096).endswith(bytes(4)):
                    pass
                line.sendall(b"stream: Eicar FOUND\0")

        threading.Thread(target=serve, daemon=True).start()

        assert scanning.scan(file) == "Eicar"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("", None),
        ("unix:/run/clamav/clamd.ctl", ("unix", "/run/clamav/clamd.ctl")),
        ("tcp:10.1.2.3:3310", ("tcp", ("10.1.2.3", 3310))),
        ("tcp://[::1]:3310", ("tcp", ("::1", 3310))),
    ],
)
def test_the_address_is_read(written, meant, monkeypatch, tmp_path):
    monkeypatch.setenv("CLAMAV", written)

    assert Environment(tmp_path).scanner() == meant


@pytest.mark.parametrize(
    "written", ["/run/clamd.ctl", "unix:clamd", "tcp:host", "tcp::3310", "tcp:host:99999", "on"]
)
def test_an_address_that_cannot_be_read_stops_the_start(written, monkeypatch, tmp_path):
    monkeypatch.setenv("CLAMAV", written)

    with pytest.raises(SystemExit, match="CLAMAV"):
        Environment(tmp_path).scanner()


def test_what_waits_is_not_swept(activity, where):
    attachment = make_attachment(activity)

    files.sweep(now=timezone.now() + timedelta(days=2))

    assert uploads.path_of(attachment.file.key).is_file()
