"""Objects of 共享 for the permission matrix."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from commons.models import Closure
from commons.operations import labels
from tests.factories import (
    committee,
    make_document,
    make_document_file,
    make_honour,
    make_label,
    make_naming,
    make_resource,
    make_user,
)
from tests.permissions.world import World
from tests.uploads.samples import Sent, picture


def kwargs(url: str, relation: str, world: World) -> dict[str, Any]:
    """A resource, a paper that is its committee's alone, an honour, a label: ours or of another.

    A label that is of all nineteen is its parties'.
    """
    if ":label" in url:
        return _label(url, None if relation == "party" else world.owner(relation).slug)
    if relation not in {"own", "other"}:
        raise LookupError(url)
    slug = world.owner(relation).slug
    if ":document" in url:
        return _document(url, slug)
    if ":honour" in url:
        return {"pk": make_honour(slug).pk}
    if url == "commons:naming-export":
        return {"pk": _naming(slug).pk}
    if url == "commons:plaque-revoke":
        return {"pk": _naming(slug).plaques.get().pk}
    stopped = {"closed_on": world.now.date(), "close_reason": "改建"} if url.endswith("reopen") else {}
    resource = make_resource(slug, **stopped)
    if url == "commons:closure-remove":
        day = world.now.date() + timedelta(days=9)
        return {"pk": Closure.objects.create(resource=resource, first=day, last=day, reason="检修").pk}
    return {"pk": resource.pk}


def _label(url: str, slug: str | None) -> dict[str, Any]:
    label = make_label(slug)
    if url == "commons:label-picture":
        keeper = make_user(slug or "jiangsu", is_rotation_admin=slug is None)
        labels.set_picture(label, Sent("图.jpg", picture()), actor=keeper)
    return {"pk": label.pk}


def _naming(slug: str) -> Any:
    """Of one resource of ``slug``, between it and a committee that none of the actors is of."""
    resource = make_resource(slug, nominated_at=timezone.now(), nominated_by=make_user(slug))
    return make_naming(resource, committees=[committee("guizhou")])


def _document(url: str, slug: str) -> dict[str, Any]:
    document = make_document(slug, scope="own")
    if url in {"commons:document-file", "commons:document-detach"}:
        paper = make_document_file(document)
        return {"pk": document.pk, "number": paper.pk}
    return {"pk": document.pk}
