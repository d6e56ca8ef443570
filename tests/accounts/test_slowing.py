"""Guessing is slowed, and nobody outside keeps out a person who has signed in before."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import posting
from accounts.models import SecurityEvent, User
from tests.accounts.conftest import PASSWORD
from tests.accounts.helpers import SECRET, link_in, signed_in, wide, with_second_step
from tests.factories import make_user

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


def guess(name: str = "lijiang", password: str = "wrong", address: str = "10.0.0.1", **browser: Any) -> Any:
    return Client(REMOTE_ADDR=address, **browser).post(LOGIN, {"login": name, "password": password})


def test_ten_wrong_passwords_an_hour_are_looked_at_from_wherever_they_come(person: User) -> None:
    with patch.object(User, "check_password", return_value=False) as compared:
        for number in range(40):
            guess(
                ("lijiang", "LiJiang", "lijiang@example.cn", "\uff4cijiang")[number % 4],
                address=f"10.0.{number}.1",
            )

    assert compared.call_count == 10
    assert SecurityEvent.objects.filter(kind="sign_in_failed").count() == 10
    assert guess(password=PASSWORD).status_code == 200


def test_the_owner_enters_on_a_known_device_meanwhile(person: User) -> None:
    mine = Client(REMOTE_ADDR="10.0.0.1")
    mine.post(LOGIN, {"login": "lijiang", "password": PASSWORD})
    mine.post("/accounts/logout/")
    for _ in range(12):
        guess()

    assert mine.post(LOGIN, {"login": "lijiang", "password": PASSWORD}).status_code == 302


def test_a_known_device_has_a_counter_of_its_own(person: User) -> None:
    mine = Client()
    mine.post(LOGIN, {"login": "lijiang", "password": PASSWORD})
    mine.post("/accounts/logout/")
    for _ in range(10):
        mine.post(LOGIN, {"login": "lijiang", "password": "wrong"})

    assert mine.post(LOGIN, {"login": "lijiang", "password": PASSWORD}).status_code == 200
    assert guess(password=PASSWORD).status_code == 302


def test_an_hour_later_strangers_may_try_again(person: User, time_machine: Any) -> None:
    for _ in range(10):
        guess()
    time_machine.move_to(timezone.now() + timedelta(minutes=61))

    assert guess(password=PASSWORD).status_code == 302


def test_a_letter_lets_a_new_device_of_the_owner_on(
    person: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(12):
            guess()
    letters = [letter for letter in mail.outbox if letter.to == [person.email]]
    new = Client()

    new.get(link_in(letters[0]))
    assert new.post(LOGIN, {"login": "lijiang", "password": PASSWORD}).status_code == 200
    new.post(link_in(letters[0]))

    assert len(letters) == 1
    assert new.post(LOGIN, {"login": "lijiang", "password": PASSWORD}).status_code == 302


def test_an_unknown_name_is_slowed_alike(person: User) -> None:
    words = {
        name: [guess(name).content.decode().count("登录失败次数过多") for _ in range(12)]
        for name in ("lijiang", "nobody")
    }

    assert words["lijiang"] == words["nobody"]
    assert words["nobody"][-1] > 0


def test_one_network_guesses_thirty_times_a_minute_over_all_accounts(person: User) -> None:
    for number in range(35):
        guess(f"name{number}", address=f"10.9.8.{number}")

    assert SecurityEvent.objects.filter(kind="sign_in_failed").count() == 30
    assert guess(password=PASSWORD, address="10.9.8.200").status_code == 200
    assert guess(password=PASSWORD, address="10.9.9.1").status_code == 302


def test_a_storm_of_refusals_leaves_one_row_a_minute(person: User) -> None:
    for _ in range(30):
        guess()

    assert SecurityEvent.objects.filter(kind="slowed").count() == 1


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/accounts/reauthenticate/", {"password": "wrong"}),
        (
            "/accounts/password/change/",
            {"oldpassword": "wrong", "password1": "x" * 20, "password2": "x" * 20},
        ),
    ],
)
def test_a_stolen_session_guesses_the_password_no_more_often(
    person: User, path: str, fields: dict[str, str]
) -> None:
    stolen = Client()
    stolen.force_login(person)
    with patch.object(User, "check_password", return_value=False) as compared:
        for _ in range(15):
            stolen.post(path, fields)

    assert 0 < compared.call_count <= 10


def code() -> str:
    return str(format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time())))))


def test_a_code_works_once_also_when_the_cache_has_forgotten(person: User) -> None:
    with_second_step(person)
    first, second = Client(), Client()
    number = {"code": code()}
    for browser in (first, second):
        browser.post(LOGIN, {"login": "lijiang", "password": PASSWORD})

    entered = first.post(reverse("mfa_authenticate"), number).status_code
    cache.clear()
    again = second.post(reverse("mfa_authenticate"), number).status_code

    assert (entered, again) == (302, 200)


def test_five_wrong_codes_tell_the_owner_that_the_password_is_known(
    person: User, django_capture_on_commit_callbacks: Any
) -> None:
    with_second_step(person)
    halfway = Client()
    halfway.post(LOGIN, {"login": "lijiang", "password": PASSWORD})
    with django_capture_on_commit_callbacks(execute=True):
        for number in range(7):
            halfway.post(reverse("mfa_authenticate"), {"code": f"{number:06}"})

    told = [letter.subject for letter in mail.outbox if letter.to == [person.email]]
    assert [subject.partition(" ")[0] for subject in told] == ["有人输入了您的正确密码"]


def test_a_reset_asked_by_a_stranger_spoils_nobodys_second_step(person: User) -> None:
    Client().post("/accounts/password/reset/", {"email": person.email})

    assert signed_in(person).get(reverse("mfa_activate_totp")).status_code == 200


def test_a_reset_goes_to_confirmed_addresses_only(person: User) -> None:
    make_user(email="typed@by.admin.cn", email_confirmed_at=None)
    for address in ("typed@by.admin.cn", "LIJIANG@example.cn", wide("lijiang@example.cn")):
        Client().post("/accounts/password/reset/", {"email": address})
    posting.send_due()

    assert [letter.to for letter in mail.outbox] == [["lijiang@example.cn"]] * 2
