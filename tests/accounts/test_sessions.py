"""Where one is signed in, and ending it everywhere."""

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.models import User
from accounts.sessions import device
from tests.factories import make_user

SignIn = Callable[..., Client]


def alive(*browsers: Client) -> list[bool]:
    return [browser.get("/my/").status_code == 200 for browser in browsers]


def test_each_device_is_listed_and_this_one_is_named(person: User, sign_in: SignIn) -> None:
    here = sign_in()
    sign_in()

    page = here.get("/accounts/sessions/").content.decode().partition("最近 30 次登录")[0]

    assert (page.count("Windows · Chrome"), page.count("本机<")) == (2, 1)


def test_other_devices_end_and_this_one_stays(person: User, sign_in: SignIn) -> None:
    here, there = sign_in(), sign_in()

    here.post("/accounts/sessions/end-others/")

    assert alive(here, there) == [True, False]


def test_all_devices_end_and_nothing_is_left(person: User, sign_in: SignIn) -> None:
    here, there = sign_in(), sign_in()

    here.post("/accounts/sessions/end-all/")

    assert alive(here, there) == [False, False]
    assert Session.objects.filter(expire_date__isnull=False).count() == 0


def test_nobody_ends_the_sessions_of_another(person: User, sign_in: SignIn) -> None:
    make_user(username="other", password=person.password)
    mine, theirs = sign_in(), sign_in("other")

    mine.post("/accounts/sessions/end-all/")

    assert alive(mine, theirs) == [False, True]


def test_signing_out_needs_a_post(person: User, sign_in: SignIn) -> None:
    here = sign_in()
    here.get("/accounts/logout/")
    assert alive(here) == [True]

    here.post("/accounts/logout/")
    assert alive(here) == [False]


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/120 Safari/537", "Windows · Chrome"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17) Mobile MicroMessenger/8.0", "iOS · 微信"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/120 Mobile Safari/537", "安卓 · Chrome"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Firefox/120.0", "Linux · Firefox"),
        ("curl/8", "未知设备"),
        ("", "未知设备"),
    ],
)
def test_a_device_is_told_in_words(agent: str, words: str) -> None:
    assert device(agent) == words


@pytest.mark.parametrize("count", [1, 5])
def test_the_list_costs_the_same_however_long(
    person: User, sign_in: SignIn, django_assert_max_num_queries: Callable[..., object], count: int
) -> None:
    browsers = [sign_in() for _ in range(count)]

    with django_assert_max_num_queries(8):  # type: ignore[attr-defined]
        page = browsers[0].get("/accounts/sessions/")

    devices, _, sign_ins = page.content.decode().partition("最近 30 次登录")
    assert (devices.count("Windows · Chrome"), sign_ins.count("Windows · Chrome")) == (count, count)
