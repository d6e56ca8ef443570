"""The secret calendar link: made anew (the old one stops), or revoked."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from accounts.devices import stamp
from collab_portal.lib.links import digest, new_secret
from rotation.models import CalendarToken

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def make_token(*, actor: "User", now: datetime) -> str:
    """A new link for the person; the one before stops at once. Returned in clear this one time.

    It is stamped with the account as the session knows it: one that has ended meanwhile makes no living link.
    """
    secret = new_secret()
    facts = {"digest": digest(secret), "stamp": stamp(actor), "created_at": now}
    CalendarToken.objects.update_or_create(user=actor, defaults=facts)
    return secret


def revoke_token(*, actor: "User") -> None:
    """The person's link stops at once; revoking again changes nothing."""
    CalendarToken.objects.filter(user=actor).delete()
