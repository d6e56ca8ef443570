"""Changing one's address: the new mailbox confirms, the old one can stop it for seven days."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from accounts import operations, posting
from accounts.models import User
from tests.accounts.helpers import link_in, signed_in, wide
from tests.factories import make_user

pytestmark = pytest.mark.django_db
Ask = Callable[[str], list[Any]]


@pytest.fixture
def ask(person: User, django_capture_on_commit_callbacks: Any) -> Ask:
    """Asks for another address; the letters that go out for it."""

    def go(address: str) -> list[Any]:
        before = len(mail.outbox)
        with django_capture_on_commit_callbacks(execute=True):
            operations.ask_address(person, address, now=timezone.now())
        return mail.outbox[before:]

    return go


def test_the_page_asks_for_the_password_first(person: User) -> None:
    browser = Client()
    browser.force_login(person)
    person.set_password("a-word-of-my-own")
    person.save()
    browser.force_login(person)

    answer = browser.post("/accounts/address/", {"address": "new@js.gov.cn"})

    assert answer.headers["Location"].startswith("/accounts/reauthenticate/")


def test_nothing_changes_until_the_new_mailbox_has_answered(ask: Ask, person: User) -> None:
    new, old = ask("\uff3ahang@JS.gov.cn")
    person.refresh_from_db()
    assert person.email == "lijiang@example.cn"
    assert (new.to, old.to) == (["zhang@js.gov.cn"], ["lijiang@example.cn"])
    assert "z***@js.gov.cn" in old.body

    Client().get(link_in(new))
    person.refresh_from_db()
    assert person.email == "lijiang@example.cn"
    Client().post(link_in(new))

    person.refresh_from_db()
    assert person.email == "zhang@js.gov.cn"


def test_the_change_ends_every_session_and_the_old_way_in(ask: Ask, person: User) -> None:
    browser = signed_in(person)
    new, _ = ask("zhang@js.gov.cn")
    Client().post(link_in(new))

    assert browser.get("/my/").status_code == 302
    Client().post("/accounts/password/reset/", {"email": "lijiang@example.cn"})
    posting.send_due()
    assert not [letter for letter in mail.outbox if "password/reset" in letter.body]


@pytest.mark.parametrize("changed", [False, True])
def test_the_old_mailbox_stops_it_before_and_after(
    ask: Ask, person: User, changed: bool, django_capture_on_commit_callbacks: Any
) -> None:
    new, old = ask("thief@else.cn")
    if changed:
        Client().post(link_in(new))

    with django_capture_on_commit_callbacks(execute=True):
        Client().post(link_in(old))

    person.refresh_from_db()
    assert person.email == "lijiang@example.cn"
    assert Client().post(link_in(new)).status_code == 410
    assert person.has_usable_password() is not changed
    assert mail.outbox[-1].to == ["lijiang@example.cn"]
    assert "/accounts/password/reset/key/" in mail.outbox[-1].body


def test_a_second_change_does_not_take_the_first_mailbox_its_word(ask: Ask, person: User) -> None:
    new, old = ask("thief@else.cn")
    Client().post(link_in(new))
    newer = next(letter for letter in ask("thief2@else.cn") if letter.to == ["thief2@else.cn"])
    Client().post(link_in(newer))

    Client().post(link_in(old))

    person.refresh_from_db()
    assert person.email == "lijiang@example.cn"


def test_after_seven_days_it_cannot_be_stopped(ask: Ask, time_machine: Any) -> None:
    _, old = ask("zhang@js.gov.cn")
    time_machine.move_to(timezone.now() + timedelta(days=7, minutes=1))

    assert Client().post(link_in(old)).status_code == 410


def test_an_address_of_another_gets_the_same_answer_and_no_letter(ask: Ask, person: User) -> None:
    make_user(email="taken@js.gov.cn")

    letters = ask("taken@js.gov.cn")

    assert [letter.to for letter in letters] == [["lijiang@example.cn"]]
    page = signed_in(person).get("/accounts/address/").content.decode()
    assert "t***@js.gov.cn" in page


def test_an_address_taken_meanwhile_is_refused_and_nothing_changes(ask: Ask, person: User) -> None:
    new, _ = ask("late@js.gov.cn")
    make_user(email="late@js.gov.cn")

    Client().post(link_in(new))

    person.refresh_from_db()
    assert person.email == "lijiang@example.cn"


@pytest.mark.parametrize(
    "typed",
    ["lijiang@example.cn", " LiJiang@Example.CN ", wide("lijiang@example.cn"), "lijiang@example。cn"],
)
def test_ones_own_address_again_is_refused_beside_the_field(person: User, typed: str) -> None:
    with pytest.raises(ValidationError, match="现在的邮箱"):
        operations.ask_address(person, typed, now=timezone.now())
    page = signed_in(person).post("/accounts/address/", {"address": typed})
    assert page.context["form"].errors == {"address": ["这就是您现在的邮箱。"]}


@pytest.mark.parametrize("typed", ["no", "a@b", "a@b.cn,c@d.cn", "<a@b.cn>", "a@b.cn\nBcc: c@d.cn"])
def test_what_is_no_address_is_refused_beside_the_field(person: User, typed: str) -> None:
    page = signed_in(person).post("/accounts/address/", {"address": typed})

    assert page.context["form"].errors == {"address": ["请填写完整的邮箱地址，例如 name@example.cn。"]}
