"""What every answer carries, and what a production setup is told before it starts."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from collab_portal.environment import Environment
from tests.factories import make_user

ROOT = Path(settings.BASE_DIR)


@pytest.mark.django_db
def test_every_page_carries_the_headers_that_protect_it(client: Client) -> None:
    client.force_login(make_user())

    headers = client.get("/accounts/profile/").headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "no-store" in headers["Cache-Control"]
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert not {"unsafe-inline", "unsafe-eval", "http:", "https:", "*"} & set(
        headers["Content-Security-Policy"].replace("'", " ").split()
    )


@pytest.mark.django_db
def test_sign_in_pages_are_never_stored(client: Client) -> None:
    assert "no-store" in client.get("/accounts/login/").headers["Cache-Control"]


@pytest.mark.django_db
def test_no_page_of_accounts_has_inline_script_or_style(client: Client) -> None:
    client.force_login(make_user(None, role="member", platform_role="system"))

    for path in ("profile/", "sessions/", "people/", "people/new/", "password/change/", "2fa/"):
        page = client.get(f"/accounts/{path}").content.decode()
        assert "style=" not in page
        assert " onclick=" not in page


@pytest.mark.django_db
def test_a_form_without_its_secret_is_refused() -> None:
    strict = Client(enforce_csrf_checks=True)

    assert strict.post("/accounts/login/", {"login": "x", "password": "y"}).status_code == 403


@pytest.mark.django_db
def test_a_method_that_is_not_allowed_gets_a_page_of_ours(client: Client) -> None:
    client.force_login(make_user())

    answer = client.get("/accounts/sessions/end-all/")

    assert (answer.status_code, answer.headers["Allow"]) == (405, "POST")
    assert "回到首页" in answer.content.decode()


@pytest.mark.django_db
def test_a_program_gets_a_bare_405(client: Client) -> None:
    client.force_login(make_user())

    answer = client.get("/accounts/sessions/end-all/", headers={"accept": "application/json"})

    assert (answer.status_code, answer.content) == (405, b"")


@pytest.mark.django_db
def test_signed_in_pages_are_not_shared_by_caches(client: Client) -> None:
    client.force_login(make_user())

    for path in ("/my/", "/accounts/sessions/"):
        assert {"private", "no-store"} <= set(client.get(path).headers["Cache-Control"].split(", "))


PRODUCTION = {
    "DATABASE_URL": "postgres://portal:x@127.0.0.1:5432/portal",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "SECRET_KEY": "k" * 30 + "-0123456789-abcdefghij-ABCDEFGHIJ",
    "SITE_URL": "https://portal.example.cn",
    "EMAIL_URL": "smtp://mail.example.cn:25",
}


def manage(*arguments: str, **changed: str | None) -> subprocess.CompletedProcess[str]:
    """``manage.py`` in an environment of its own: production's, with these values changed (None: unset)."""
    environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"} | PRODUCTION
    for name, value in changed.items():
        environment.pop(name, None) if value is None else environment.update({name: value})
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.process
def test_production_settings_satisfy_djangos_own_deployment_check() -> None:
    run = manage("check", "--deploy", "--fail-level", "WARNING")

    assert (run.returncode, run.stderr.strip().splitlines()[-1:]) == (0, []), run.stderr


@pytest.mark.process
def test_cookies_are_for_https_only_when_the_site_is() -> None:
    flags = "SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SECURE_SSL_REDIRECT SESSION_COOKIE_HTTPONLY"
    code = f"from django.conf import settings as s; print([getattr(s, n) for n in '{flags}'.split()])"

    assert "[True, True, True, True]" in manage("shell", "-v", "0", "-c", code).stdout
    plain = manage("shell", "-v", "0", "-c", code, SITE_URL="http://portal.example.cn")
    assert "[False, False, False, True]" in plain.stdout


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "postgres://"),
        ("DATABASE_URL", "postgres://h:port/x"),
        ("DATABASE_URL", "mysql://u:p@h/x"),
        ("DATABASE_URL", "sqlite:///x.db"),
        ("REDIS_URL", "nonsense"),
        ("REDIS_URL", "http://h"),
        ("REDIS_URL", "redis://h:port/0"),
        ("REDIS_URL", "redis://[::1/0"),
        ("EMAIL_URL", "nonsense"),
        ("EMAIL_URL", "smtp://"),
        ("EMAIL_URL", "smtp://h:port"),
        ("EMAIL_URL", "ftp://h"),
        ("SITE_URL", "portal.example.cn"),
        ("SITE_URL", "https://"),
        ("SITE_URL", "https://[::1"),
        ("SECRET_KEY", None),
        ("SECRET_KEY", "short1234"),
        ("SECRET_KEY", "0123456789-abcdefghij-0123456789-abcdefghij-01234"),  # 49 characters
        ("SECRET_KEY", "0123456789a" * 6),  # of eleven kinds
        ("SECRET_KEY", "change-me"),
        ("METRICS_NETWORKS", "10.20.30.0/40"),
        ("METRICS_NETWORKS", "10.20.30.7/24"),
        ("DEBUG", "perhaps"),
        ("COLUMN_PUBLIC", "2"),
        ("TRUSTED_PROXIES", "two"),
        ("TRUSTED_PROXIES", "-1"),
        ("PORT", "http"),
    ],
)
def test_a_value_that_cannot_work_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str | None
) -> None:
    for key, good in PRODUCTION.items():
        monkeypatch.setenv(key, good)
    for key in ("DEMO_MODE", "DEBUG", "VAR_DIR", "COLUMN_PUBLIC", "TRUSTED_PROXIES"):
        monkeypatch.delenv(key, raising=False)
    if value is None:
        monkeypatch.delenv(name)
    else:
        monkeypatch.setenv(name, value)

    with pytest.raises(SystemExit) as stopped:
        read_everything()

    assert re.fullmatch(rf"配置错误：[^\n]*{name}[^\n]*", str(stopped.value.code))


def read_everything() -> None:
    """What settings.py reads."""
    env = Environment(ROOT)
    env.number("PORT", 8000)
    env.check()


@pytest.mark.process
def test_a_value_that_cannot_work_is_one_line_on_the_screen() -> None:
    run = manage("check", REDIS_URL="redis://[::1/0")

    assert (run.returncode, len(run.stderr.strip().splitlines())) == (1, 1)
    assert run.stderr.startswith("配置错误：REDIS_URL")


@pytest.mark.process
def test_a_secret_in_a_bad_value_is_not_repeated() -> None:
    run = manage("check", DATABASE_URL="postgres://portal:geheim@h:port/x")

    assert (run.returncode, "geheim" in run.stderr + run.stdout) == (1, False)


@pytest.mark.process
@pytest.mark.parametrize(
    "server",
    [
        "gunicorn -c python:collab_portal.gunicorn collab_portal.wsgi",
        "celery -A collab_portal worker",
        "celery -A collab_portal beat",
    ],
)
def test_no_server_starts_with_a_weak_key_and_each_says_so_once(server: str, tmp_path: Path) -> None:
    weak = {**PRODUCTION, "SECRET_KEY": "change-me", "VAR_DIR": str(tmp_path), "PATH": os.environ["PATH"]}

    run = subprocess.run(
        [sys.executable, "-m", *server.split()],
        cwd=ROOT,
        env={**weak, "LANG": "C.UTF-8", "PORT": "0"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert run.returncode not in {0, None}
    assert (run.stdout + run.stderr).startswith("配置错误：SECRET_KEY 太弱")
    assert (run.stdout + run.stderr).count("\n") == 1


Sign = Callable[..., Client]


def test_the_session_cookie_is_hidden_from_scripts_and_other_sites(person: object, sign_in: Sign) -> None:
    cookie = sign_in().cookies["sessionid"]

    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")
