"""An account belongs to its owner: the link goes to the owner alone, works once, dies when rights come."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from accounts import operations
from accounts.models import SecurityEvent, Ticket, User
from accounts.spoken import spoken_code
from tests.accounts.conftest import PASSWORD
from tests.accounts.helpers import link_in, signed_in, with_second_step
from tests.factories import make_user

pytestmark = pytest.mark.django_db(transaction=False)
PASSWORDS = {"password1": PASSWORD, "password2": PASSWORD}
OPEN = {"settled_at": None, "email_confirmed_at": None, "password_set_at": None}


@pytest.fixture
def system() -> User:
    return make_user(None, role="member", platform_role="system")


@pytest.fixture
def security() -> User:
    return make_user(None, role="member", platform_role="security")


@pytest.fixture
def newcomer(settings: Any) -> User:
    settings.MAIL_RELAY = True
    return make_user(role="member", username="wanghe", email="wanghe@js.gov.cn", **OPEN)


@pytest.fixture
def invited(system: User, newcomer: User, django_capture_on_commit_callbacks: Any) -> Callable[[], str]:
    """Sends the invitation; the path of its link."""

    def send() -> str:
        with django_capture_on_commit_callbacks(execute=True):
            operations.invite_person(newcomer, actor=system, now=timezone.now())
        return link_in(mail.outbox[-1])

    return send


def test_the_link_goes_to_the_address_and_is_shown_to_nobody(system: User, newcomer: User) -> None:
    page = signed_in(system).post(f"/accounts/people/{newcomer.pk}/invite/", follow=True).content.decode()

    assert "启用链接已寄往 w***@js.gov.cn" in page
    assert "/accounts/start/" not in page


def test_without_an_address_the_link_is_shown_once_and_the_trail_says_so(system: User) -> None:
    person = make_user(role="member", email="", **OPEN)
    browser = signed_in(system)

    page = browser.post(f"/accounts/people/{person.pk}/invite/", follow=True).content.decode()

    assert "/accounts/start/" in page
    assert "/accounts/start/" not in browser.get(f"/accounts/people/{person.pk}/").content.decode()
    assert SecurityEvent.objects.get(kind="invited").facts["shown"] is True


def test_opening_the_link_uses_nothing_setting_the_password_uses_it(
    invited: Callable[[], str], newcomer: User
) -> None:
    link = invited()
    scanner = [Client().get(link).status_code for _ in range(3)]

    done = Client().post(link, PASSWORDS)

    newcomer.refresh_from_db()
    assert (scanner, done.status_code) == ([200, 200, 200], 302)
    assert newcomer.settled_at is not None
    assert newcomer.email_confirmed_at is not None
    assert newcomer.check_password(PASSWORD)
    assert (Client().get(link).status_code, Client().post(link, PASSWORDS).status_code) == (410, 410)


def test_a_weak_password_or_two_different_ones_use_nothing(
    invited: Callable[[], str], newcomer: User
) -> None:
    link = invited()

    weak = Client().post(link, {"password1": "wanghe", "password2": "wanghe"})
    other = Client().post(link, {"password1": PASSWORD, "password2": "another-one-2026"})

    assert "password1" in weak.context["form"].errors
    assert other.context["form"].errors == {"password2": ["两次输入的密码不一致。"]}
    assert Ticket.objects.get().used_at is None


def test_a_second_link_ends_the_first(invited: Callable[[], str]) -> None:
    first, second = invited(), invited()

    assert (Client().get(first).status_code, Client().get(second).status_code) == (410, 200)


def test_after_three_days_it_is_over(invited: Callable[[], str], time_machine: Any) -> None:
    link = invited()
    time_machine.move_to(timezone.now() + timedelta(hours=72, minutes=1))

    assert Client().get(link).status_code == 410


def test_somebody_else_who_is_signed_in_is_asked_to_sign_out(invited: Callable[[], str]) -> None:
    page = signed_in(make_user()).get(invited())

    assert page.status_code == 409
    assert "请先退出" in page.content.decode()


def test_closing_the_account_ends_its_link(invited: Callable[[], str], system: User, newcomer: User) -> None:
    link = invited()
    operations.disable_person(newcomer, actor=system)

    assert Client().get(link).status_code == 410


def test_rights_are_refused_until_the_owner_has_started(security: User, newcomer: User) -> None:
    page = signed_in(security).post(
        f"/accounts/people/{newcomer.pk}/duties/", {"role": "staff", "version": "1"}
    )

    assert "账号尚未由本人启用，不能授权。" in page.content.decode()
    with pytest.raises(ValidationError, match="尚未由本人启用"):
        operations.grant_duties(newcomer, actor=security, role="staff")


def test_rights_are_refused_while_the_address_is_not_confirmed(security: User, newcomer: User) -> None:
    User.objects.filter(pk=newcomer.pk).update(settled_at=timezone.now())

    with pytest.raises(ValidationError, match="尚未确认邮箱"):
        operations.grant_duties(newcomer, actor=security, role="staff")


def test_a_link_of_before_the_grant_opens_nothing_after_it(
    invited: Callable[[], str], security: User, newcomer: User
) -> None:
    """An administrator who kept a second link for later has nothing."""
    Client().post(invited(), PASSWORDS)
    kept = invited()
    operations.grant_duties(newcomer, actor=security, role="staff")

    assert Client().post(kept, PASSWORDS | {"password1": "my-own-word-2026"}).status_code == 410
    newcomer.refresh_from_db()
    assert newcomer.check_password(PASSWORD)


def test_a_platform_duty_needs_the_spoken_code_and_the_second_step(security: User, settings: Any) -> None:
    settings.DEMO_MODE = False
    person = make_user(None, role="member", password="!")
    code = spoken_code(person)

    with pytest.raises(ValidationError, match="两步验证"):
        operations.grant_duties(person, actor=security, code=code, platform_role="auditor")
    with_second_step(person)
    with pytest.raises(ValidationError, match="请填写核验码"):
        operations.grant_duties(person, actor=security, code="", platform_role="auditor")
    granted = operations.grant_duties(person, actor=security, code=code, platform_role="auditor")

    assert granted.platform_role == "auditor"


def test_another_password_makes_another_code(person: User) -> None:
    before = spoken_code(person)
    person.set_password("another-word-2026")

    assert spoken_code(person) != before
    assert len(before) == 6


def test_five_wrong_codes_end_the_guessing_for_an_hour(security: User, time_machine: Any) -> None:
    person = make_user(None, role="member")
    right = spoken_code(person)
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(5):
        with pytest.raises(ValidationError, match="不正确"):
            operations.grant_duties(person, actor=security, code=wrong, platform_role="auditor")

    with pytest.raises(ValidationError, match="一小时后"):
        operations.grant_duties(person, actor=security, code=right, platform_role="auditor")
    time_machine.move_to(timezone.now() + timedelta(hours=1, minutes=1))
    assert operations.grant_duties(person, actor=security, code=right, platform_role="auditor").platform_role


def test_the_last_auditor_stays(system: User) -> None:
    auditor = make_user(None, role="member", platform_role="auditor")

    with pytest.raises(ValidationError, match="最后一名审计员"):
        operations.disable_person(auditor, actor=system)


def test_taking_a_right_ends_every_session_giving_one_does_not(person: User, security: User) -> None:
    browser = signed_in(person)
    operations.grant_duties(person, actor=security, is_editor=True)
    assert browser.get("/my/").status_code == 200

    operations.grant_duties(person, actor=security, is_editor=False)

    assert browser.get("/my/").status_code == 302


def test_who_was_closed_for_long_comes_back_without_rights(
    system: User, person: User, time_machine: Any
) -> None:
    operations.disable_person(person, actor=system)
    time_machine.move_to(timezone.now() + timedelta(days=91))

    assert operations.enable_person(person, actor=system).duties == []


def test_a_committee_admin_opens_accounts_of_the_own_committee_only(settings: Any) -> None:
    admin = make_user("jiangsu", role="admin")
    fields = {"username": "xinren", "display_name": "新人", "post": "", "office_phone": "", "email": ""}
    browser = signed_in(admin)

    browser.post(
        "/accounts/people/new/", fields | {"committee": make_user("hubei").committee_id, "branch": ""}
    )

    assert User.objects.get(username="xinren").committee_id == admin.committee_id
    assert browser.get(f"/accounts/people/{make_user('hubei').pk}/").status_code == 404
