"""Which words of a resolution are looked for, and who may find it."""

from django.db.models import Q, QuerySet
from django.urls import reverse

from accounts.models import User
from collab_portal.lib.dates import start_of
from collab_portal.lib.search.rows import Words
from rotation.models import Resolution, ResolutionIndex, ResolutionOwner


def words_of(resolution: Resolution) -> Words:
    """Title and body; equals are ranked by when they are due."""
    note = f"{resolution.consultation.title} · 第{resolution.number}项"
    return Words(resolution.title, resolution.body, note, start_of(resolution.due_on))


def readable(user: User) -> QuerySet[ResolutionIndex]:
    """Rows of the resolutions this person may see."""
    return ResolutionIndex.objects.filter(resolution__in=Resolution.objects.visible_to(user))


def owned_by(committee: int) -> Q:
    """On index rows: the committee carries the resolution out."""
    owners = ResolutionOwner.objects.filter(committee=committee)
    return Q(resolution__in=owners.values("resolution"))


def url(pk: int) -> str:
    return reverse("rotation:resolution", args=[pk])
