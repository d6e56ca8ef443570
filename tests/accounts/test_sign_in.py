"""Signing in: by name or e-mail, not by guessing, and never to another site."""

import logging
import socket
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import posting, sample
from accounts.models import User
from collab_portal.lib.cache import FailOpenRedisCache
from tests.accounts.conftest import PASSWORD
from tests.factories import make_user

LOGIN = "/accounts/login/"
REFUSED = "登录失败次数过多，已暂停登录"


def attempt(client: Client, login: str, password: str, **extra: str) -> tuple[int, str]:
    response = client.post(LOGIN, {"login": login, "password": password, **extra})
    return response.status_code, response.headers.get("Location", "")


@pytest.mark.parametrize("login", ["lijiang", "lijiang@example.cn", "LiJiang@Example.CN", " lijiang "])
def test_a_person_signs_in_by_name_or_email(client: Client, person: User, login: str) -> None:
    assert attempt(client, login, PASSWORD) == (302, "/my/")


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("lijiang", "wrong"),
        ("nobody", PASSWORD),
        ("lijiang", ""),
        ("", PASSWORD),
        ("李江\0", PASSWORD),
        ("x" * 20_000, "y" * 20_000),
        ("a@" + "b" * 300 + ".cn", PASSWORD),
    ],
)
def test_bad_input_shows_the_form_again(client: Client, person: User, login: str, password: str) -> None:
    assert attempt(client, login, password) == (200, "")


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(client: Client, person: User) -> None:
    def words(login: str) -> list[str]:
        response = client.post(LOGIN, {"login": login, "password": "wrong"})
        return list(response.context["form"].non_field_errors())

    assert words("lijiang") == words("nobody") == words("no@example.cn") == ["用户名（邮箱）或密码不正确。"]


def test_one_account_locked_leaves_others_open(client: Client, person: User) -> None:
    make_user(username="other", password=person.password)
    for _ in range(11):
        attempt(client, "lijiang", "wrong")

    assert attempt(client, "other", PASSWORD) == (302, "/my/")


@pytest.fixture
def silent_server() -> Iterator[int]:
    """A port that accepts and never answers: a Redis that hangs."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize("away", ["refused", "silent"])
def test_without_the_cache_people_sign_in_at_once_and_the_operator_sees_it(
    client: Client,
    person: User,
    settings: Any,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    silent_server: int,
    away: str,
) -> None:
    monkeypatch.setattr(FailOpenRedisCache, "_asleep_until", 0.0)
    port = {"refused": 1, "silent": silent_server}[away]
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": f"redis://127.0.0.1:{port}/0"}}
    started = time.monotonic()

    with caplog.at_level(logging.ERROR):
        for _ in range(6):
            attempt(client, "lijiang", "wrong")
        signed_in = attempt(client, "lijiang", PASSWORD)

    assert signed_in == (302, "/my/")
    assert time.monotonic() - started < 10
    events = {record.msg["event"] for record in caplog.records if isinstance(record.msg, dict)}
    assert events == {"cache_unavailable"}


def test_a_closed_account_stays_out(client: Client, person: User) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)

    attempt(client, "lijiang", PASSWORD)

    assert client.get("/my/").status_code == 302


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "https:evil.example",
        "http:///evil.example",
        "/%09/evil.example",
        "\t//evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://testserver@evil.example/",
        "https://testserver.evil.example/",
    ],
)
def test_next_never_leads_to_another_site(client: Client, person: User, target: str) -> None:
    status, location = attempt(client, "lijiang", PASSWORD, next=target)

    assert (status, location) in {(302, "/my/"), (302, "/%09/evil.example")}


def test_next_leads_back_to_where_one_was_going(client: Client, person: User) -> None:
    asked = client.get("/accounts/profile/?a=1")

    assert asked.headers["Location"] == "/accounts/login/?next=/accounts/profile/%3Fa%3D1"
    assert attempt(client, "lijiang", PASSWORD, next="/my/?a=1") == (302, "/my/?a=1")


def test_the_session_id_changes_at_sign_in(client: Client, person: User) -> None:
    client.get(LOGIN)
    session = client.session
    session["x"] = 1
    session.save()
    client.cookies["sessionid"] = str(session.session_key)
    attempt(client, "lijiang", PASSWORD)

    assert client.session.session_key != session.session_key


@pytest.mark.django_db
def test_nobody_signs_up(client: Client) -> None:
    page = client.get("/accounts/signup/")

    assert (page.status_code, "<form method" in page.content.decode()) == (200, False)
    assert client.post("/accounts/signup/", {"username": "x", "password1": PASSWORD}).status_code == 405
    assert User.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    ["email/", "confirm-email/", "login/code/", "social/signup/", "2fa/webauthn/", "3rdparty/", ""],
)
def test_pages_of_the_library_that_we_do_not_use_are_not_there(client: Client, path: str) -> None:
    client.force_login(make_user())

    assert client.get(f"/accounts/{path}").status_code == 404


def test_a_forgotten_password_is_set_by_mail(client: Client, person: User) -> None:
    client.post(reverse("account_reset_password"), {"email": "lijiang@example.cn"})
    posting.send_due()
    link = next(line for line in mail.outbox[0].body.splitlines() if line.startswith("http"))
    form = client.get(link.removeprefix("http://testserver"), follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": "Hanjiang-2027!", "password2": "Hanjiang-2027!"})

    assert attempt(Client(), "lijiang", PASSWORD) == (200, "")
    assert attempt(Client(), "lijiang", "Hanjiang-2027!") == (302, "/my/")
    assert mail.outbox[0].subject == "设置新密码 · 长江流域机关党建协作平台"


def test_asking_for_an_unknown_address_looks_the_same_and_sends_nothing(client: Client, person: User) -> None:
    answers = [
        client.post(reverse("account_reset_password"), {"email": email}).headers["Location"]
        for email in ("lijiang@example.cn", "nobody@example.cn")
    ]

    posting.send_due()

    assert answers == [reverse("account_reset_password_done")] * 2
    assert [letter.to for letter in mail.outbox] == [["lijiang@example.cn"]]


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["1-x", "zzzzzzzzzzzzzz-x", "0-set-password", "1-" + "x" * 5000])
def test_a_made_up_reset_link_says_so(client: Client, key: str) -> None:
    page = client.get(f"/accounts/password/reset/key/{key}/")

    assert (page.status_code, "链接已失效" in page.content.decode()) == (200, True)


def test_a_changed_password_ends_other_sessions(person: User, sign_in: Callable[..., Client]) -> None:
    here, there = sign_in(), sign_in()
    new = {"oldpassword": PASSWORD, "password1": "Hanjiang-2027!", "password2": "Hanjiang-2027!"}
    changed = here.post(reverse("account_change_password"), new)

    assert changed.headers["Location"] == "/accounts/profile/"
    assert [browser.get("/my/").status_code for browser in (here, there)] == [200, 302]


@pytest.mark.parametrize("password", ["short-1!", "123456789012", "password12345", "lijiang@example.cn"])
def test_weak_passwords_are_refused(person: User, sign_in: Callable[..., Client], password: str) -> None:
    form = {"oldpassword": PASSWORD, "password1": password, "password2": password}

    assert sign_in().post(reverse("account_change_password"), form).status_code == 200


@pytest.mark.parametrize("demo", [True, False])
def test_demo_accounts_are_offered_in_a_demo_only(
    client: Client, db: None, settings: object, demo: bool
) -> None:
    sample.seed(timezone.now())
    settings.DEMO_MODE = demo  # type: ignore[attr-defined]

    page = client.get(LOGIN).content.decode()

    assert page.count("data-demo=") == (64 if demo else 0)
    assert ("Changjiang-2026!" in page) is demo


def test_a_password_of_ones_own_is_never_printed(client: Client, db: None, settings: object) -> None:
    settings.DEMO_MODE, settings.DEMO_PASSWORD = True, "Geheim-2026-xyz!"  # type: ignore[attr-defined]
    sample.seed(timezone.now())

    assert "Geheim" not in client.get(LOGIN).content.decode()


@pytest.mark.parametrize("name", ["issuer", "<script>", "x" * 500, "\0"])
def test_a_demo_link_fills_the_name_without_a_script(client: Client, db: None, name: str) -> None:
    page = client.get(LOGIN, {"login": name})

    assert page.status_code == 200
    assert page.context["form"]["login"].value() == name[:60].replace("\0", "")
    assert '<script>"' not in page.content.decode()
