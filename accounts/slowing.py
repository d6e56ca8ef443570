"""How many guesses an account and a network have, counted from the trail: no second store that forgets.

A device that has signed in before has a counter of its own, so nobody outside can keep a person out. All
other devices share one counter an account. One guess at a time: who asks while another is being checked is
told to try again, and does not wait.
"""

import ipaddress
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from accounts import devices, trail
from accounts.models import SecurityEvent, User
from accounts.models.event import Kind

FAILURES = (Kind.SIGN_IN_FAILED, Kind.SECOND_STEP_FAILED)
STRANGERS, HOUR = 10, timedelta(hours=1)  # wrong guesses of all unknown devices together
KNOWN, QUARTER = 10, timedelta(minutes=15)  # of one device that has signed in before
RESETS = 5  # letters for a new password an account and hour
NETWORK, MINUTE = 30, timedelta(minutes=1)  # of one network over all accounts
WORDS = (
    "登录失败次数过多，已暂停登录。请使用曾登录过的设备，或打开寄到您邮箱的验证链接；"
    "也可一小时后再试，或联系系统管理员。"
)

AT_ONCE = "同一账号正在登录，请稍候再试。"


class Slowed(Exception):  # noqa: N818  # a state, not an error
    """This guess is not looked at; ``by``: account, device or network."""

    def __init__(self, by: str) -> None:
        super().__init__(by)
        self.by = by


@contextmanager
def guess(request: HttpRequest, person: User | None, typed: str = "") -> Iterator["Guess"]:
    """Let one guess through, or none. What is recorded inside stays, also when the guess is wrong.

    Raises:
        ValidationError: too many, in words; nothing was compared then. Its parameter ``first`` says whether
            this was the first so slowed within a minute.
    """
    attempt = Guess(request, person, typed)
    try:
        with transaction.atomic():
            attempt.begin()
            yield attempt
    except Slowed as slowed:
        first = attempt.record_slowed(slowed.by)
        if slowed.by == "turn":
            raise ValidationError(AT_ONCE, code="slowed_turn") from None
        raise ValidationError(WORDS, code=f"slowed_{slowed.by}", params={"first": first}) from None


def rows_of_network(network: str | None, *kinds: Kind) -> "QuerySet[SecurityEvent]":
    """What came from the neighbourhood of an address (/24, of IPv6 /64)."""
    net = ipaddress.ip_network(f"{network}/{64 if ':' in str(network) else 24}", strict=False)
    return SecurityEvent.objects.filter(kind__in=kinds, network__gte=str(net[0]), network__lte=str(net[-1]))


def resets_left(request: HttpRequest, account: str) -> tuple[bool, bool]:
    """Whether a reset may be asked for from this network, and whether a letter may still go to the account.

    Counted from the trail as well: no mailbox is flooded and no trail filled, with or without a cache.
    """
    now, network = timezone.now(), trail.network_of(request)
    asked = SecurityEvent.objects.filter(kind=Kind.PASSWORD_RESET_ASKED, account_digest=account)
    letter = asked.filter(at__gt=now - HOUR).count() < RESETS
    if not network:
        return True, letter
    near = rows_of_network(network, Kind.PASSWORD_RESET_ASKED)
    return near.filter(at__gt=now - MINUTE).count() < NETWORK, letter


class Guess:
    def __init__(self, request: HttpRequest, person: User | None, typed: str) -> None:
        self.person = person
        self.account = trail.account_digest(person, typed)
        self.known = devices.known(request, person) if person else ""
        self.network = trail.network_of(request)
        self.path = request.resolver_match.url_name if request.resolver_match else ""

    def begin(self) -> None:
        """Take the account's turn and look at the counters.

        Raises:
            Slowed: somebody is guessing right now, or too many were wrong.
        """
        key = f"guess:{self.account}:{self.known}"
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [key])
            if not cursor.fetchone()[0]:
                raise Slowed("turn")
        now = timezone.now()
        rows = SecurityEvent.objects.filter(kind__in=FAILURES, account_digest=self.account)
        if self.known:
            if rows.filter(at__gt=now - QUARTER, facts__known=self.known).count() >= KNOWN:
                raise Slowed("device")
            return
        if rows.filter(at__gt=now - HOUR).exclude(facts__has_key="known").count() >= STRANGERS:
            raise Slowed("account")
        if self.network and self._of_network().filter(at__gt=now - MINUTE).count() >= NETWORK:
            raise Slowed("network")

    def _of_network(self) -> "QuerySet[SecurityEvent]":
        return rows_of_network(self.network, *FAILURES)

    def record_failure(self, kind: SecurityEvent.Kind = Kind.SIGN_IN_FAILED) -> None:
        """Write the wrong guess down: this is the counter."""
        trail.record(
            kind,
            person=self.person,
            outcome=trail.Outcome.FAILED,
            account=self.account,
            known=self.known,
            path=self.path,
        )

    def record_slowed(self, by: str) -> bool:
        """Once a minute, network and account: a storm must not fill the trail. Whether it did."""
        recent = SecurityEvent.objects.filter(
            kind=Kind.SLOWED,
            at__gt=timezone.now() - MINUTE,
            network=self.network,
            account_digest=self.account,
        )
        if recent.exists():
            return False
        trail.record(
            Kind.SLOWED,
            person=self.person,
            outcome=trail.Outcome.REFUSED,
            account=self.account,
            path=self.path,
            by=by,
            known=self.known,
        )
        return True

    def failures_of_the_hour(self, kind: SecurityEvent.Kind) -> int:
        since = timezone.now() - HOUR
        return SecurityEvent.objects.filter(kind=kind, account_digest=self.account, at__gt=since).count()
