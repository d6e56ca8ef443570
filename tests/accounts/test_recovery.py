"""A lost phone: two people's word takes the second step off, one's never."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from accounts import devices, operations
from accounts.models import Recovery, SecurityEvent, Ticket, User
from accounts.operations.tickets import give_ticket
from tests.accounts.helpers import link_in, signed_in, with_second_step
from tests.accounts.test_slowing import code
from tests.factories import make_user

pytestmark = pytest.mark.django_db
WORDS = {"checked_how": "in_person", "reason": "手机遗失"}


@pytest.fixture
def admin() -> User:
    return make_user("jiangsu", role="admin")


@pytest.fixture
def security() -> User:
    return make_user(None, role="member", platform_role="security")


@pytest.fixture
def lost(person: User) -> User:
    return with_second_step(person)


def ask(person: User, actor: User) -> Recovery:
    return operations.ask_recovery(person, actor=actor, now=timezone.now(), **WORDS)


def test_asked_by_one_decided_by_another_it_is_gone(lost: User, admin: User, security: User) -> None:
    theirs = signed_in(lost)
    signed_in(admin).post(f"/accounts/people/{lost.pk}/recovery/", WORDS)
    recovery = Recovery.objects.get()

    page = signed_in(security).get("/accounts/recoveries/").content.decode()
    signed_in(security).post(f"/accounts/recoveries/{recovery.pk}/decide/", {"verdict": "granted"})

    assert "手机遗失" in page
    assert not Authenticator.objects.filter(user=lost).exists()
    assert theirs.get("/my/").status_code == 302
    kinds = list(SecurityEvent.objects.filter(target=f"person:{lost.pk}").values_list("kind", flat=True))
    assert kinds == ["second_step_on", "recovery_asked", "recovery_decided"]


def test_whoever_has_the_phone_keeps_nothing_of_it(
    person: User, admin: User, security: User, sign_in: Any, django_capture_on_commit_callbacks: Any
) -> None:
    """Known device, session, codes, half a sign-in, links by mail and for calendars: all over."""
    phone = sign_in()
    calendar = phone.post("/rotation/subscription/").context["link"].partition("/rotation")[2]
    with_second_step(person)
    codes = RecoveryCodes.activate(person).get_unused_codes()
    halfway = sign_in()
    tickets = {
        kind: give_ticket(person, kind, address="new@js.gov.cn", made_by=person, now=timezone.now())
        for kind in (Ticket.Kind.ADDRESS, Ticket.Kind.UNLOCK)
    }
    with django_capture_on_commit_callbacks(execute=True):
        Client().post("/accounts/password/reset/", {"email": person.email})
    reset = link_in(mail.outbox[-1])
    assert phone.get("/my/").status_code == Client().get(f"/rotation{calendar}").status_code == 200

    operations.decide_recovery(ask(person, admin), actor=security, granted=True, now=timezone.now())

    assert phone.get("/my/").status_code == 302
    for typed in (code(), codes[0]):
        halfway.post("/accounts/2fa/authenticate/", {"code": typed})
    assert halfway.get("/my/").status_code == 302
    assert not Authenticator.objects.filter(user=person).exists()
    assert {Client().get(f"/accounts/{kind}/{one}/").status_code for kind, one in tickets.items()} == {410}
    assert "链接已失效" in Client().get(reset, follow=True).content.decode()
    assert Client().get(f"/rotation{calendar}").status_code == 410
    phone.post("/accounts/login/", {"login": "lijiang", "password": "wrong-2026-wrong"})
    assert SecurityEvent.objects.filter(kind="sign_in_failed").latest("pk").facts.get("known") is None
    person.refresh_from_db()
    assert devices.known(phone.get("/accounts/login/").wsgi_request, person) == ""


def test_an_old_mailbox_keeps_its_word_on_a_change_of_address_when_the_phone_is_taken_off(
    lost: User, admin: User, security: User
) -> None:
    """The change may have been made by whoever took the phone: only the old mailbox can undo it."""
    secret = give_ticket(lost, Ticket.Kind.STOP, address=lost.email, made_by=lost, now=timezone.now())

    operations.decide_recovery(ask(lost, admin), actor=security, granted=True, now=timezone.now())

    assert Client().get(f"/accounts/address/stop/{secret}/").status_code == 200


def test_refused_everything_stays(lost: User, admin: User, security: User) -> None:
    recovery = ask(lost, admin)

    operations.decide_recovery(recovery, actor=security, granted=False, now=timezone.now())

    assert Authenticator.objects.filter(user=lost).exists()


def test_nobody_decides_alone(lost: User, admin: User, security: User) -> None:
    other = with_second_step(make_user(None, role="member", platform_role="security"))
    system = make_user(None, role="member", platform_role="system")
    with pytest.raises(PermissionDenied):
        ask(lost, security)
    for decider in (admin, system, lost):
        with pytest.raises(PermissionDenied):
            operations.decide_recovery(
                Recovery.objects.first() or ask(lost, admin), actor=decider, granted=True, now=timezone.now()
            )
    own = ask(other, system)
    with pytest.raises(PermissionDenied):
        operations.decide_recovery(own, actor=other, granted=True, now=timezone.now())
    assert (
        operations.decide_recovery(own, actor=security, granted=True, now=timezone.now()).verdict == "granted"
    )


def test_two_who_decide_at_once_one_is_told(lost: User, admin: User, security: User) -> None:
    recovery = ask(lost, admin)
    operations.decide_recovery(recovery, actor=security, granted=False, now=timezone.now())
    second = make_user(None, role="member", platform_role="security")

    with pytest.raises(ValidationError, match="已作出决定"):
        operations.decide_recovery(recovery, actor=second, granted=True, now=timezone.now())


def test_a_second_application_waits_for_the_first(lost: User, admin: User) -> None:
    ask(lost, admin)

    with pytest.raises(ValidationError, match="在等决定"):
        ask(lost, admin)


def test_another_committees_admin_may_not_ask(lost: User) -> None:
    with pytest.raises(PermissionDenied):
        ask(lost, make_user("hubei", role="admin"))


def test_rights_that_ask_for_it_make_it_due_today(admin: User, security: User, settings: Any) -> None:
    settings.DEMO_MODE = False
    editor = with_second_step(make_user(is_editor=True))

    operations.decide_recovery(ask(editor, admin), actor=security, granted=True, now=timezone.now())

    editor.refresh_from_db()
    assert signed_in(editor).get("/my/").headers["Location"] == "/accounts/2fa/totp/activate/"


def test_who_has_no_second_step_needs_none_taken_off(person: User, admin: User) -> None:
    page = signed_in(admin).post(f"/accounts/people/{person.pk}/recovery/", WORDS)

    assert "不需要找回" in page.content.decode()
