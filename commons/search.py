"""Which words of resources, documents and labels are looked for, and who may find them."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User
from collab_portal.lib.dates import start_of
from collab_portal.lib.html import plain_text
from collab_portal.lib.search.rows import Words
from commons.models import Document, DocumentIndex, Label, LabelIndex, Resource, ResourceIndex


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


def document_words(document: Document) -> Words:
    """Title; number, issuer and summary; equals are ranked by when they were issued."""
    text = (document.number, document.issuer, document.get_kind_display(), document.summary)
    note = f"{document.issuer}{' · ' if document.number else ''}{document.number}"
    at = start_of(document.issued_on) if document.issued_on else None
    return Words(document.title, "\n".join(filter(None, text)), note, at)


def index_documents(documents: Iterable[Document]) -> None:
    DocumentIndex.write({one.pk: document_words(one) for one in documents})


def readable_documents(user: User) -> QuerySet[DocumentIndex]:
    """Rows of the documents this person may see."""
    return DocumentIndex.objects.filter(document__in=Document.objects.visible_to(user))


def document_url(pk: int) -> str:
    return reverse("commons:document", args=[pk])


def label_words(label: Label) -> Words:
    """Name; kind, meaning and goal."""
    text = (label.get_kind_display(), plain_text(label.meaning), label.goal)
    return Words(label.name, "\n".join(filter(None, text)), f"{label.get_kind_display()} · {label.owner}")


def index_labels(labels: Iterable[Label]) -> None:
    LabelIndex.write({one.pk: label_words(one) for one in labels})


def readable_labels(user: User) -> QuerySet[LabelIndex]:
    return LabelIndex.objects.filter(label__in=Label.objects.visible_to(user))


def label_url(pk: int) -> str:
    return reverse("commons:label", args=[pk])
