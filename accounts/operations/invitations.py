"""Starting an account: a link that only its owner gets, works once and dies when rights are given."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts import letters, trail
from accounts.models import Letter, Ticket, User
from accounts.models.event import Kind
from accounts.operations.passwords import set_password
from accounts.operations.people import raise_epoch
from accounts.operations.rights import require_now
from accounts.operations.tickets import end_tickets, give_ticket, mail_ticket, open_ticket, use_ticket
from collab_portal.lib.verbs import verb


@verb
def invite_person(person: User, *, actor: User, now: datetime) -> str:
    """Send the link by which somebody starts the account; only for accounts that hold no rights yet.

    Returns:
        The link where it cannot be sent (no address, or no mail relay), to be handed over in person; else "".
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    require_now("accounts.invite_person", actor, person)
    shown = not (person.email and settings.MAIL_RELAY)
    address = "" if shown else person.email
    trail.record(Kind.INVITED, person=actor, target=person, sent_to=letters.masked(address), shown=shown)
    given: dict[str, Any] = {"address": address, "made_by": actor, "now": now}
    if shown:
        secret = give_ticket(person, Ticket.Kind.INVITATION, **given)
        return f"{settings.SITE_URL}{reverse('accounts:start', args=[secret])}"
    mail_ticket(Letter.Kind.INVITATION, person, Ticket.Kind.INVITATION, inviter=str(actor), **given)
    return ""


@verb
def start_account(secret: str, password: str, *, now: datetime) -> User:
    """启用账号: the owner sets a password; an address the link was mailed to is confirmed by that.

    Raises:
        ValidationError: the link is over, or the account got rights meanwhile.
    """
    person, ticket = open_ticket(secret, Ticket.Kind.INVITATION, now=now)
    if person.duties or not person.is_active:
        raise ValidationError("该账号的权限或状态已变更，链接不再有效。", code="over")
    use_ticket(ticket, now=now)
    set_password(person, password, now=now)
    person.settled_at = now
    if ticket.address and ticket.address == person.email:
        person.email_confirmed_at = now
    person.save(update_fields=["settled_at", "email_confirmed_at"])
    end_tickets(person, now=now, reason="账号已启用", kinds=list(Ticket.Kind))
    raise_epoch(person)
    trail.record(Kind.INVITATION_USED, person=person, target=person)
    return person
