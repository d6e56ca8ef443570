"""Two-step verification: enrol, sign in, spend a recovery code, leave."""

import re
from collections.abc import Callable

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.accounts.conftest import PASSWORD

SignIn = Callable[..., Client]


def code(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def enrol(browser: Client) -> str:
    """Confirm the password, scan the secret, type the first code; the secret."""
    activate = reverse("mfa_activate_totp")
    browser.post(f"{reverse('account_reauthenticate')}?next={activate}", {"password": PASSWORD})
    page = browser.get(activate)
    secret = page.context["form"].secret
    done = browser.post(activate, {"code": code(secret)})
    assert done.headers["Location"] == reverse("mfa_view_recovery_codes")
    return str(secret)


def test_enrolling_asks_for_the_password_first(person: User, sign_in: SignIn) -> None:
    answer = sign_in().get(reverse("mfa_activate_totp"))

    assert (
        answer.headers["Location"] == "/accounts/reauthenticate/?next=%2Faccounts%2F2fa%2Ftotp%2Factivate%2F"
    )


def test_the_password_alone_no_longer_opens_the_door(person: User, sign_in: SignIn) -> None:
    enrol(sign_in())

    halfway = sign_in()

    assert halfway.get("/my/").status_code == 302
    assert halfway.get(reverse("mfa_authenticate")).status_code == 200


def test_a_code_opens_the_door_and_a_wrong_one_does_not(person: User, sign_in: SignIn) -> None:
    secret = enrol(sign_in())
    halfway = sign_in()

    wrong = halfway.post(reverse("mfa_authenticate"), {"code": "000000"})
    right = halfway.post(reverse("mfa_authenticate"), {"code": code(secret)})

    assert (wrong.status_code, right.status_code, right.headers["Location"]) == (200, 302, "/my/")


def test_a_code_works_once(person: User, sign_in: SignIn) -> None:
    secret = enrol(sign_in())
    number = {"code": code(secret)}

    answers = [sign_in().post(reverse("mfa_authenticate"), number).status_code for _ in range(2)]

    assert answers == [302, 200]


def test_a_recovery_code_opens_the_door_once(person: User, sign_in: SignIn) -> None:
    first = sign_in()
    enrol(first)
    page = first.get(reverse("mfa_view_recovery_codes")).content.decode()
    codes = re.findall(r"<li><code>([0-9a-z]+)</code>", page)

    spent = {"code": codes[0]}

    answers = [sign_in().post(reverse("mfa_authenticate"), spent).status_code for _ in range(2)]

    assert (len(codes), answers) == (10, [302, 200])


def test_guessing_codes_is_limited(person: User, sign_in: SignIn) -> None:
    enrol(sign_in())
    halfway = sign_in()
    guesses = [halfway.post(reverse("mfa_authenticate"), {"code": f"{n:06}"}) for n in range(12)]

    assert any("失败次数过多" in guess.content.decode() or guess.status_code == 429 for guess in guesses)


def test_leaving_needs_the_password_again_and_works(person: User, sign_in: SignIn) -> None:
    browser = sign_in()
    enrol(browser)

    assert browser.get(reverse("mfa_index")).content.decode().count("停用两步验证") == 1
    assert browser.post(reverse("mfa_deactivate_totp")).headers["Location"] == reverse("mfa_index")
    assert sign_in().get("/my/").status_code == 200
