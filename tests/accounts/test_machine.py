"""Random lives of an account: whatever one administrator does alone, no right that account holds is theirs.

One administrator is dishonest, by turns the system admin, the committee's and the security admin: types
addresses of an own mailbox, keeps every link that is shown or arrives there, sets passwords with them, asks
for new ones, signs in, stays signed in, takes a calendar link along. The owner and the other administrators
are honest: the security admin gives rights to the owner's address only, with the code where one is asked for.
Six lives in the suite, forty in its thorough form; ``MACHINE_RUNS=2000`` lives more.
"""

import os
import random
import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts import operations
from accounts.models import Recovery, Ticket, User
from accounts.operations.tickets import give_ticket
from accounts.spoken import spoken_code
from tests.accounts.helpers import confirmed, with_second_step
from tests.factories import committee, make_user

RUNS, STEPS, TRIES = 6, 20, 8
THOROUGH, TOGETHER = int(os.environ.get("MACHINE_RUNS", "40")), 20  # lives, and how many a test lives
MINE, THEIRS = "Thief-password-2026", "Owner-password-2026"
REFUSALS = (ValidationError, PermissionDenied)
PLATFORM = {"role": "member", "platform_role": "system"}
THIEVES: tuple[dict[str, str], ...] = (PLATFORM, {"role": "admin"}, PLATFORM | {"platform_role": "security"})
RIGHTS: tuple[dict[str, Any], ...] = ({"platform_role": "auditor"}, {"is_editor": True}, {"role": "staff"})
NO_RIGHTS = {"platform_role": "", "is_editor": False, "role": "member"}
pytestmark = [pytest.mark.django_db, pytest.mark.timeout(120)]


class Life:
    """One account, and who knows which of its secrets."""

    def __init__(self, chance: random.Random, capture: Any, kind: dict[str, str]) -> None:
        self.chance, self.capture = chance, capture
        here = "jiangsu" if "platform_role" not in kind else None
        self.thief = make_user(here, **kind)
        self.held = self.thief.duties
        self.security = make_user(None, **PLATFORM | {"platform_role": "security"})
        opens = kind.get("platform_role") != "security"
        self.opener = self.thief if opens else make_user(None, **PLATFORM)
        number = self.thief.pk
        self.mailboxes = {"thief": f"thief{number}@else.cn", "owner": f"owner{number}@js.gov.cn"}
        self.links: list[str] = []  # every link the thief has seen
        self.calendar = ""  # the calendar link the thief took along
        self.had_rights = self.was_inside = False  # at any time
        self.browser = Client()  # where the thief may be signed in as the owner
        self.person = operations.create_person(
            actor=self.opener,
            username=f"p{number}",
            display_name="张三",
            email=self.box() if opens else self.mailboxes["owner"],
            committee=committee() if here or chance.random() < 0.5 else None,
        )

    def box(self) -> str:
        return self.chance.choice([*self.mailboxes.values(), ""])

    def fresh(self) -> User:
        self.person = User.objects.get(pk=self.person.pk)
        return self.person

    def owner_controls(self) -> bool:
        return bool(self.fresh().check_password(THEIRS))

    def thief_controls(self) -> bool:
        return bool(self.fresh().check_password(MINE)) and self.person.is_active

    def letters(self) -> None:
        """The thief reads the own mailbox."""
        for letter in mail.outbox:
            if letter.to == [self.mailboxes["thief"]]:
                self.links += re.findall(r"https?://[^/\s]+(/accounts/\S+)", str(letter.body))
        mail.outbox.clear()

    # What the thief may do, as far as the duty lets.

    def invites(self) -> None:
        link = operations.invite_person(self.fresh(), actor=self.opener, now=timezone.now())
        if link and self.opener == self.thief:
            self.links.append(re.sub(r"^https?://[^/]+", "", link))

    def types_another_address(self) -> None:
        operations.edit_person(self.fresh(), actor=self.thief, email=self.box())

    def disables(self) -> None:
        operations.disable_person(self.fresh(), actor=self.thief)

    def enables(self) -> None:
        operations.enable_person(self.fresh(), actor=self.chance.choice([self.thief, self.opener]))

    def asks_recovery(self) -> None:
        who = self.chance.choice([self.thief, self.opener])
        operations.ask_recovery(
            self.fresh(), actor=who, reason="手机遗失", checked_how="in_person", now=timezone.now()
        )

    def decides_recovery(self) -> None:
        recovery = Recovery.objects.filter(person=self.person, decided_at=None).first()
        if recovery:
            who = self.chance.choice([self.thief, self.security])
            operations.decide_recovery(recovery, actor=who, granted=True, now=timezone.now())

    def grants(self) -> None:
        whom = self.chance.choice([self.fresh(), User.objects.get(pk=self.thief.pk)])
        code = spoken_code(whom) if whom == self.thief or self.thief_controls() else "000000"
        operations.grant_duties(whom, actor=self.thief, code=code, **self.chance.choice(RIGHTS))

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

    def signs_in(self) -> None:
        if self.thief_controls():
            self.browser = Client()
            self.browser.post("/accounts/login/", {"login": self.person.username, "password": MINE})

    def changes_the_address_from_inside(self) -> None:
        if self.is_inside():
            new = self.chance.choice(list(self.mailboxes.values()))
            confirmed(self.browser).post("/accounts/address/", {"address": new})

    def sets_up_a_second_step_from_inside(self) -> None:
        if self.is_inside() and not Authenticator.objects.filter(user=self.person).exists():
            with_second_step(self.person)

    def takes_a_calendar_link_along(self) -> None:
        if self.is_inside():
            page = self.browser.post("/rotation/subscription/")
            self.calendar = re.sub(r"^https?://[^/]+", "", page.context["link"])

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

    def owner_sets_up_a_second_step(self) -> None:
        if self.owner_controls() and not Authenticator.objects.filter(user=self.person).exists():
            with_second_step(self.person)

    def security_grants(self) -> None:
        if self.fresh().email in (self.mailboxes["owner"], ""):
            code = spoken_code(self.person) if self.owner_controls() else ""
            operations.grant_duties(self.person, actor=self.security, code=code, **self.chance.choice(RIGHTS))

    def security_withdraws(self) -> None:
        if self.fresh().duties:
            operations.grant_duties(self.person, actor=self.security, **NO_RIGHTS)

    def step(self) -> str:
        """Some move that changes something: most of all do nothing where the account stands now."""
        before = self._standing()
        for _ in range(TRIES):
            name = self._move()
            if self._standing() != before:
                break
        return name

    def _standing(self) -> tuple[Any, ...]:
        person = User.objects.filter(pk=self.person.pk).values_list("email", "password", "epoch", "is_active")
        own = User.objects.values_list(
            "role", "is_editor", "platform_role", "email_confirmed_at", "settled_at"
        )
        tickets = Ticket.objects.filter(person=self.person).values_list(
            "kind", "used_at", "dead_at", "address"
        )
        recoveries = Recovery.objects.filter(person=self.person).values_list("decided_at")
        second = Authenticator.objects.filter(user=self.person).count()
        known = (len(self.links), self.calendar, self.browser)
        rows = [*person, *own.filter(pk=self.person.pk), *sorted(map(str, tickets)), *recoveries]
        return (*rows, second, *known)

    def _move(self) -> str:
        once: list[Callable[[], None]] = [
            self.invites,
            self.types_another_address,
            self.disables,
            self.asks_recovery,
            self.decides_recovery,
            self.grants,
            self.forgets_the_password,
            self.changes_the_address_from_inside,
            self.sets_up_a_second_step_from_inside,
            self.takes_a_calendar_link_along,
            self.owner_confirms_the_own_address,
            self.owner_sets_up_a_second_step,
            self.security_withdraws,
        ]
        twice = [self.tries_a_kept_link, self.signs_in, self.enables, self.owner_starts, self.security_grants]
        move = self.chance.choice([*once, *twice, *twice])
        try:
            with self.capture(execute=True), transaction.atomic():
                move()
        except REFUSALS:
            pass
        self._owner_answers()
        self.letters()
        return move.__name__

    def _owner_answers(self) -> None:
        """The owner opens every letter that asks to confirm the own address, whoever asked for it."""
        for letter in list(mail.outbox):
            if letter.to == [self.mailboxes["owner"]] and letter.subject.startswith("确认新邮箱"):
                link = re.findall(r"https?://[^/\s]+(/accounts/\S+)", str(letter.body))[0]
                Client().post(link)

    def is_inside(self) -> bool:
        """Whether the thief's browser is signed in as the owner."""
        signed_in = "sessionid" in self.browser.cookies
        return signed_in and self.browser.post("/accounts/seen/").status_code == 204

    def is_taken(self) -> str:
        """How the thief could use rights that the account holds, or has got other rights; or nothing."""
        if User.objects.get(pk=self.thief.pk).duties != self.held:
            return "rights of the thief's own"
        person = self.fresh()
        self.was_inside = self.was_inside or self.is_inside()
        if not person.duties or not person.is_active:
            return ""
        self.had_rights = True
        if person.check_password(MINE):
            return "the password"
        if self.is_inside():
            return "a session"
        return "the calendar" if self.calendar and self._reads(self.calendar) else ""

    def _reads(self, link: str) -> bool:
        return Client().get(link).status_code == 200


def live(seed: int, capture: Any, settings: Any) -> Life:
    """One life, step by step; whether it was taken over, after each."""
    settings.MAIL_RELAY = seed % 2 == 0
    cache.clear()  # a life before may have asked for too many letters
    life, path = Life(random.Random(seed), capture, THIEVES[seed // 2 % len(THIEVES)]), []
    make_user(None, role="member", platform_role="auditor")  # so that a withdrawal is never of the last
    for _ in range(STEPS):
        path.append(life.step())
        assert not life.is_taken(), (seed, life.is_taken(), path)
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
    rights, inside = 0, 0
    for seed in range(first, first + TOGETHER):
        with transaction.atomic():
            life = live(seed, django_capture_on_commit_callbacks, settings)
            rights, inside = rights + life.had_rights, inside + life.was_inside
            transaction.set_rollback(True)
            mail.outbox.clear()

    assert (rights > 0, inside > 0) == (True, True)  # there was something to take, and somebody who tried


def test_the_honest_way_does_lead_to_rights(django_capture_on_commit_callbacks: Any, settings: Any) -> None:
    """So that the walks above prove something: rights are given in many of them."""
    settings.MAIL_RELAY = False
    life = Life(random.Random(1), django_capture_on_commit_callbacks, PLATFORM)
    make_user(None, role="member", platform_role="auditor")
    operations.edit_person(life.fresh(), actor=life.thief, email="")
    life.invites()
    life.owner_starts()
    operations.grant_duties(
        life.fresh(), actor=life.security, code=spoken_code(life.person), platform_role="auditor"
    )

    assert life.fresh().duties == ["审计员"]
    life.tries_a_kept_link()
    assert life.owner_controls()
