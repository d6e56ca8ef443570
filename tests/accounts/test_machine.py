"""Random lives of an account: whatever one administrator does alone, no right that account holds is theirs.

The system admin here is dishonest: types addresses of an own mailbox, keeps every link that is shown or
arrives there, sets passwords with them, asks for new ones. The owner and the security admin are honest:
rights are given when the owner has started the account and reads out the code and the address.
A dozen lives in the suite, two hundred in its thorough form; ``MACHINE_RUNS=2000`` lives more.
"""

import os
import random
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts import operations
from accounts.models import Ticket, User
from accounts.operations.tickets import give_ticket
from accounts.spoken import spoken_code
from tests.factories import make_user

RUNS, STEPS = 12, 25
THOROUGH, TOGETHER = int(os.environ.get("MACHINE_RUNS", "200")), 50  # lives, and how many a test lives
MINE, THEIRS = "Thief-password-2026", "Owner-password-2026"
REFUSALS = (ValidationError, PermissionDenied)
pytestmark = [pytest.mark.django_db, pytest.mark.timeout(120)]


class Life:
    """One account, and who knows which of its secrets."""

    def __init__(self, chance: random.Random, capture: Any) -> None:
        self.chance, self.capture = chance, capture
        self.thief = make_user(None, role="member", platform_role="system")
        self.security = make_user(None, role="member", platform_role="security")
        number = self.thief.pk
        self.mailboxes = {"thief": f"thief{number}@else.cn", "owner": f"owner{number}@js.gov.cn"}
        self.links: list[str] = []  # every link the thief has seen
        self.person = operations.create_person(
            actor=self.thief, username=f"p{number}", display_name="张三", email=self.box(), committee=None
        )

    def box(self) -> str:
        return self.chance.choice([*self.mailboxes.values(), ""])

    def fresh(self) -> User:
        self.person = User.objects.get(pk=self.person.pk)
        return self.person

    def owner_controls(self) -> bool:
        return bool(self.fresh().check_password(THEIRS))

    def letters(self) -> None:
        """The thief reads the own mailbox."""
        for letter in mail.outbox:
            if letter.to == [self.mailboxes["thief"]]:
                self.links += re.findall(r"https?://[^/\s]+(/accounts/\S+)", str(letter.body))
        mail.outbox.clear()

    # What the thief may do as system admin.

    def invites(self) -> None:
        link = operations.invite_person(self.fresh(), actor=self.thief, now=timezone.now())
        if link:
            self.links.append(re.sub(r"^https?://[^/]+", "", link))

    def types_another_address(self) -> None:
        operations.edit_person(self.fresh(), actor=self.thief, email=self.box())

    def disables(self) -> None:
        operations.disable_person(self.fresh(), actor=self.thief)

    def enables(self) -> None:
        operations.enable_person(self.fresh(), actor=self.thief)

    def asks_recovery(self) -> None:
        operations.ask_recovery(
            self.fresh(), actor=self.thief, reason="手机遗失", checked_how="in_person", now=timezone.now()
        )

    def grants(self) -> None:
        operations.grant_duties(self.fresh(), actor=self.thief, platform_role="security")

    def tries_a_kept_link(self) -> None:
        if self.links:
            browser, link = Client(), self.chance.choice(self.links)
            browser.post(link, {"password1": MINE, "password2": MINE})
            page = browser.get(link, follow=True)  # a reset link leads to its form
            if page.redirect_chain:
                browser.post(page.redirect_chain[-1][0], {"password1": MINE, "password2": MINE})

    def forgets_the_password(self) -> None:
        if self.fresh().email:
            Client().post("/accounts/password/reset/", {"email": self.person.email})

    def changes_the_address_from_inside(self) -> None:
        if self.fresh().check_password(MINE) and self.person.is_active:
            operations.ask_address(
                self.person, self.chance.choice(list(self.mailboxes.values())), now=timezone.now()
            )

    # What the honest do.

    def owner_starts(self) -> None:
        """With the link that was shown or mailed, if it still lives."""
        ticket = Ticket.objects.live(timezone.now()).filter(person=self.person, kind="invitation").first()
        if ticket and ticket.address in ("", self.mailboxes["owner"]):
            secret = give_ticket(
                self.person, ticket.kind, address=ticket.address, made_by=self.thief, now=timezone.now()
            )
            operations.start_account(secret, THEIRS, now=timezone.now())

    def owner_confirms_the_own_address(self) -> None:
        if self.owner_controls():
            operations.ask_address(self.person, self.mailboxes["owner"], now=timezone.now())

    def security_grants(self) -> None:
        if self.owner_controls() and self.person.email in (self.mailboxes["owner"], ""):
            operations.grant_duties(
                self.person, actor=self.security, code=spoken_code(self.person), platform_role="auditor"
            )

    def security_withdraws(self) -> None:
        if self.fresh().platform_role:
            operations.grant_duties(self.person, actor=self.security, platform_role="")

    def step(self) -> str:
        moves: list[Callable[[], None]] = [
            self.invites,
            self.types_another_address,
            self.disables,
            self.enables,
            self.asks_recovery,
            self.grants,
            self.tries_a_kept_link,
            self.tries_a_kept_link,
            self.forgets_the_password,
            self.changes_the_address_from_inside,
            self.owner_starts,
            self.owner_starts,
            self.owner_confirms_the_own_address,
            self.security_grants,
            self.security_grants,
            self.security_withdraws,
        ]
        move = self.chance.choice(moves)
        try:
            with self.capture(execute=True), transaction.atomic():
                move()
        except REFUSALS:
            pass
        self._owner_answers()
        self.letters()
        return move.__name__

    def _owner_answers(self) -> None:
        """The owner opens the letter that asks to confirm the own address."""
        for letter in list(mail.outbox):
            if letter.to == [self.mailboxes["owner"]] and letter.subject.startswith("确认新邮箱"):
                link = re.findall(r"https?://[^/\s]+(/accounts/\S+)", str(letter.body))[0]
                Client().post(link)

    def is_taken(self) -> bool:
        """Whether the thief could use rights that the account holds."""
        person = self.fresh()
        return bool(person.duties) and person.is_active and person.check_password(MINE)


def live(seed: int, capture: Any, settings: Any) -> Life:
    """One life, step by step; whether it was taken over, after each."""
    settings.MAIL_RELAY = seed % 2 == 0
    life, path = Life(random.Random(seed), capture), []
    make_user(None, role="member", platform_role="auditor")  # so that a withdrawal is never of the last
    for _ in range(STEPS):
        path.append(life.step())
        assert not life.is_taken(), (seed, path)
    return life


@pytest.mark.parametrize("seed", range(RUNS))
def test_no_path_of_one_administrator_ends_in_usable_rights(
    seed: int, django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    live(seed, django_capture_on_commit_callbacks, settings)


@pytest.mark.thorough
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("first", range(RUNS, RUNS + THOROUGH, TOGETHER))
def test_many_lives_and_none_is_taken(
    first: int, django_capture_on_commit_callbacks: Any, settings: Any
) -> None:
    rights = 0
    for seed in range(first, first + TOGETHER):
        with transaction.atomic():
            life = live(seed, django_capture_on_commit_callbacks, settings)
            rights += bool(life.fresh().duties)
            transaction.set_rollback(True)
            mail.outbox.clear()

    assert rights  # in some of them rights were given, so that there was something to take


def test_the_honest_way_does_lead_to_rights(django_capture_on_commit_callbacks: Any, settings: Any) -> None:
    """So that the walks above prove something: rights are given in many of them."""
    settings.MAIL_RELAY = False
    life = Life(random.Random(1), django_capture_on_commit_callbacks)
    make_user(None, role="member", platform_role="auditor")
    operations.edit_person(life.fresh(), actor=life.thief, email="")
    life.invites()
    life.owner_starts()
    life.security_grants()

    assert life.fresh().duties == ["审计员"]
    life.tries_a_kept_link()
    assert life.owner_controls()
