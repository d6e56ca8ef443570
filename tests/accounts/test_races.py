"""Two at once over accounts: real threads on the real database."""

from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts import operations
from accounts.models import Recovery, SecurityEvent, Ticket, User
from accounts.operations.tickets import give_ticket
from tests.accounts.helpers import with_second_step
from tests.factories import make_user
from tests.races import PATIENCE, ROUNDS, together

pytestmark = [pytest.mark.usefixtures("committed"), pytest.mark.timeout(PATIENCE)]


def platform(duty: str) -> User:
    return make_user(None, role="member", platform_role=duty)


def words(results: list[Any]) -> list[str]:
    return [" ".join(one.messages) for one in results if isinstance(one, ValidationError)]


def tried(call: Any) -> Any:
    """A call whose missing right is a result as well."""

    def run() -> Any:
        try:
            return call()
        except PermissionDenied as error:
            return error

    return run


@pytest.mark.parametrize("duty", ["auditor", "security"])
def test_of_the_last_two_of_a_duty_one_stays_whoever_closes_them_at_once(duty: str) -> None:
    for _ in range(ROUNDS):
        User.objects.update(is_active=False)
        first, second, one, other = platform(duty), platform(duty), platform("system"), platform("system")

        results = together(
            partial(operations.disable_person, first, actor=one),
            partial(operations.disable_person, second, actor=other),
        )

        assert len(words(results)) == 1
        assert "先指定接任者" in words(results)[0]
        assert User.objects.active().filter(platform_role=duty).count() == 1


def test_closing_one_and_withdrawing_from_the_other_leaves_one_auditor() -> None:
    for _ in range(ROUNDS):
        User.objects.update(is_active=False)
        first, second = platform("auditor"), platform("auditor")
        system, security = platform("system"), platform("security")

        results = together(
            partial(operations.disable_person, first, actor=system),
            partial(operations.grant_duties, second, actor=security, platform_role=""),
        )

        assert len(words(results)) == 1
        assert User.objects.active().filter(platform_role="auditor").count() == 1


def test_of_two_who_close_each_other_one_is_late() -> None:
    for _ in range(ROUNDS):
        User.objects.update(is_active=False)
        one, other, _third = platform("system"), platform("system"), platform("system")

        results = together(
            tried(partial(operations.disable_person, one, actor=other)),
            tried(partial(operations.disable_person, other, actor=one)),
        )

        assert [type(result) for result in results if not isinstance(result, User)] == [PermissionDenied]
        assert User.objects.active().filter(pk__in=[one.pk, other.pk]).count() == 1


def test_of_two_who_decide_a_recovery_at_once_one_does() -> None:
    for _ in range(ROUNDS):
        one, other = platform("security"), platform("security")
        person = with_second_step(make_user(role="member"))
        asked = operations.ask_recovery(
            person, actor=platform("system"), reason="遗失", checked_how="in_person", now=timezone.now()
        )

        results = together(
            partial(operations.decide_recovery, asked, actor=one, granted=True, now=timezone.now()),
            partial(operations.decide_recovery, asked, actor=other, granted=False, now=timezone.now()),
        )

        assert len(words(results)) == 1
        assert "已作出决定" in words(results)[0]
        decided = Recovery.objects.get(pk=asked.pk)
        assert (
            SecurityEvent.objects.filter(kind="recovery_decided", target=f"person:{person.pk}").count() == 1
        )
        assert person.authenticator_set.exists() is (decided.verdict == "refused")


def test_two_who_ask_for_the_same_recovery_leave_one_open() -> None:
    for _ in range(ROUNDS):
        person, admin = with_second_step(make_user(role="member")), make_user(role="admin")
        facts = {"reason": "遗失", "checked_how": "in_person", "now": timezone.now()}

        results = together(
            *(
                partial(operations.ask_recovery, person, actor=who, **facts)
                for who in (admin, platform("system"))
            )
        )

        assert len(words(results)) == 1
        assert "在等决定" in words(results)[0]


def test_a_link_pressed_twice_at_once_starts_the_account_once() -> None:
    for _ in range(ROUNDS):
        newcomer = make_user(role="member", settled_at=None, email_confirmed_at=None, password_set_at=None)
        secret = give_ticket(
            newcomer, Ticket.Kind.INVITATION, address=newcomer.email, made_by=None, now=timezone.now()
        )

        results = together(
            *(
                partial(operations.start_account, secret, f"word-{n}-of-mine-2026", now=timezone.now())
                for n in "ab"
            )
        )

        assert len(words(results)) == 1
        assert (
            SecurityEvent.objects.filter(kind="invitation_used", target=f"person:{newcomer.pk}").count() == 1
        )


def test_a_link_used_while_rights_are_given_brings_rights_or_starts_never_both() -> None:
    """An account that was started, invited again, and then given rights: the link dies or the grant asks."""
    security = platform("security")
    for _ in range(ROUNDS):
        person = make_user(role="member")
        secret = give_ticket(person, Ticket.Kind.INVITATION, address="", made_by=None, now=timezone.now())

        results = together(
            partial(operations.start_account, secret, "word-of-a-thief-2026", now=timezone.now()),
            partial(operations.grant_duties, person, actor=security, is_editor=True),
        )

        assert len(words(results)) == 1
        person.refresh_from_db()
        assert person.is_editor is not person.check_password("word-of-a-thief-2026")
