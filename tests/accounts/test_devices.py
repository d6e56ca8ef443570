"""Known devices, the second step once a day, and what 确认身份 asks for."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import devices
from accounts.models import SecurityEvent, User
from tests.accounts.conftest import PASSWORD
from tests.accounts.helpers import with_second_step
from tests.accounts.test_slowing import code

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
LOGIN, STEP = "/accounts/login/", "/accounts/2fa/authenticate/"
WORD = "another-word-of-mine-2026"


def numbers(kind: str, person: User) -> list[str]:
    """The numbers of devices in the rows of one kind, oldest first."""
    rows = SecurityEvent.objects.filter(kind=kind, person_id=person.pk).order_by("pk")
    return [row.facts.get("known", "") for row in rows]


def enter(browser: Client, password: str = PASSWORD) -> str:
    """Sign in (again) by password; the page that follows."""
    browser.post("/accounts/logout/")
    return str(browser.post(LOGIN, {"login": "lijiang", "password": password}).headers["Location"])


def change(browser: Client) -> None:
    browser.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": WORD, "password2": WORD}
    )


def test_another_password_makes_other_devices_strange_and_keeps_this_one(
    person: User, sign_in: SignIn
) -> None:
    here, there = sign_in(), sign_in()
    change(here)

    for browser in (here, there):
        enter(browser, WORD)

    first, second, third = numbers("device_known", person)
    assert numbers("signed_in", person)[2:] == [first, ""]  # here again; there as if never seen
    assert len({first, second, third}) == 3


def test_who_changes_the_password_stays_signed_in_here_alone(person: User, sign_in: SignIn) -> None:
    here, there = sign_in(), sign_in()
    change(here)

    assert (here.get("/my/").status_code, there.get("/my/").status_code) == (200, 302)


def test_a_password_that_was_not_changed_leaves_devices_as_they_are(person: User, sign_in: SignIn) -> None:
    here, there = sign_in(), sign_in()
    here.post("/accounts/password/change/", {"oldpassword": "wrong", "password1": WORD, "password2": WORD})

    enter(there)

    assert numbers("signed_in", person)[-1] == numbers("device_known", person)[1]


@pytest.fixture
def stepped(person: User, sign_in: SignIn) -> Client:
    """A browser where the person has signed in with a code today."""
    with_second_step(person)
    browser = sign_in()
    browser.post(STEP, {"code": code()})
    return browser


def test_the_second_step_is_asked_once_a_day_on_a_known_device(
    person: User, stepped: Client, sign_in: SignIn, time_machine: Any
) -> None:
    assert enter(stepped) == "/my/"
    assert sign_in().get("/my/").status_code == 302  # elsewhere it is asked
    time_machine.move_to(timezone.now() + timedelta(days=1))

    assert enter(stepped) == STEP


def test_the_trail_says_how_the_second_step_was_passed(person: User, stepped: Client) -> None:
    enter(stepped)

    rows = SecurityEvent.objects.filter(kind="signed_in").order_by("pk")
    assert [row.facts["second_step"] for row in rows] == ["验证码", "当日已验证"]


@pytest.mark.parametrize("duty", ["system", "security", "auditor"])
def test_platform_duties_give_a_code_every_time(person: User, stepped: Client, duty: str) -> None:
    User.objects.filter(pk=person.pk).update(platform_role=duty, role="member", committee=None)

    assert enter(stepped) == STEP


@pytest.mark.parametrize("deed", ["epoch", "password", "another person"])
def test_a_day_once_stepped_ends_with_what_makes_the_device_strange(
    person: User, stepped: Client, deed: str
) -> None:
    if deed == "epoch":
        User.objects.filter(pk=person.pk).update(epoch=person.epoch + 1)
    elif deed == "password":
        User.objects.filter(pk=person.pk).update(password_set_at=timezone.now() + timedelta(minutes=1))
    else:
        stepped.cookies[devices.COOKIE] = stepped.cookies[devices.COOKIE].value.replace(":", ":x", 1)

    assert enter(stepped) == STEP


def test_a_code_is_asked_again_after_a_first_sign_in_without_one(person: User, sign_in: SignIn) -> None:
    """Known, but no code was ever given here."""
    browser = sign_in()
    with_second_step(person)

    assert enter(browser) == STEP


def test_a_second_step_without_a_code_answers_beside_the_field(person: User, sign_in: SignIn) -> None:
    with_second_step(person)
    halfway = sign_in()

    for sent in ({}, {"credential": "{}"}, {"credential": "[" * 10_000}, {"code": ""}, {"code": "\0"}):
        answer = halfway.post(STEP, sent)
        assert (answer.status_code, "code" in answer.context["form"].errors) == (200, True)


AGAIN, CODE = "/accounts/reauthenticate/", "/accounts/2fa/reauthenticate/"


def test_who_has_a_second_step_confirms_by_password_and_code(person: User, stepped: Client) -> None:
    aim = reverse("accounts:address")
    asked = stepped.post(aim, {"address": "new@js.gov.cn"}).headers["Location"]
    assert asked.startswith(AGAIN)
    assert "改用" not in stepped.get(asked).content.decode()

    then = stepped.post(asked, {"password": PASSWORD}).headers["Location"]
    assert then.startswith(CODE)
    assert stepped.post(aim, {"address": "new@js.gov.cn"}).headers["Location"].startswith(AGAIN)


def test_password_then_code_open_what_was_asked(person: User, stepped: Client, time_machine: Any) -> None:
    time_machine.move_to(timezone.now() + timedelta(minutes=2))
    aim = reverse("mfa_generate_recovery_codes")
    asked = stepped.get(aim).headers["Location"]
    then = stepped.post(asked, {"password": PASSWORD}).headers["Location"]

    assert stepped.post(then, {"code": code()}).headers["Location"] == aim
    assert stepped.get(aim).status_code == 200


def test_a_session_with_the_password_changes_no_password_where_a_code_is_asked_for(
    person: User, stepped: Client, time_machine: Any
) -> None:
    time_machine.move_to(timezone.now() + timedelta(minutes=2))
    aim, word = reverse("account_change_password"), "another-word-of-mine-2026"
    sent = {"oldpassword": PASSWORD, "password1": word, "password2": word}

    assert stepped.post(aim, sent).headers["Location"].startswith(AGAIN)
    asked = stepped.get(aim).headers["Location"]
    then = stepped.post(asked, {"password": PASSWORD}).headers["Location"]
    assert stepped.post(aim, sent).headers["Location"].startswith(AGAIN)
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    stepped.post(then, {"code": code()})
    stepped.post(aim, sent)
    person.refresh_from_db()
    assert person.check_password(word)


def test_the_code_alone_confirms_nothing(person: User, stepped: Client, time_machine: Any) -> None:
    time_machine.move_to(timezone.now() + timedelta(minutes=2))

    answer = stepped.post(f"{CODE}?next=/accounts/address/", {"code": code()})

    assert answer.headers["Location"] == f"{AGAIN}?next=%2Faccounts%2Faddress%2F"
    assert stepped.get(reverse("mfa_generate_recovery_codes")).status_code == 302


def test_a_password_given_long_ago_does_not_wait_for_the_code(
    person: User, stepped: Client, time_machine: Any
) -> None:
    stepped.post(AGAIN, {"password": PASSWORD})
    time_machine.move_to(timezone.now() + timedelta(minutes=11))

    assert stepped.post(CODE, {"code": code()}).headers["Location"].startswith(AGAIN)


def test_without_a_second_step_the_password_is_enough(person: User, sign_in: SignIn) -> None:
    browser = sign_in()

    assert browser.post(f"{AGAIN}?next=/accounts/address/", {"password": PASSWORD}).headers["Location"] == (
        "/accounts/address/"
    )
    assert browser.get(CODE).headers["Location"].startswith(AGAIN)
