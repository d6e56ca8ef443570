"""Changing one's address: the new mailbox confirms, the old one is told and can stop it for seven days."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from accounts import letters, trail
from accounts.models import Letter, Ticket, User
from accounts.models.event import Kind
from accounts.models.user import folded
from accounts.operations.people import raise_epoch
from accounts.operations.tickets import end_tickets, mail_ticket, open_ticket, use_ticket
from collab_portal.lib.verbs import verb

OFTEN, HOUR = 5, timedelta(hours=1)
TAKEN = "该邮箱现在不能用于本账号，请换一个。"


@verb
def ask_address(person: User, address: str, *, now: datetime) -> None:
    """Send a link to the new address and tell the old one; nothing changes until the link is used.

    An address that another account has gets the same answer in the same time, and no letter: the worker sees.

    Raises:
        ValidationError: no address, the one the account has, or asked too often: letters go to whomever.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    address = folded(address)
    validate_email(address)
    if address == person.email and person.email_confirmed_at:
        raise ValidationError("这就是您现在的邮箱。", code="address")
    asked = Ticket.objects.filter(person=person, kind=Ticket.Kind.ADDRESS, made_at__gt=now - HOUR)
    if asked.count() >= OFTEN:
        raise ValidationError(f"一小时内最多申请更改 {OFTEN} 次，请稍后再试。", code="address")
    mail_ticket(
        Letter.Kind.ADDRESS_CONFIRM, person, Ticket.Kind.ADDRESS, address=address, made_by=person, now=now
    )
    trail.record(Kind.ADDRESS_ASKED, person=person, target=person, address=letters.masked(address))
    if person.email and person.email_confirmed_at and person.email != address:
        _tell_old(person, address, now)


def _tell_old(person: User, address: str, now: datetime) -> None:
    """The mailbox that has answered for the account so far gets a link to stop the change.

    A mailbox that has a live link keeps it: a second change takes nobody's word, and gives this one its own.
    """
    told: dict[str, Any] = {"address": person.email, "now": now, "new": letters.masked(address)}
    stops = Ticket.objects.filter(person=person, kind=Ticket.Kind.STOP, address=person.email)
    if stops.live(now).exists():
        letters.write(Letter.Kind.ADDRESS_ASKED, person, **told)
        return
    stops.filter(used_at=None, dead_at=None).update(dead_at=now, dead_reason="已过期")
    mail_ticket(Letter.Kind.ADDRESS_ASKED, person, Ticket.Kind.STOP, made_by=person, **told)


@verb
def confirm_address(secret: str, *, now: datetime) -> User:
    """The new mailbox has answered: it is the account's from now on, and every session ends.

    Raises:
        ValidationError: the link is over, or another account has the address by now.
    """
    person, ticket = open_ticket(secret, Ticket.Kind.ADDRESS, now=now)
    old = person.email if person.email_confirmed_at else ""
    use_ticket(ticket, now=now)
    _give(person, ticket.address, now)
    end_tickets(person, now=now, reason="邮箱已更改")
    raise_epoch(person)
    trail.record(Kind.ADDRESS_CONFIRMED, person=person, target=person, address=letters.masked(person.email))
    if old and old != person.email:
        letters.write(Letter.Kind.ADDRESS_CHANGED, person, old, now=now, new=letters.masked(person.email))
    return person


def _give(person: User, address: str, now: datetime) -> None:
    person.email, person.email_confirmed_at = address, now
    try:
        with transaction.atomic():
            person.save(update_fields=["email", "email_confirmed_at"])
    except IntegrityError:
        raise ValidationError(TAKEN, code="address") from None


@verb
def stop_address(secret: str, *, now: datetime) -> User:
    """The old mailbox says no: what was asked dies; what was changed goes back, and the password with it.

    Whoever asked for the change knew the password: the owner gets a link for another one.

    Raises:
        ValidationError: the link is over.
    """
    person, ticket = open_ticket(secret, Ticket.Kind.STOP, now=now)
    use_ticket(ticket, now=now)
    end_tickets(person, now=now, reason="原邮箱已停止更改")
    back = person.email != ticket.address
    if back:
        _give(person, ticket.address, now)
        person.set_unusable_password()
        person.save(update_fields=["password"])
    raise_epoch(person)
    trail.record(
        Kind.ADDRESS_STOPPED, person=person, target=person, address=letters.masked(person.email), back=back
    )
    letters.write(Letter.Kind.RESET, person, person.email, now=now)
    return person
