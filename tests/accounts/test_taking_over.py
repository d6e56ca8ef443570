"""Ways in which somebody kept a way into another's account, each closed where it was open."""

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import operations, trail
from accounts.models import Ticket, User
from accounts.operations.people import raise_epoch
from accounts.spoken import spoken_code
from tests.accounts.conftest import PASSWORD
from tests.accounts.helpers import SECRET, link_in, signed_in, with_second_step
from tests.accounts.test_slowing import code, guess
from tests.factories import make_user

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
WORD = "another-word-of-mine-2026"


@pytest.fixture
def system() -> User:
    return make_user(None, role="member", platform_role="system")


@pytest.fixture
def security() -> User:
    return make_user(None, role="member", platform_role="security")


def letters(capture: Any, deed: Any) -> dict[str, Any]:
    """What goes out for ``deed``, by address."""
    before = len(mail.outbox)
    with capture(execute=True):
        deed()
    return {letter.to[0]: letter for letter in mail.outbox[before:]}


def test_a_stop_link_of_before_the_grant_brings_no_mailbox_back(
    person: User, security: User, django_capture_on_commit_callbacks: Any
) -> None:
    sent = letters(
        django_capture_on_commit_callbacks,
        lambda: operations.ask_address(person, "owner@js.gov.cn", now=timezone.now()),
    )
    Client().post(link_in(sent["owner@js.gov.cn"]))
    person.refresh_from_db()
    operations.grant_duties(person, actor=security, code=spoken_code(person), is_editor=True)

    assert Client().post(link_in(sent["lijiang@example.cn"])).status_code == 410
    person.refresh_from_db()
    assert person.email == "owner@js.gov.cn"


def test_a_new_password_by_link_ends_a_change_of_address_that_was_asked_for(
    person: User, django_capture_on_commit_callbacks: Any
) -> None:
    sent = letters(
        django_capture_on_commit_callbacks,
        lambda: operations.ask_address(person, "thief@else.cn", now=timezone.now()),
    )
    reset = letters(
        django_capture_on_commit_callbacks,
        lambda: Client().post("/accounts/password/reset/", {"email": person.email}),
    )
    own = Client()
    form = own.get(link_in(reset[person.email]), follow=True)
    word = "another-word-of-mine-2026"
    own.post(form.redirect_chain[-1][0], {"password1": word, "password2": word})

    assert Client().post(link_in(sent["thief@else.cn"])).status_code == 410


def test_another_address_typed_by_an_admin_is_told_and_the_account_starts_anew(
    system: User, security: User, django_capture_on_commit_callbacks: Any
) -> None:
    person = make_user(role="member", email="owner@js.gov.cn")

    sent = letters(
        django_capture_on_commit_callbacks,
        lambda: operations.edit_person(person, actor=system, email="admin@else.cn"),
    )

    letter = sent["owner@js.gov.cn"].body
    assert "a***@else.cn" in letter
    assert "请立即联系安全管理员" in letter
    assert "前一封信" not in letter  # there was none
    person.refresh_from_db()
    assert (person.settled_at, person.email_confirmed_at) == (None, None)
    with pytest.raises(ValidationError, match="尚未由本人启用"):
        operations.grant_duties(person, actor=security, role="staff")


def test_a_platform_duty_needs_a_confirmed_address_too(security: User, settings: Any) -> None:
    settings.MAIL_RELAY = True
    person = make_user(None, role="member", email_confirmed_at=None)

    with pytest.raises(ValidationError, match="尚未确认邮箱"):
        operations.grant_duties(person, actor=security, code=spoken_code(person), platform_role="auditor")


def test_an_owner_who_confirms_an_account_that_another_started_brings_it_no_rights(
    security: User, django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    """Opened for one's own mailbox and started there, then given the owner's, who only opened a letter."""
    settings.MAIL_RELAY = True
    admin = make_user("jiangsu", role="admin")
    person = operations.create_person(
        actor=admin, username="zhang", display_name="张三", email="thief@else.cn", committee=admin.committee
    )
    capture, now = django_capture_on_commit_callbacks, timezone.now()
    invited = letters(capture, lambda: operations.invite_person(person, actor=admin, now=now))
    Client().post(link_in(invited["thief@else.cn"]), {"password1": WORD, "password2": WORD})
    asked = letters(capture, lambda: operations.ask_address(person, "zhang@js.gov.cn", now=now))
    Client().post(link_in(asked["zhang@js.gov.cn"]))

    with pytest.raises(ValidationError, match="请填写核验码"):
        operations.grant_duties(person, actor=security, role="staff")
    person.refresh_from_db()
    assert (person.email, person.duties) == ("zhang@js.gov.cn", [])
    assert operations.grant_duties(person, actor=security, code=spoken_code(person), role="staff").duties


def test_a_link_shown_again_after_the_address_was_confirmed_brings_no_rights_either(
    system: User, security: User, settings: Any
) -> None:
    settings.MAIL_RELAY = False
    person = make_user(role="member")
    link = operations.invite_person(person, actor=system, now=timezone.now())
    Client().post(link, {"password1": WORD, "password2": WORD})

    with pytest.raises(ValidationError, match="请填写核验码"):
        operations.grant_duties(person, actor=security, is_editor=True)


def test_colleagues_at_one_computer_keep_each_their_known_device(person: User) -> None:
    make_user(username="zhang", password=person.password)
    desk = Client()
    for name in ("lijiang", "zhang"):
        desk.post(LOGIN, {"login": name, "password": PASSWORD})
        desk.post("/accounts/logout/")
    for _ in range(12):
        guess()

    assert desk.post(LOGIN, {"login": "lijiang", "password": PASSWORD}).status_code == 302


def test_an_unlocking_link_pressed_twice_says_that_it_is_over(person: User) -> None:
    from accounts.operations.tickets import give_ticket

    secret = give_ticket(person, Ticket.Kind.UNLOCK, address="", made_by=None, now=timezone.now())
    page = reverse("accounts:unlock", args=[secret])

    assert [Client().post(page).status_code for _ in range(2)] == [302, 410]


def test_a_second_step_that_waits_does_not_outlive_the_password(person: User) -> None:
    with_second_step(person)
    halfway = Client()
    halfway.post(LOGIN, {"login": "lijiang", "password": PASSWORD})
    raise_epoch(person)

    halfway.post(reverse("mfa_authenticate"), {"code": code()})

    assert halfway.get("/my/").status_code == 302


DEEDS: dict[str, tuple[str, Callable[[User], dict[str, str]]]] = {
    "password": (
        "account_change_password",
        lambda person: {"oldpassword": PASSWORD, "password1": WORD, "password2": WORD},
    ),
    "step on": ("mfa_activate_totp", lambda person: {"code": code()}),
    "step off": ("mfa_deactivate_totp", lambda person: {}),
    "codes made": ("mfa_generate_recovery_codes", lambda person: {}),
}


@pytest.mark.parametrize("deed", DEEDS)
def test_what_the_trail_cannot_tell_is_not_done(person: User, deed: str) -> None:
    if deed != "step on":
        with_second_step(person)
    browser = signed_in(person)
    session = browser.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    browser.raise_request_exception = False
    page, data = DEEDS[deed]

    def standing() -> tuple[str, list[Any]]:
        person.refresh_from_db()
        return person.password, list(person.authenticator_set.values("type", "data"))

    before = standing()
    with patch.object(trail.SecurityEvent, "save", side_effect=RuntimeError("full")):
        assert browser.post(reverse(page), data(person)).status_code == 500
    assert standing() == before
    browser.post(reverse(page), data(person))
    assert standing() != before


def test_a_recovery_code_the_trail_cannot_tell_of_is_not_spent(person: User) -> None:
    with_second_step(person)
    codes = RecoveryCodes.activate(person).get_unused_codes()
    halfway = Client(raise_request_exception=False)
    halfway.post(LOGIN, {"login": "lijiang", "password": PASSWORD})

    with patch.object(trail.SecurityEvent, "save", side_effect=RuntimeError("full")):
        assert halfway.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == 500

    assert halfway.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == 302


def test_each_mailbox_that_answered_can_stop_a_change(
    person: User, django_capture_on_commit_callbacks: Any
) -> None:
    for new in ("second@js.gov.cn", "thief@else.cn"):
        sent = letters(
            django_capture_on_commit_callbacks,
            lambda new=new: operations.ask_address(User.objects.get(pk=person.pk), new, now=timezone.now()),
        )
        Client().post(link_in(sent[new]))

    Client().post(link_in(sent["second@js.gov.cn"]))

    person.refresh_from_db()
    assert person.email == "second@js.gov.cn"


def test_a_recovery_asked_before_the_account_changed_is_not_granted(person: User, security: User) -> None:
    with_second_step(person)
    admin = make_user("jiangsu", role="admin")
    recovery = operations.ask_recovery(
        person, actor=admin, reason="手机遗失", checked_how="in_person", now=timezone.now()
    )
    raise_epoch(person)

    with pytest.raises(ValidationError, match="重新申请"):
        operations.decide_recovery(recovery, actor=security, granted=True, now=timezone.now())
    assert operations.decide_recovery(recovery, actor=security, granted=False, now=timezone.now()).verdict


def test_a_recovery_asked_by_who_may_no_longer_ask_is_not_granted(person: User, security: User) -> None:
    with_second_step(person)
    admin = make_user("jiangsu", role="admin")
    recovery = operations.ask_recovery(
        person, actor=admin, reason="手机遗失", checked_how="in_person", now=timezone.now()
    )
    operations.grant_duties(admin, actor=security, role="member")

    with pytest.raises(ValidationError, match="重新申请"):
        operations.decide_recovery(recovery, actor=security, granted=True, now=timezone.now())


def test_a_committee_admin_edits_nobody_with_a_platform_duty() -> None:
    admin = make_user("jiangsu", role="admin")
    auditor = make_user("jiangsu", role="member", platform_role="auditor")

    assert signed_in(admin).get(f"/accounts/people/{auditor.pk}/edit/").status_code == 403
