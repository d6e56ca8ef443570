"""Letters about an account, also to addresses that are no account's: written down with the deed.

Nothing is sent here. The worker makes the text and sends it (``accounts.posting``), so a mail server that
is slow or away holds up nobody, and the time of an answer does not tell who exists.
"""

from datetime import datetime, timedelta
from typing import Any

from accounts.models import Letter, Ticket, User
from collab_portal.lib.wakeup import wake_on_commit

TASK = "accounts.tasks.send_letters"
LIFE = timedelta(days=3)  # of a letter that the mail server does not take


def masked(address: str) -> str:
    """``z***@js.gov.cn``: enough for the owner to know the mailbox, no more."""
    name, at, domain = address.partition("@")
    return f"{name[:1]}***{at}{domain}" if at else ""


def write(
    kind: Letter.Kind,
    person: User | None,
    address: str,
    *,
    now: datetime,
    ticket: Ticket | None = None,
    seed: str = "",
    **facts: Any,
) -> None:
    """Write the letter down, in the caller's transaction; templates are ``accounts/email/<kind>_….txt``.

    Args:
        person: whose account it is about; None writes a letter to nobody, which costs the same.
        ticket: the link in it, whose secret is ``links.derived(seed)``.
    """
    Letter.objects.create(
        kind=kind,
        person=person,
        address=address,
        ticket=ticket,
        seed=seed,
        facts=facts,
        made_at=now,
        next_attempt_at=now,
        expires_at=ticket.expires_at if ticket else now + LIFE,
    )
    wake_on_commit(TASK)
