"""An upload cut halfway: nothing of it is kept, and the next one works."""

import socket
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings as stored_settings
from django.test import Client
from django.urls import reverse
from pytest_django.live_server_helper import LiveServer

from activities.models import Attachment
from organizations.models import StoredFile
from tests.factories import make_activity, make_user
from tests.uploads.samples import picture

EDGE = "cut-here"


@pytest.fixture
def address(committed: None) -> Iterator[str]:
    """Of a real server on this test's rows."""
    server = LiveServer("127.0.0.1")
    yield server.url
    server.stop()


@pytest.fixture
def folder(settings, tmp_path) -> Path:
    """Everything an upload may touch, also while it arrives."""
    settings.UPLOAD_DIR, settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "uploads", str(tmp_path)
    return tmp_path


def lying(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def body_of(content: bytes, token: str) -> bytes:
    head = f'--{EDGE}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
    name = f'--{EDGE}\r\nContent-Disposition: form-data; name="files"; filename="a.jpg"\r\n'
    return (
        (head + name + "Content-Type: image/jpeg\r\n\r\n").encode() + content + f"\r\n--{EDGE}--\r\n".encode()
    )


def send(address: str, path: str, client: Client, body: bytes, share: float, piece: int = 0) -> str:
    """Send ``share`` of the body (slowly, by ``piece``), then hang up; the answer's first line, if any."""
    where = urlsplit(address)
    cookies = "; ".join(f"{name}={cookie.value}" for name, cookie in client.cookies.items())
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {where.netloc}\r\nCookie: {cookies}\r\n"
        f"Content-Length: {len(body)}\r\n"
        f"Content-Type: multipart/form-data; boundary={EDGE}\r\nConnection: close\r\n\r\n"
    )
    with socket.create_connection((where.hostname, where.port), timeout=20) as line:
        line.sendall(head.encode())
        part = body[: int(len(body) * share)]
        for start in range(0, len(part), piece or len(part)):
            line.sendall(part[start : start + (piece or len(part))])
            time.sleep(0.02 if piece else 0)
        if share < 1:
            time.sleep(0.3)
            return ""
        return line.makefile("rb").readline().decode()


@pytest.mark.parametrize("share", [0.1, 0.5, 0.999])
def test_a_cut_upload_leaves_nothing_and_the_next_one_is_kept(address, folder, share):
    activity = make_activity("jiangsu", ("zhejiang",))
    client = Client()
    client.force_login(make_user("jiangsu"))
    client.cookies[stored_settings.CSRF_COOKIE_NAME] = token = "a" * 32
    path = reverse("activities:attach", args=[activity.pk])
    body = body_of(picture(size=(900, 900)) + bytes(3_000_000), token)

    send(address, path, client, body, share)
    for _ in range(40):
        if not lying(folder):
            break
        time.sleep(0.1)

    assert lying(folder) == []
    assert (Attachment.objects.count(), StoredFile.objects.count()) == (0, 0)
    assert " 302 " in send(address, path, client, body_of(picture(), token), 1)
    assert activity.attachments.count() == 1


def test_thirty_megabytes_on_a_slow_line_arrive_whole_and_become_small(address, folder):
    activity = make_activity("jiangsu", ("zhejiang",))
    client = Client()
    client.force_login(make_user("jiangsu"))
    client.cookies[stored_settings.CSRF_COOKIE_NAME] = token = "a" * 32
    path = reverse("activities:attach", args=[activity.pk])
    body = body_of(picture(size=(900, 900)) + bytes(30_000_000), token)

    answer = send(address, path, client, body, 1, piece=300_000)

    assert " 302 " in answer
    assert StoredFile.objects.get().size < 1_000_000
