"""What 共享 gives to other apps."""

from django.db.models import Q

from collab_portal.lib.api import ApiRouter
from collab_portal.lib.search.kinds import SearchKind
from commons import panels, search, tables
from commons.api import router
from commons.bearers import HONOURS as HONOURS_OF_LABELS
from commons.exports import DOCUMENTS, HONOURS, RESOURCES
from commons.honour_imports import Honours
from commons.imports import Resources
from organizations.cards import CardNumber
from organizations.panels import PanelSource

CONTRIBUTIONS = (
    *(tables.RESOURCES, tables.DOCUMENTS, tables.HONOURS, tables.LABELS),
    Resources(),
    Honours(),
    *(RESOURCES, DOCUMENTS, HONOURS),
    CardNumber(3, "共享资源", panels.resources_by_committee, panels.resources_url),
    PanelSource("committee", panels.PLACE, panels.of_committee),
    PanelSource("agreement", panels.PLACE, panels.of_agreement),
    PanelSource("label", panels.PLACE, panels.of_label),
    HONOURS_OF_LABELS,
    SearchKind(
        6,
        "resources",
        "共享资源",
        lambda user, _now: search.readable(user),
        lambda committee: Q(resource__committee=committee),
        search.resource_url,
    ),
    SearchKind(
        7,
        "documents",
        "文件",
        lambda user, _now: search.readable_documents(user),
        lambda committee: Q(document__committee=committee),
        search.document_url,
    ),
    SearchKind(
        8,
        "labels",
        "品牌与专项",
        lambda user, _now: search.readable_labels(user),
        lambda committee: Q(label__committee=committee),
        search.label_url,
    ),
    ApiRouter(5, router),
)
