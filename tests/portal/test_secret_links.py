"""Links that open something for whoever holds them stay out of logs, and lead nowhere but here."""

import re
import stat
from collections.abc import Iterable, Iterator
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.test import Client
from django.urls import get_resolver, reverse

from accounts import posting
from collab_portal.logs import masked, without_secrets
from tests.factories import make_user


def test_a_log_line_does_not_repeat_the_secret_of_a_link() -> None:
    said = {
        line: without_secrets(None, "", {"path": line, "exception": f'File "{line}"\n', "status": 404})
        for line in (
            "GET /rotation/calendar.ics?token=SECRET-_9&x=1",
            "Not Found: /accounts/password/reset/key/1-SECRET-9/",
            "/accounts/login/?next=/rotation/poll/%3Ftoken%3DSECRET%26x",
            "/accounts/login/?next=%2Faccounts%2Fstart%2FSECRET%2F",
            "/accounts/login/?next=%252Faccounts%252Faddress%252Fstop%252FSECRET%252F&x=1",
            "/rotation/calendar.ics?token%5B%5D=SECRET",
            "/accounts/login/?login=a&password=SECRET",
            "/accounts/start/SECRET/",
            "/accounts/address/SECRET/stop/SECRET/",
            "/accounts/address/stop/SECRET/",
            "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=SECRET",
            "https://oapi.dingtalk.com/robot/send?access_token=SECRET&timestamp=1",
            "https://open.feishu.cn/open-apis/bot/v2/hook/SECRET",
            "Authorization: Bearer cjp_SECRET",
            "whsec_SECRET",
        )
    }

    for line, row in said.items():
        assert "SECRET" not in f"{row['path']}{row['exception']}", line
        assert "***" in row["path"], line
    assert said["GET /rotation/calendar.ics?token=SECRET-_9&x=1"]["path"].endswith("?token=***&x=1")
    assert masked("/rotation/?year=2026#key") == "/rotation/?year=2026#key"


def secret_addresses() -> Iterator[tuple[str, str]]:
    """Each address whose pattern holds a secret, by its parameter's name, with the secret SECRETWORD."""

    def walk(patterns: Iterable[Any], before: str = "/") -> Iterator[tuple[str, str]]:
        for pattern in patterns:
            whole = before + str(pattern.pattern)
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern.url_patterns, whole)
            elif re.search(r"<(?:\w+:)?(?:token|key|secret|code)>|P<key>", whole):
                yield whole, re.sub(r"<[^>]+>|\(\?P<key>.+\)", "SECRETWORD", whole)

    return walk(get_resolver().url_patterns)


OPEN_TO_NOBODY = {"/experience/pictures/<uuid:token>/"}  # a name, not a key: the page asks who may see it


def test_every_address_with_a_secret_in_its_path_is_masked() -> None:
    found = dict(secret_addresses())

    assert len(found) >= 3
    for pattern, address in found.items():
        if pattern not in OPEN_TO_NOBODY:
            assert "SECRETWORD" not in masked(address), pattern


def test_the_page_of_a_personal_link_is_kept_by_no_cache(db: None, client: Client) -> None:
    said = client.get(reverse("rotation:poll-by-link"), {"token": "SECRETTOKEN"})

    assert {"no-store", "private"} <= set(said.headers["Cache-Control"].split(", "))


def test_letters_in_files_are_for_the_service_alone(tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    folder.mkdir(mode=0o755)

    with get_connection("collab_portal.lib.mail_files.PrivateFiles", file_path=folder) as link:
        link.send_messages([EmailMessage("示例", "一封信", "a@example.cn", ["b@example.cn"])])

    (letter,) = folder.iterdir()
    assert "一封信" in message_from_bytes(letter.read_bytes()).get_payload(decode=True).decode()
    assert [stat.S_IMODE(path.stat().st_mode) for path in (folder, letter)] == [0o700, 0o600]


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
    posting.send_due()

    body = str(mailoutbox[0].body)  # type: ignore[attr-defined]
    assert f"{settings.SITE_URL}/accounts/password/reset/key/" in body
    assert "6666" not in body
