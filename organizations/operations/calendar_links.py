"""The committee's calendar link: made anew (the old one stops), or revoked."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from accounts.listeners import tell
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


def end_links_of(person: User) -> None:
    """The link that a leaving admin made, and so knows, stops; the committee's other admins are told."""
    for link in CalendarLink.objects.filter(created_by=person).select_related("committee"):
        link.delete()
        tell(
            *User.objects.admins_of(link.committee_id).exclude(pk=person.pk),
            title="工委日历链接已失效",
            body=f"链接由{person}生成，此人的账号已停用或已调离。请重新生成并告知订阅的同事。",
            url=reverse("organizations:calendar-link", args=[link.committee.slug]),
        )
