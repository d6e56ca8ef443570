"""Each address of accounts that changes something leaves exactly its row, and no row holds a secret."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import operations
from accounts.forms.seals import old_months
from accounts.models import Recovery, SecurityEvent, Ticket, User
from accounts.operations.tickets import give_ticket
from collab_portal.lib.dates import today
from tests.accounts.conftest import PASSWORD, hashed
from tests.accounts.helpers import SECRET, signed_in, with_second_step
from tests.factories import make_user
from tests.permissions.objects_accounts import proposed
from tests.permissions.table import rows

pytestmark = pytest.mark.django_db
NEW = "Yangtze-River-2026!"
Deed = tuple[Client, dict[str, Any], dict[str, Any]]
NOTHING_CHANGES = {"accounts:seen"}  # the session lives on


def officer(role: str) -> Client:
    return signed_in(make_user(None, role="member", platform_role=role, password=hashed()))


def own() -> User:
    return make_user(password=hashed(), email="own@example.cn", username="own")


def plain(**fields: Any) -> User:
    return make_user(role="member", email="plain@example.cn", password=hashed(), **fields)


def ticket(kind: str, address: str = "") -> str:
    """The secret of a live one-time link of a member of no rights."""
    person = plain(**({"settled_at": None, "email_confirmed_at": None} if kind == "invitation" else {}))
    address = address or person.email
    return give_ticket(person, Ticket.Kind(kind), address=address, made_by=None, now=timezone.now())


def recovery() -> Recovery:
    facts = {"reason": "手机遗失", "checked_how": "in_person"}
    admin = make_user(role="admin")
    return operations.ask_recovery(with_second_step(plain()), actor=admin, now=timezone.now(), **facts)


def _two_browsers() -> Client:
    person = own()
    Client().post(reverse("account_login"), {"login": "own", "password": PASSWORD})
    browser = Client()
    browser.post(reverse("account_login"), {"login": "own", "password": PASSWORD})
    assert person.pk
    return browser


def _codes(person: User) -> User:
    with_second_step(person)
    RecoveryCodes.activate(person)
    return person


FACTS = {"display_name": "李四", "email": "lisi@example.cn", "post": "处长", "office_phone": "1"}
OPENED = {"version": "1"}
DEEDS: dict[str, tuple[Callable[[], Deed], list[str]]] = {
    "accounts:profile": (lambda: (signed_in(own()), {}, FACTS | OPENED), []),
    "accounts:address": (lambda: (signed_in(own()), {}, {"address": "new@example.cn"}), ["address_asked"]),
    "accounts:address-confirm": (
        lambda: (Client(), {"secret": ticket("address", "new@example.cn")}, {}),
        ["address_confirmed"],
    ),
    "accounts:address-stop": (
        lambda: (Client(), {"secret": ticket("stop", "old@example.cn")}, {}),
        ["address_stopped"],
    ),
    "accounts:start": (
        lambda: (Client(), {"secret": ticket("invitation")}, {"password1": NEW, "password2": NEW}),
        ["invitation_used"],
    ),
    "accounts:unlock": (lambda: (Client(), {"secret": ticket("unlock")}, {}), ["device_known"]),
    "accounts:sessions-end-others": (lambda: (_two_browsers(), {}, {}), ["session_ended"]),
    "accounts:sessions-end-all": (lambda: (_two_browsers(), {}, {}), ["signed_out"]),
    "accounts:person-create": (
        lambda: (officer("system"), {}, {**FACTS, "username": "lisi"}),
        ["person_created"],
    ),
    "accounts:person-edit": (
        lambda: (officer("system"), {"pk": plain().pk}, FACTS | OPENED),
        ["person_edited"],
    ),
    "accounts:person-duties": (
        lambda: (officer("security"), {"pk": plain().pk}, {"role": "staff"} | OPENED),
        ["duties_changed"],
    ),
    "accounts:person-disable": (lambda: (officer("system"), {"pk": plain().pk}, {}), ["person_disabled"]),
    "accounts:person-enable": (
        lambda: (officer("system"), {"pk": plain(is_active=False).pk}, {}),
        ["person_enabled"],
    ),
    "accounts:person-invite": (lambda: (officer("system"), {"pk": plain().pk}, {}), ["invited"]),
    "accounts:person-recovery": (
        lambda: (
            officer("system"),
            {"pk": with_second_step(plain()).pk},
            {"reason": "手机遗失", "checked_how": "in_person"},
        ),
        ["recovery_asked"],
    ),
    "accounts:recovery-decide": (
        lambda: (officer("security"), {"pk": recovery().pk}, {"verdict": "granted"}),
        ["recovery_decided"],
    ),
    "accounts:retire": (
        lambda: (officer("auditor"), {}, {"before": f"{old_months(today())[0]:%Y-%m}", "reason": "年度归档"}),
        ["retire_asked"],
    ),
    "accounts:retire-decide": (
        lambda: (
            officer("auditor"),
            {"pk": proposed(make_user(None, role="member", platform_role="security")).pk},
            {"verdict": "granted"},
        ),
        ["retire_decided"],
    ),
    "account_logout": (lambda: (signed_in(own()), {}, {}), ["signed_out"]),
    "account_login": (
        lambda: (Client(), {}, {"login": own().username, "password": "falsch-aber-lang"}),
        ["sign_in_failed"],
    ),
    "account_reset_password": (
        lambda: (Client(), {}, {"email": own().email}),
        ["password_reset_asked"],
    ),
    "account_change_password": (
        lambda: (signed_in(own()), {}, {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}),
        ["password_changed"],
    ),
    "mfa_deactivate_totp": (lambda: (signed_in(with_second_step(own())), {}, {}), ["second_step_off"]),
    "mfa_generate_recovery_codes": (lambda: (signed_in(with_second_step(own())), {}, {}), ["codes_made"]),
}


def history() -> int:
    """Rows of change that the database wrote of accounts by itself."""
    models = (model for model in apps.get_app_config("accounts").get_models())
    return sum(model.objects.count() for model in models if hasattr(model, "pgh_tracked_model"))  # type: ignore[attr-defined]


def events() -> list[SecurityEvent]:
    return list(SecurityEvent.objects.order_by("pk"))


@pytest.mark.parametrize("url", sorted(DEEDS))
def test_a_deed_leaves_its_row(url: str, django_capture_on_commit_callbacks: Any) -> None:
    make, expected = DEEDS[url]
    browser, kwargs, data = make()
    before, changes = len(events()), history()

    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post(reverse(url, kwargs=kwargs), data)

    assert answer.status_code in {200, 302}
    assert [row.kind for row in events()[before:]] == expected
    assert expected or history() == changes + 1


def test_every_address_of_accounts_that_changes_something_is_tried() -> None:
    posted = {
        url
        for url, found in rows().items()
        if url.startswith("accounts:")
        and any(
            {"200", "204", "302", "410"} & set(row.cells.values()) for row in found if row.method == "POST"
        )
    }

    assert posted - set(DEEDS) == NOTHING_CHANGES


def test_no_row_holds_a_password_a_link_or_a_code() -> None:
    """All deeds one after the other; then every secret that was in play is looked for in every row."""
    secrets = {PASSWORD, NEW, "falsch-aber-lang", SECRET}
    for make, _ in DEEDS.values():
        User.objects.filter(email__in=["own@example.cn", "plain@example.cn", "lisi@example.cn"]).update(
            email="", username=timezone.now().timestamp()
        )
        browser, kwargs, _ = deed = make()
        url = next(name for name, (other, _) in DEEDS.items() if other is make)
        secrets |= {kwargs["secret"]} if "secret" in kwargs else set()
        secrets |= {cookie.value for cookie in browser.cookies.values() if len(cookie.value) > 8}
        browser.post(reverse(url, kwargs=kwargs), deed[2])
        secrets |= {cookie.value for cookie in browser.cookies.values() if len(cookie.value) > 8}
    secrets |= set(User.objects.exclude(password__startswith="!").values_list("password", flat=True))
    secrets |= set(Ticket.objects.values_list("digest", flat=True))

    told = json.dumps(list(SecurityEvent.objects.values()), default=str, ensure_ascii=False)

    assert len(secrets) > 20
    assert [secret for secret in secrets if secret in told] == []


def test_recovery_codes_and_one_time_numbers_are_in_no_row() -> None:
    person = _codes(own())
    codes = RecoveryCodes(person.authenticator_set.get(type="recovery_codes")).get_unused_codes()
    browser = Client()
    browser.post(reverse("account_login"), {"login": "own", "password": PASSWORD})
    number = totp.format_hotp_value(totp.hotp_value(SECRET, next(totp.yield_hotp_counters_from_time())))

    for code in ("000000", codes[0], number):
        browser.post(reverse("mfa_authenticate"), {"code": code})

    told = json.dumps(list(SecurityEvent.objects.values("facts", "target", "target_name")), default=str)
    assert SecurityEvent.objects.filter(kind="second_step_failed").exists()
    assert [code for code in (*codes, number, SECRET) if code in told] == []
