"""The committee's calendar link: made anew (the old one stops), or revoked."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from collab_portal.lib.http import require
from collab_portal.lib.links import digest, new_secret
from organizations.models import CalendarLink, Committee


@transaction.atomic
def make_link(committee: Committee, *, actor: User, now: datetime) -> str:
    """A new link; the one before stops at once. Returned in clear this one time."""
    require("organizations.calendar_link", actor, committee)
    secret = new_secret()
    facts = {"digest": digest(secret), "created_by": actor, "created_at": now}
    CalendarLink.objects.update_or_create(committee=committee, defaults=facts)
    return secret


@transaction.atomic
def revoke_link(committee: Committee, *, actor: User) -> None:
    """The link stops at once; revoking again changes nothing."""
    require("organizations.calendar_link", actor, committee)
    CalendarLink.objects.filter(committee=committee).delete()
