"""Which words of resources are looked for, and who may find them."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User
from collab_portal.lib.html import plain_text
from collab_portal.lib.search.rows import Words
from commons.models import Resource, ResourceIndex


def resource_words(resource: Resource) -> Words:
    """Name; code, kind, keeper, place and story. No contact: that is not everybody's."""
    text = (
        resource.code,
        resource.get_kind_display(),
        resource.kept_by,
        resource.place,
        plain_text(resource.summary),
    )
    note = f"{resource.committee.short_name} · {resource.get_kind_display()}"
    return Words(resource.title, "\n".join(filter(None, text)), note)


def index_resources(resources: Iterable[Resource]) -> None:
    ResourceIndex.write({one.pk: resource_words(one) for one in resources})


def readable(user: User) -> QuerySet[ResourceIndex]:
    """Rows of the resources this person may see."""
    return ResourceIndex.objects.filter(resource__in=Resource.objects.visible_to(user))


def resource_url(pk: int) -> str:
    return reverse("commons:resource", args=[pk])
