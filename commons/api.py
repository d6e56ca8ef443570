"""Read API of shared resources and documents: what the lists show. Contacts are not among it."""

from django.shortcuts import get_object_or_404
from ninja import Router

from collab_portal.lib import dates
from collab_portal.lib.api import Problem, asked, listing, parameters
from collab_portal.lib.http import PortalRequest
from commons.forms.documents import DocumentFilter
from commons.forms.resources import ResourceFilter
from commons.models import Document, Resource
from commons.tables import DOCUMENTS, RESOURCES

router = Router(tags=["共享"])
LARGEST = 2**63 - 1


@router.get(
    "/resources",
    response={200: RESOURCES.page(), 422: Problem},
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
    response={200: RESOURCES.schema(), 404: Problem, 422: Problem},
    url_name="resource",
    summary="一项共享资源",
)
def resource(request: PortalRequest, pk: int) -> Resource:
    asked(request, pages=False)
    return get_object_or_404(Resource.objects.visible_to(request.user).for_list(), pk=min(pk, LARGEST))


@router.get(
    "/documents",
    response={200: DOCUMENTS.page(), 422: Problem},
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
