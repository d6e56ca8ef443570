"""PASSWORD_POLICY and PASSWORD_HASH."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import check_password, get_hasher, make_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import PasswordRecord, User
from accounts.operations.passwords import set_password
from accounts.policy import KindsOfCharacters, NotAgain
from tests.accounts.helpers import signed_in

BOTH = ["django.contrib.auth.hashers.PBKDF2PasswordHasher", "accounts.hashers.PBKDF2SM3PasswordHasher"]


@pytest.mark.parametrize(
    ("password", "good"), [("changjiang2026", False), ("Changjiang2026", True), ("长江2026-abc", True)]
)
def test_three_kinds_of_characters(password: str, good: bool) -> None:
    if good:
        KindsOfCharacters().validate(password)
    else:
        with pytest.raises(ValidationError, match="至少三种"):
            KindsOfCharacters().validate(password)


@pytest.mark.django_db
def test_the_last_five_do_not_come_back(person: User) -> None:
    for number in range(7):
        set_password(person, f"Password-number-{number}", now=timezone.now() + timedelta(seconds=number))

    NotAgain().validate("Password-number-1", person)
    for number in range(2, 7):
        with pytest.raises(ValidationError, match="最近 5 次"):
            NotAgain().validate(f"Password-number-{number}", person)
    assert PasswordRecord.objects.filter(person=person).count() == 5


@pytest.mark.django_db
def test_day_91_asks_for_another_password_first(person: User, settings: Any) -> None:
    settings.PASSWORD_POLICY = "dengbao"
    person.password_set_at = timezone.now() - timedelta(days=89)
    person.save()
    assert signed_in(person).get("/my/").status_code == 200

    person.password_set_at = timezone.now() - timedelta(days=91)
    person.save()

    assert signed_in(person).get("/my/").headers["Location"] == "/accounts/password/change/"
    assert signed_in(person).get("/accounts/password/change/").status_code == 200


def test_sm3_hashes_and_reads_and_both_stay_readable(settings: Any) -> None:
    settings.PASSWORD_HASHERS = BOTH
    old = make_password("Changjiang-2026!")
    settings.PASSWORD_HASHERS = BOTH[::-1]

    new = make_password("Changjiang-2026!", salt="abcdefgh")

    assert new.startswith("pbkdf2_sm3$")
    assert get_hasher("pbkdf2_sm3").verify("Changjiang-2026!", new)
    assert not get_hasher("pbkdf2_sm3").verify("changjiang-2026!", new)
    assert check_password("Changjiang-2026!", old)
    assert check_password("Changjiang-2026!", new)
