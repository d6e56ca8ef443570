"""Read API of shared resources and documents: what the lists show. Contacts are not among it."""

from datetime import date

from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from collab_portal.lib import dates
from collab_portal.lib.api import Listing, Problem, asked, listing, parameters
from collab_portal.lib.http import PortalRequest
from commons.forms.documents import DocumentFilter
from commons.forms.resources import ResourceFilter
from commons.models import Document, Resource

router = Router(tags=["共享"])
LARGEST = 2**63 - 1


class ResourceOut(Schema):
    id: int
    title: str
    kind: str
    code: str
    line: str
    committee: str
    kept_by: str
    place: str
    capacity: int | None
    quantity: int | None
    exclusive: bool
    notice_days: int | None
    paused_until: date | None
    closed_on: date | None

    @staticmethod
    def resolve_committee(resource: Resource) -> str:
        return resource.committee.slug


class ResourcePage(Listing):
    items: list[ResourceOut]


@router.get(
    "/resources",
    response={200: ResourcePage, 422: Problem},
    url_name="resources",
    summary="共享资源列表",
    openapi_extra=parameters(ResourceFilter),
)
def resources(request: PortalRequest) -> dict[str, object]:
    """The list page's own filter, under the same names."""
    chosen = ResourceFilter(request.GET)
    asked(request, chosen)
    rows = chosen.apply(Resource.objects.visible_to(request.user))
    return listing(request, rows.for_list())


@router.get(
    "/resources/{pk}",
    response={200: ResourceOut, 404: Problem, 422: Problem},
    url_name="resource",
    summary="一项共享资源",
)
def resource(request: PortalRequest, pk: int) -> Resource:
    asked(request, pages=False)
    return get_object_or_404(Resource.objects.visible_to(request.user).for_list(), pk=min(pk, LARGEST))


class DocumentOut(Schema):
    id: int
    title: str
    number: str
    issuer: str
    kind: str
    committee: str
    issued_on: date | None
    effective_on: date | None
    expires_on: date | None
    abolished_on: date | None
    supersedes: int | None
    summary: str

    @staticmethod
    def resolve_committee(document: Document) -> str:
        return document.committee.slug

    @staticmethod
    def resolve_supersedes(document: Document) -> int | None:
        return document.supersedes_id


class DocumentPage(Listing):
    items: list[DocumentOut]


@router.get(
    "/documents",
    response={200: DocumentPage, 422: Problem},
    url_name="documents",
    summary="文件列表",
    openapi_extra=parameters(DocumentFilter),
)
def documents(request: PortalRequest) -> dict[str, object]:
    """What is for the basin; a committee's own papers are not given to other systems."""
    chosen = DocumentFilter(request.GET)
    asked(request, chosen)
    rows = Document.objects.visible_to(request.user).filter(scope=Document.Scope.BASIN)
    return listing(request, chosen.apply(rows, dates.today()).for_list())
