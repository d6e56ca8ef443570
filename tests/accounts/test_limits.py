"""Sessions end when nobody is there; who owes a second step gets to nothing else."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import SecurityEvent, User
from collab_portal.lib.dates import today
from tests.accounts.helpers import signed_in, with_second_step
from tests.factories import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "minutes"),
    [
        ({"role": "staff"}, 30),
        ({"role": "member"}, 120),
        ({"slug": None, "role": "member", "platform_role": "auditor"}, 15),
    ],
)
def test_an_idle_session_ends(fields: dict[str, Any], minutes: int, time_machine: Any) -> None:
    browser = Client()
    browser.force_login(make_user(**fields))
    time_machine.move_to(timezone.now() + timedelta(minutes=minutes - 1), tick=False)
    assert browser.get("/my/").status_code == 200
    time_machine.move_to(timezone.now() + timedelta(minutes=minutes, seconds=1), tick=False)

    answer = browser.get("/my/")

    assert answer.headers["Location"] == "/accounts/login/?next=/my/"
    assert "没有操作，请重新登录" in browser.get(answer.headers["Location"]).content.decode()
    assert SecurityEvent.objects.get(kind="session_ended").facts["why"].startswith("您已超过")


def test_typing_keeps_it_alive(person: User, time_machine: Any) -> None:
    browser = Client()
    browser.force_login(person)
    for _ in range(5):
        time_machine.move_to(timezone.now() + timedelta(minutes=20), tick=False)
        assert browser.post("/accounts/seen/").status_code == 204

    assert browser.get("/my/").status_code == 200


def test_twelve_hours_are_the_end_for_everybody(person: User, time_machine: Any) -> None:
    browser = Client()
    browser.force_login(person)
    for _ in range(37):
        time_machine.move_to(timezone.now() + timedelta(minutes=20), tick=False)
        browser.post("/accounts/seen/")

    assert browser.get("/my/").status_code == 302


def test_a_public_page_stays_readable_after_the_end(person: User, time_machine: Any) -> None:
    browser = Client()
    browser.force_login(person)
    time_machine.move_to(timezone.now() + timedelta(minutes=31), tick=False)

    assert browser.get("/experience/").status_code == 200


def test_being_seen_costs_a_page_nothing_within_the_minute(
    person: User, django_assert_num_queries: Any
) -> None:
    browser = Client()
    browser.force_login(person)
    browser.get("/accounts/profile/")

    with django_assert_num_queries(5):  # session, person, what the bell counts, an address that waits
        browser.get("/accounts/profile/")


def test_the_day_of_use_is_kept_never_the_time(person: User) -> None:
    signed_in(person)

    person.refresh_from_db()
    assert person.last_seen_on == today()
    assert User._meta.get_field("last_seen_on").get_internal_type() == "DateField"


def test_past_the_date_every_page_leads_to_setting_it_up() -> None:
    person = make_user(is_editor=True, mfa_due_on=today())
    browser = signed_in(person)

    for path in ("/my/", "/", "/experience/", "/accounts/profile/"):
        assert browser.get(path).headers["Location"] == "/accounts/2fa/totp/activate/"
    assert browser.get("/accounts/2fa/totp/activate/").status_code == 200
    assert browser.post("/accounts/logout/").headers["Location"] == "/"


def test_before_the_date_nothing_is_in_the_way() -> None:
    person = make_user(is_editor=True, mfa_due_on=today() + timedelta(days=1))

    assert signed_in(person).get("/my/").status_code == 200


@pytest.mark.parametrize(("given", "due"), [({"role": "admin"}, 14), ({"role": "staff"}, None)])
def test_rights_that_ask_for_it_give_fourteen_days(
    given: dict[str, Any], due: int | None, settings: Any
) -> None:
    from accounts import operations

    settings.DEMO_MODE = False
    security = make_user(None, role="member", platform_role="security")
    person = make_user(role="member")

    operations.grant_duties(person, actor=security, **given)

    person.refresh_from_db()
    assert person.mfa_due_on == (today() + timedelta(days=due) if due else None)


def test_who_has_the_second_step_owes_nothing(settings: Any) -> None:
    from accounts import operations

    settings.DEMO_MODE = False
    security = make_user(None, role="member", platform_role="security")
    person = with_second_step(make_user(role="member"))

    assert operations.grant_duties(person, actor=security, role="admin").mfa_due_on is None
