"""Giving out, ending and using one-time links."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import letters
from accounts.models import Letter, Ticket, User
from collab_portal.lib import links
from collab_portal.lib.verbs import verb

LIFE = {
    Ticket.Kind.INVITATION: timedelta(hours=72),
    Ticket.Kind.ADDRESS: timedelta(hours=72),
    Ticket.Kind.STOP: timedelta(days=7),
    Ticket.Kind.UNLOCK: timedelta(minutes=30),
}
OVER = "链接无效、已用过或已过期。"


@transaction.atomic
def make_ticket(
    person: User, kind: Ticket.Kind, *, address: str, made_by: User | None, now: datetime
) -> tuple[Ticket, str]:
    """A new link and the seed of its secret; the former of its kind dies (no stop link does)."""
    if kind != Ticket.Kind.STOP:  # each mailbox that answered for the account keeps its own word
        end_tickets(person, now=now, reason="已发出新的链接", kinds=[kind])
    seed = links.new_secret()
    ticket = Ticket.objects.create(
        person=person,
        kind=kind,
        address=address,
        digest=links.digest(links.derived(seed)),
        made_by=made_by,
        made_at=now,
        expires_at=now + LIFE[kind],
    )
    return ticket, seed


def give_ticket(person: User, kind: Ticket.Kind, *, address: str, made_by: User | None, now: datetime) -> str:
    """A new link to be shown once. Returns its secret, kept nowhere."""
    return links.derived(make_ticket(person, kind, address=address, made_by=made_by, now=now)[1])


def mail_ticket(
    letter: Letter.Kind,
    person: User,
    kind: Ticket.Kind,
    *,
    address: str,
    made_by: User,
    now: datetime,
    **facts: Any,
) -> None:
    """A new link that only its letter tells."""
    ticket, seed = make_ticket(person, kind, address=address, made_by=made_by, now=now)
    letters.write(letter, person, address, now=now, ticket=ticket, seed=seed, **facts)


def end_tickets(
    person: User, *, now: datetime, reason: str, kinds: Iterable[Ticket.Kind] | None = None
) -> None:
    """Whatever was given out and not used dies; the stop link of a changed address only when named."""
    rows = Ticket.objects.filter(person=person, used_at=None, dead_at=None)
    rows = rows.exclude(kind=Ticket.Kind.STOP) if kinds is None else rows.filter(kind__in=list(kinds))
    rows.update(dead_at=now, dead_reason=reason)


def find_ticket(secret: str, kind: Ticket.Kind, *, now: datetime, lock: bool = False) -> Ticket:
    """The live ticket with this secret.

    Raises:
        ValidationError: there is none, it was used, it died or its time is over.
    """
    rows = Ticket.objects.live(now).matching(secret).filter(kind=kind, person__is_active=True)
    rows = rows.select_for_update(of=("self",)) if lock else rows
    ticket = rows.select_related("person").first()
    if ticket is None:
        raise ValidationError(OVER, code="over")
    return ticket


def open_ticket(secret: str, kind: Ticket.Kind, *, now: datetime) -> tuple[User, Ticket]:
    """The account and its live ticket, locked in the order of every other verb: first the account."""
    person: User = User.objects.select_for_update().get(pk=find_ticket(secret, kind, now=now).person_id)
    return person, find_ticket(secret, kind, now=now, lock=True)


def use_ticket(ticket: Ticket, *, now: datetime) -> None:
    """Mark it used, in the caller's transaction and under the lock ``find_ticket`` took."""
    ticket.used_at = now
    ticket.save(update_fields=["used_at"])


@verb
def unlock_device(secret: str, *, now: datetime) -> User:
    """Use the link that lets one device on while strangers are slowed; whose account it is.

    Raises:
        ValidationError: the link is over.
    """
    ticket = find_ticket(secret, Ticket.Kind.UNLOCK, now=now, lock=True)
    use_ticket(ticket, now=now)
    return ticket.person
