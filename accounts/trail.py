"""Writes the security trail: one row and one log line for each deed, in the transaction of the deed.

A view, verb or listener calls ``record``; who asks from where is taken from the request at hand. Refusals and
failures are written on their own, after the transaction they end. What cannot be written fails the deed.
"""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import structlog
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from accounts.models import SecurityEvent, User
from accounts.models.event import Kind
from accounts.models.user import folded
from accounts.sessions import device
from collab_portal.lib.addresses import client_address

log = structlog.get_logger("portal.security")
Outcome = SecurityEvent.Outcome
WORDS = 300  # characters of one fact: eight of them stay within 4 KB
# What a row of each kind may tell beyond its columns. No password, no secret, no text of a letter.
FACTS: dict[str, tuple[str, ...]] = {
    Kind.SIGNED_IN: ("known", "second_step"),
    Kind.SIGN_IN_FAILED: ("path", "known"),
    Kind.SECOND_STEP_FAILED: ("path", "known"),
    Kind.SLOWED: ("path", "by", "known"),
    Kind.SESSION_ENDED: ("why",),
    Kind.SIGN_IN_REFUSED: ("why",),
    Kind.SECOND_STEP_OFF: ("why",),
    Kind.CODES_USED: ("left",),
    Kind.ADDRESS_ASKED: ("address",),
    Kind.ADDRESS_CONFIRMED: ("address",),
    Kind.ADDRESS_STOPPED: ("address", "back"),
    Kind.DEVICE_KNOWN: ("known",),
    Kind.PERSON_EDITED: ("fields",),
    Kind.PERSON_DISABLED: ("why",),
    Kind.PERSON_ENABLED: ("rights",),
    Kind.INVITED: ("sent_to", "shown"),
    Kind.DUTIES_CHANGED: ("given", "taken", "why", "reason"),
    Kind.RECOVERY_ASKED: ("checked_how", "reason"),
    Kind.RECOVERY_DECIDED: ("verdict",),
    Kind.EXPORTED: ("file", "query"),
    Kind.DOWNLOADED: ("file",),
    Kind.CONTACTS_SEEN: ("of",),
    Kind.TRAIL_READ: ("query",),
    Kind.DENIED: ("page", "status", "method"),
    Kind.COMMAND: ("name", "system_user", "arguments"),
    Kind.MIGRATED: ("settled", "from", "to"),
    Kind.VERIFIED: ("seals", "rows"),
    Kind.SEAL_BROKEN: ("lines",),
    Kind.RETIRE_ASKED: ("before", "reason"),
    Kind.RETIRE_DECIDED: ("before", "verdict"),
    Kind.RETIRED: ("before", "rows", "file"),
}


@dataclass(frozen=True)
class Origin:
    """Where a request comes from, as a row tells it."""

    network: str | None = None
    device: str = ""
    session: str = ""
    request_id: str = ""
    person: User | None = None


_origin: ContextVar[Origin | None] = ContextVar("origin", default=None)


class Origins:
    """Middleware: whatever a request records bears its network, device and session."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = _origin.set(origin_of(request))
        try:
            return self.get_response(request)
        finally:
            _origin.reset(token)


def forget_person() -> None:
    """What this request records from now on is a stranger's: its session has ended."""
    if origin := _origin.get():
        _origin.set(replace(origin, person=None, session=""))


def origin_of(request: HttpRequest) -> Origin:
    key = request.session.session_key if hasattr(request, "session") else None
    bound = structlog.contextvars.get_contextvars()
    user = getattr(request, "user", None)
    return Origin(
        network=network_of(request),
        device=device(request.META.get("HTTP_USER_AGENT", "")[:500]),
        session=salted_hmac("accounts.trail.session", key).hexdigest()[:8] if key else "",
        request_id=str(bound.get("request_id") or "")[:36],
        person=user if isinstance(user, User) else None,
    )


def network_of(request: HttpRequest) -> str | None:
    """The visitor's address, believed from proxies only as far as TRUSTED_PROXIES says."""
    return client_address(request) or None


def account_digest(person: User | None, typed: str = "") -> str:
    """The account a guess is about, known or not: the same words give the same digest, and nothing else."""
    value = f"person:{person.pk}" if person else f"name:{folded(typed)[:254]}"
    return salted_hmac("accounts.trail.account", value, algorithm="sha256").hexdigest()[:32]


def record(
    kind: SecurityEvent.Kind,
    *,
    person: User | None = None,
    target: User | None = None,
    outcome: SecurityEvent.Outcome = Outcome.DONE,
    account: str = "",
    about: tuple[str, str] | None = None,
    at: datetime | None = None,
    **facts: Any,
) -> SecurityEvent:
    """Write one row of the trail.

    Args:
        person: who did it; the person of the request unless given.
        target: the account it was done to.
        account: digest of the account a guess was about (``account_digest``).
        about: (number, name) of a target that is no account, as ``("activities:export", "联合活动.xlsx")``.
        facts: what the kind may tell (``FACTS``); each is cut to ``WORDS`` characters.

    Raises:
        TypeError: a fact the kind does not know.
    """
    if unknown := set(facts) - set(FACTS.get(kind, ())):
        raise TypeError(f"{kind} tells nothing of {sorted(unknown)}")
    origin = _origin.get() or Origin()
    who = person or origin.person
    number, name = about or ((f"person:{target.pk}", str(target)) if target else ("", ""))
    row = SecurityEvent(
        kind=kind,
        outcome=outcome,
        person_id=who.pk if who else None,
        person_name=str(who)[:60] if who else "",
        account_digest=account or (account_digest(who) if who else ""),
        committee_id=(target or who).committee_id if (target or who) else None,  # type: ignore[union-attr]
        network=origin.network,
        device=origin.device,
        session=origin.session,
        request_id=origin.request_id,
        target=number[:80],
        target_name=name[:120],
        facts={key: _short(value) for key, value in facts.items() if value not in (None, "", [])},
    )
    if at is not None:
        row.at = at
    row.save(force_insert=True)
    transaction.on_commit(lambda: log.info("security_event", **line(row)))
    return row


def _short(value: Any) -> Any:
    """A fact as JSON keeps it: numbers and truth as they are, all else as words of bounded length."""
    if isinstance(value, bool | int):
        return value
    if isinstance(value, list | tuple):
        return [str(item)[:WORDS] for item in value[:10]]
    return str(value).replace("\0", "")[:WORDS]


def line(row: SecurityEvent) -> dict[str, Any]:
    """The row as the log tells it: every column under its name."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    at = values.pop("at")
    return values | {"at": at.isoformat() if isinstance(at, datetime) else str(at)}
