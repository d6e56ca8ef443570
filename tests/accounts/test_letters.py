"""Letters about accounts: written down with the deed, sent by the worker, without a link in the table."""

import json
import re
import time
from datetime import timedelta
from smtplib import SMTPDataError, SMTPServerDisconnected
from typing import Any

import pytest
import structlog
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import letters, operations, posting
from accounts.models import Letter, SecurityEvent, Ticket, User
from tests.accounts.helpers import link_in, with_second_step
from tests.accounts.test_slowing import guess
from tests.factories import make_user

pytestmark = pytest.mark.django_db
RESET = "/accounts/password/reset/"
HANGS = 20.0  # seconds


class Hanging(EmailBackend):
    """A mail server that takes the connection and says nothing."""

    def open(self) -> bool:
        time.sleep(HANGS)
        raise TimeoutError

    def send_messages(self, messages: Any) -> int:
        return int(self.open())


class Failing(EmailBackend):
    """A mail server that answers with whatever stands in ``error``."""

    error: Exception = SMTPServerDisconnected("line lost https://portal/secret")
    at = "send_messages"

    def open(self) -> bool:
        if self.at == "open":
            raise self.error
        return True

    def send_messages(self, messages: Any) -> int:
        raise self.error


@pytest.fixture
def failing(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    settings.EMAIL_BACKEND = f"{__name__}.Failing"

    def as_told(error: Exception, at: str = "send_messages") -> None:
        monkeypatch.setattr(Failing, "error", error)
        monkeypatch.setattr(Failing, "at", at)

    return as_told


def shapes(queries: CaptureQueriesContext) -> list[str]:
    """The statements without what they are about."""
    return [re.sub(r"'[^']*'|\d+", "", query["sql"])[:80] for query in queries.captured_queries]


def ask(address: str) -> tuple[int, str]:
    answer = Client().post(RESET, {"email": address})
    return answer.status_code, answer.headers["Location"]


def sent() -> list[Any]:
    posting.send_due()
    return mail.outbox


def test_a_mail_server_that_hangs_holds_nobody_up(person: User, settings: Any) -> None:
    settings.EMAIL_BACKEND = f"{__name__}.Hanging"
    settings.MAIL_RELAY = True
    system = make_user(None, role="member", platform_role="system")
    newcomer = make_user(
        role="member", email="new@js.gov.cn", settled_at=None, email_confirmed_at=None, password_set_at=None
    )
    begun = time.monotonic()

    assert ask(person.email) == ask("nobody@example.cn")
    operations.ask_address(person, "other@js.gov.cn", now=timezone.now())
    operations.invite_person(newcomer, actor=system, now=timezone.now())
    for _ in range(11):
        guess()

    assert time.monotonic() - begun < HANGS
    assert sorted(Letter.objects.values_list("kind", flat=True)) == [
        *("address_asked", "address_confirm", "invitation", "reset", "reset", "unlock"),
    ]


@pytest.mark.parametrize("other", ["unconfirmed", "closed", "unknown"])
def test_asking_costs_the_same_whoever_it_is_about(person: User, other: str) -> None:
    address = f"{other}@example.cn"
    if other != "unknown":
        make_user(
            email=address,
            **{"unconfirmed": {"email_confirmed_at": None}, "closed": {"is_active": False}}[other],
        )

    def work(address: str) -> list[str]:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            ask(address)
        return shapes(queries)

    ask("first@example.cn")  # whatever is asked once

    assert work(person.email) == work(address)


def test_a_slowed_guess_costs_the_same_whether_the_name_is_known(person: User) -> None:
    def work(name: str) -> list[str]:
        for _ in range(10):
            guess(name)
        with CaptureQueriesContext(connection) as queries:
            guess(name)
        return shapes(queries)

    assert work("lijiang") == work("nobody")
    assert [letter.to for letter in sent()] == [["lijiang@example.cn"]]


def test_an_address_that_anothers_account_has_costs_the_same_and_gets_no_letter(person: User) -> None:
    make_user(email="taken@js.gov.cn")

    def work(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            operations.ask_address(person, address, now=timezone.now())
        return len(queries)

    work("first@js.gov.cn")

    assert work("taken@js.gov.cn") == work("free@js.gov.cn")
    operations.ask_address(person, "taken@js.gov.cn", now=timezone.now())
    assert [letter.to for letter in sent() if letter.to != [person.email]] == []


def test_no_table_holds_a_link_before_or_after_it_was_sent(person: User) -> None:
    operations.ask_address(person, "new@js.gov.cn", now=timezone.now())
    waiting = json.dumps(list(Letter.objects.values()), default=str)
    told = {letter.to[0]: link_in(letter) for letter in sent()}

    secrets = [link.rstrip("/").rpartition("/")[2] for link in told.values()]
    assert len(set(secrets)) == 2
    assert [secret for secret in secrets if secret in waiting] == []
    assert Letter.objects.count() == 0
    assert [secret for secret in secrets if secret in str(list(Ticket.objects.values()))] == []


def test_a_dump_without_the_key_opens_nothing(person: User, settings: Any) -> None:
    """Whoever reads the seeds makes other links of them."""
    operations.ask_address(person, "new@js.gov.cn", now=timezone.now())
    settings.SECRET_KEY = "another" * 10

    assert sent() == []
    assert Letter.objects.count() == 0


@pytest.mark.parametrize(
    ("error", "at"),
    [
        (ConnectionRefusedError(), "open"),
        (TimeoutError(), "open"),
        (SMTPServerDisconnected("x"), "send_messages"),
        (SMTPDataError(451, b"later"), "send_messages"),
    ],
)
def test_a_server_that_was_away_gets_the_letter_when_it_is_back(
    person: User, failing: Any, settings: Any, time_machine: Any, error: Exception, at: str
) -> None:
    operations.ask_address(person, "new@js.gov.cn", now=timezone.now())
    failing(error, at)
    assert posting.send_due() == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert sent() == []  # not in a circle

    time_machine.move_to(timezone.now() + timedelta(minutes=2))

    new, old = sorted(sent(), key=lambda letter: letter.to[0] == person.email)
    assert (new.to, old.to) == (["new@js.gov.cn"], [person.email])
    Client().post(link_in(new))
    person.refresh_from_db()
    assert person.email == "new@js.gov.cn"


def test_a_repeat_after_a_lost_line_bears_the_same_number_and_link(
    person: User, settings: Any, time_machine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(11):
        guess()
    monkeypatch.setattr(Letter, "delete", lambda self: None)  # killed right after the server took it
    sent()
    monkeypatch.undo()
    time_machine.move_to(timezone.now() + timedelta(minutes=6))

    first, second = sent()

    assert link_in(first) == link_in(second)
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


def test_a_mailbox_that_refuses_for_good_is_asked_once(person: User, failing: Any) -> None:
    ask(person.email)
    failing(SMTPDataError(550, b"no such mailbox"))

    with structlog.testing.capture_logs() as lines:
        posting.send_due()

    assert Letter.objects.count() == 0
    assert [line["final"] for line in lines if line["event"] == "account_letter_failed"] == [True]


def test_no_log_line_names_an_address_or_a_link(person: User, failing: Any) -> None:
    ask(person.email)
    failing(SMTPServerDisconnected("to <lijiang@example.cn> https://portal/accounts/password/reset/key/x"))

    with structlog.testing.capture_logs() as lines:
        posting.send_due()

    assert lines
    assert "lijiang@" not in str(lines)
    assert "/key/" not in str(lines)


def test_the_half_hour_of_an_unlock_link_begins_when_its_letter_leaves(
    person: User, failing: Any, settings: Any, time_machine: Any
) -> None:
    for _ in range(11):
        guess()
    failing(ConnectionRefusedError(), "open")
    posting.send_due()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    time_machine.move_to(timezone.now() + timedelta(hours=5))

    assert Client().post(link_in(sent()[0])).status_code == 302


def ended(person: User) -> None:
    Ticket.objects.filter(person=person).update(dead_at=timezone.now())


def closed(person: User) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)


@pytest.mark.parametrize("deed", [ended, closed])
def test_a_link_that_is_over_is_not_sent_any_more(person: User, deed: Any) -> None:
    operations.ask_address(person, "new@js.gov.cn", now=timezone.now())
    deed(person)

    assert sent() == []
    assert Letter.objects.count() == 0


def test_a_reset_asked_for_the_former_mailbox_goes_nowhere(person: User) -> None:
    ask(person.email)
    User.objects.filter(pk=person.pk).update(email="new@js.gov.cn")

    assert sent() == []


def test_a_letter_too_old_to_be_true_is_given_up_and_told_to_the_operator(
    person: User, time_machine: Any
) -> None:
    ask(person.email)
    time_machine.move_to(timezone.now() + timedelta(days=3, minutes=1))

    with structlog.testing.capture_logs() as lines:
        assert sent() == []

    assert [line["count"] for line in lines if line["event"] == "account_letters_expired"] == [1]


def test_the_trail_tells_of_a_reset_asked_for_an_address_nobody_has(db: None) -> None:
    ask("nobody@example.cn")

    row = SecurityEvent.objects.get(kind="password_reset_asked")
    assert (row.outcome, row.person_id, bool(row.account_digest)) == ("refused", None, True)


def test_every_kind_of_letter_has_its_words(person: User, settings: Any) -> None:
    with_second_step(person)
    told = {"new": "n***@js.gov.cn", "changed_by": "王", "inviter": "王"}
    for kind in Letter.Kind:
        letters.write(kind, person, person.email, now=timezone.now(), **told)

    found = {letter.subject for letter in sent()}

    assert len(found) == len(Letter.Kind)
    assert all(letter.extra_headers["Auto-Submitted"] == "auto-generated" for letter in mail.outbox)
    links = [link_in(letter) for letter in mail.outbox if "/accounts/" in letter.body]
    assert {link.split("/")[2] for link in links} == {"password", "unlock"}


def test_no_mailbox_is_flooded_with_resets(person: User, time_machine: Any) -> None:
    for number in range(8):
        Client(REMOTE_ADDR=f"10.{number}.0.1").post(RESET, {"email": person.email})

    assert len(sent()) == 5
    time_machine.move_to(timezone.now() + timedelta(minutes=61))
    ask(person.email)
    assert len(sent()) == 6


def test_a_storm_of_resets_fills_no_trail(settings: Any, db: None) -> None:
    settings.ACCOUNT_RATE_LIMITS = False  # as without a cache
    for number in range(40):
        Client(REMOTE_ADDR=f"10.0.0.{number}").post(RESET, {"email": f"nobody{number}@example.cn"})

    assert SecurityEvent.objects.filter(kind="password_reset_asked").count() == 30
    assert Letter.objects.count() == 30
    Client(REMOTE_ADDR="10.0.1.1").post(RESET, {"email": "nobody@example.cn"})
    assert Letter.objects.count() == 31


def test_nobody_has_letters_sent_to_the_world(person: User, time_machine: Any) -> None:
    """Whoever is signed in may name any mailbox: five an hour."""
    for number in range(5):
        operations.ask_address(person, f"victim{number}@else.cn", now=timezone.now())

    with pytest.raises(ValidationError, match="一小时内最多申请更改 5 次"):
        operations.ask_address(person, "victim@else.cn", now=timezone.now())
    later = timezone.now() + timedelta(minutes=61)
    operations.ask_address(person, "own@else.cn", now=later)
